// The whole of one order replayed for whoever checks it: every event of contract, lessons, words, money, refund, freeze and
// complaint in order of time. The balance is worked out from the papers alone and held against the ledger's own at the end.
import { sql } from "kysely"
import type { Ctx } from "#kernel/flow"
import { componentStates, holdingOf } from "#products/custody"
import { deciderTitles, freezeScopeTitles, type Decider, type FreezeScope } from "../../../products/custody/states.ts"
import { markTitles, orderObject, topicTitles, type ComplaintTopic, type Mark, type ReplayKind } from "../model.ts"
import { wallOf, type Order, type OrderSeen } from "../store.ts"
import { yuan } from "../words.ts"
import { profileTitle } from "./lists.ts"

interface Event {
  at: Date
  kind: ReplayKind
  zh: string
  en: string
  who?: string | null
  reference?: string | null
  changeFen?: bigint
}

export async function replayOf(ctx: Ctx, { order }: OrderSeen) {
  const holding = await holdingOf(ctx, orderObject, order.id)
  const parts = holding ? ((await componentStates(ctx, [holding.id])).get(holding.id) ?? []) : []
  const events: Event[] = [
    ...contractEvents(order, holding?.number ?? null, parts),
    ...(await lessonEvents(ctx, order.id)),
    ...(holding
      ? [
          ...(await wordEvents(ctx, { orderId: order.id, holdingId: holding.id })),
          ...(await moneyEvents(ctx, holding.id)),
          ...(await freezeEvents(ctx, holding)),
        ]
      : []),
    ...(await refundEvents(ctx, order.id)),
    ...(await complaintEvents(ctx, order.id)),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime())
  let balanceFen = 0n
  const told = events.map(({ changeFen, at, kind, zh, en, who, reference }) => {
    balanceFen += changeFen ?? 0n
    return {
      at: at.toISOString(),
      kind,
      zh,
      en,
      who: who ?? null,
      reference: reference ?? null,
      change: changeFen === undefined ? null : yuan(changeFen),
      balance: yuan(balanceFen),
    }
  })
  const ledgerFen = parts.reduce((sum, part) => sum + part.heldFen, 0n)
  return {
    contractNo: order.contract_no,
    number: holding?.number ?? null,
    events: told,
    replayed: yuan(balanceFen),
    ledger: yuan(ledgerFen),
    agrees: balanceFen === ledgerFen,
  }
}

function contractEvents(
  order: Order,
  number: string | null,
  parts: readonly { zh: string; en: string; paidFen: bigint }[],
): Event[] {
  const policy = profileTitle(order.policy_code)
  const signed: Event = {
    at: order.signed_at,
    kind: "contract",
    zh: `签订合同，${order.paid_lessons} 课时、赠 ${order.gift_lessons} 课时，适用政策“${policy.zh}”`,
    en: `Signed: ${order.paid_lessons} lessons, ${order.gift_lessons} gifts, under "${policy.en}"`,
    reference: order.contract_no,
  }
  if (!order.paid_at) return [signed]
  const paid: Event = {
    at: order.paid_at,
    kind: "money",
    zh: parts.length > 0 ? `缴入存管：${parts.map((one) => `${one.zh} ${yuan(one.paidFen)}`).join("、")}` : "缴费",
    en: parts.length > 0 ? `Paid in: ${parts.map((one) => `${one.en} ${yuan(one.paidFen)}`).join(", ")}` : "Paid",
    reference: number ?? order.order_no,
    changeFen: parts.reduce((sum, one) => sum + one.paidFen, 0n),
  }
  const outside: Event = {
    at: order.paid_at,
    kind: "money",
    zh: `按政策 ${yuan(order.outside_fen)} 元在存管外，直接进机构结算账户`,
    en: `${yuan(order.outside_fen)} left outside custody by the policy, to the institution's account`,
  }
  return [signed, paid, ...(order.outside_fen > 0n ? [outside] : [])]
}

async function lessonEvents(ctx: Ctx, orderId: string): Promise<Event[]> {
  const { rows } = await sql<{
    seq: number
    starts_at: Date
    mark: Mark
    source: string
    marked_by: string
    marked_at: Date
    withdrawn_at: Date | null
    withdrawn_by: string | null
  }>`
    select l.seq, l.starts_at, a.mark, a.source, a.marked_by, a.marked_at, a.withdrawn_at, a.withdrawn_by
      from training_attendance a join training_lesson l on l.id = a.lesson_id where a.order_id = ${orderId}
     order by l.starts_at`.execute(ctx.db)
  return rows.flatMap((row): Event[] => {
    const offline = row.source === "offline"
    return [
      {
        at: row.starts_at,
        kind: "lesson",
        zh: `第 ${row.seq} 课 ${markTitles[row.mark].zh}（${offline ? "离线登记" : "签到"}于 ${wallOf(row.marked_at)}）`,
        en: `Lesson ${row.seq}: ${markTitles[row.mark].en} (${offline ? "noted off line" : "signed in"} ${wallOf(row.marked_at)})`,
        who: row.marked_by,
      },
      ...(row.withdrawn_at
        ? [
            {
              at: row.withdrawn_at,
              kind: "lesson" as const,
              zh: `第 ${row.seq} 课的签到撤销`,
              en: `The mark of lesson ${row.seq} taken back`,
              who: row.withdrawn_by,
            },
          ]
        : []),
    ]
  })
}

interface Word {
  object_id: string
  seq: number | null
  state: string
  k: number | null
  release_fen: bigint | null
  decided_at: Date | null
  decided_by: Decider | null
  decider: string | null
  disputed_at: Date | null
  dispute_reason: string | null
  decision_reason: string | null
}

async function wordEvents(ctx: Ctx, p: { orderId: string; holdingId: string }): Promise<Event[]> {
  const { rows } = await sql<Word>`
    select e.*, l.seq from custody_evidence e
      left join training_attendance a on a.order_id = ${p.orderId} and a.id::text = e.object_id
      left join training_lesson l on l.id = a.lesson_id
     where e.holding_id = ${p.holdingId} order by e.decided_at`.execute(ctx.db)
  const named = (row: Word) =>
    row.seq !== null
      ? { zh: `第 ${row.seq} 课`, en: `Lesson ${row.seq}` }
      : row.object_id === "materials"
        ? { zh: "教材", en: "Materials" }
        : { zh: `约定第 ${row.object_id.replace("plan-", "")} 期`, en: `Part ${row.object_id.replace("plan-", "")}` }
  return rows.flatMap((row): Event[] => {
    const what = named(row)
    const events: Event[] = []
    if (row.disputed_at)
      events.push({
        at: row.disputed_at,
        kind: "word",
        zh: `${what.zh}：家长有异议，停划。${row.dispute_reason ?? ""}`,
        en: `${what.en}: disputed. ${row.dispute_reason ?? ""}`,
      })
    if (row.decided_at && row.k !== null)
      events.push({
        at: row.decided_at,
        kind: "word",
        zh: `${what.zh}：${deciderTitles[row.decided_by!].zh}，计第 ${row.k} 次，应划 ${yuan(row.release_fen!)} 元`,
        en: `${what.en}: ${deciderTitles[row.decided_by!].en}; step ${row.k}, ${yuan(row.release_fen!)} to be released`,
        who: row.decider || null,
      })
    if (row.decided_at && row.state === "void")
      events.push({
        at: row.decided_at,
        kind: "word",
        zh: `${what.zh}：不计。${row.decision_reason ?? ""}`,
        en: `${what.en}: not counted. ${row.decision_reason ?? ""}`,
        who: row.decider || null,
      })
    return events
  })
}

async function moneyEvents(ctx: Ctx, holdingId: string): Promise<Event[]> {
  const released = await sql<{ number: string; at: Date; fen: bigint; n: number }>`
    select b.number, coalesce(b.done_at, b.made_at) as at, sum(e.release_fen)::bigint as fen, count(*)::int as n
      from custody_evidence e join custody_batch b on b.id = e.batch_id
     where e.holding_id = ${holdingId} and e.state = 'released' group by 1, 2`.execute(ctx.db)
  const returned = await ctx.db
    .selectFrom("custody_return")
    .select(["number", "sent_at", "amount_fen", "kept_fen", "owed_fen"])
    .where("holding_id", "=", holdingId)
    .where("state", "!=", "bounced")
    .execute()
  const claims = await ctx.db
    .selectFrom("custody_claim")
    .select(["number", "paid_at", "own_fen", "shared_fen"])
    .where("holding_id", "=", holdingId)
    .where("state", "=", "paid")
    .execute()
  return [
    ...released.rows.map((row): Event => ({
      at: row.at,
      kind: "money",
      zh: `划拨 ${row.n} 次到机构结算账户`,
      en: `${row.n} steps released to the institution`,
      reference: row.number,
      changeFen: -row.fen,
    })),
    ...returned.flatMap((row) => returnEvents(row)),
    ...claims.map((row): Event => ({
      at: row.paid_at!,
      kind: "money",
      zh: `清退兑付：存管 ${yuan(row.own_fen)} 元，保证金分配 ${yuan(row.shared_fen)} 元`,
      en: `Paid in the run-off: ${yuan(row.own_fen)} from custody, ${yuan(row.shared_fen)} of the deposit`,
      reference: row.number,
      changeFen: -row.own_fen,
    })),
  ]
}

function returnEvents(row: {
  number: string
  sent_at: Date
  amount_fen: bigint
  kept_fen: bigint
  owed_fen: bigint
}): Event[] {
  const at = row.sent_at
  const line = (fen: bigint, zh: string, en: string, isCustody = true): Event[] =>
    fen > 0n ? [{ at, kind: "money", zh, en, reference: row.number, ...(isCustody ? { changeFen: -fen } : {}) }] : []
  return [
    ...line(row.amount_fen, "存管户退给家长", "Returned to the family from custody"),
    ...line(row.kept_fen, "终止结算归机构", "Left with the institution at the end"),
    ...line(
      row.owed_fen,
      `机构结算账户另退 ${yuan(row.owed_fen)} 元（存管外）`,
      `${yuan(row.owed_fen)} returned by the institution from outside custody`,
      false,
    ),
  ]
}

async function freezeEvents(ctx: Ctx, holding: { id: string; pool_id: string; opened_at: Date }): Promise<Event[]> {
  const rows = await ctx.db
    .selectFrom("custody_freeze")
    .selectAll()
    .where("pool_id", "=", holding.pool_id)
    .where((e) => e.or([e("holding_id", "=", holding.id), e("holding_id", "is", null)]))
    .where("placed_at", "is not", null)
    .execute()
  return rows
    .flatMap((row): Event[] => {
      const scope = freezeScopeTitles[row.scope as FreezeScope]
      const lifted: Event[] = row.lifted_at
        ? [
            {
              at: row.lifted_at,
              kind: "freeze",
              zh: `解除冻结：${row.lift_reason ?? ""}`,
              en: `Freeze lifted: ${row.lift_reason ?? ""}`,
              who: row.lifted_by,
              reference: row.number,
            },
          ]
        : []
      return [
        {
          at: row.placed_at!,
          kind: "freeze",
          zh: `${scope.zh}，依 ${row.document_no}（${row.authority}）`,
          en: `${scope.en}, by ${row.document_no} (${row.authority})`,
          who: row.placed_by,
          reference: row.number,
        },
        ...lifted,
      ]
    })
    .filter((event) => event.at >= holding.opened_at)
}

async function refundEvents(ctx: Ctx, orderId: string): Promise<Event[]> {
  const rows = await ctx.db
    .selectFrom("training_refund")
    .selectAll()
    .where("order_id", "=", orderId)
    .orderBy("asked_at")
    .execute()
  return rows.flatMap((row): Event[] => {
    const told = (at: Date | null, zh: string, en: string, who?: string | null): Event[] =>
      at ? [{ at, kind: "refund", zh, en, who: who ?? null, reference: row.number }] : []
    return [
      ...told(
        row.asked_at,
        `家长申请退费 ${yuan(row.amount_fen)} 元：${row.reason}`,
        `Refund of ${yuan(row.amount_fen)} asked for: ${row.reason}`,
      ),
      ...told(
        row.answered_at,
        `机构答复：${row.answer ?? "同意"}`,
        `Answered: ${row.answer ?? "agreed"}`,
        row.answered_by,
      ),
      ...told(row.decided_at, `裁定：${row.decision ?? ""}`, `Decided: ${row.decision ?? ""}`, row.decided_by),
      ...told(row.done_at, "退费到账", "Refund paid"),
    ]
  })
}

async function complaintEvents(ctx: Ctx, orderId: string): Promise<Event[]> {
  const rows = await ctx.db.selectFrom("training_feedback").selectAll().where("order_id", "=", orderId).execute()
  return rows.flatMap((row): Event[] => {
    const told = (at: Date | null, zh: string, en: string, who?: string | null): Event[] =>
      at ? [{ at, kind: "complaint", zh, en, who: who ?? null, reference: row.number }] : []
    if (row.kind === "rating")
      return told(row.made_at, `家长评价 ${row.stars} 分。${row.body}`, `Rated ${row.stars} of 5. ${row.body}`)
    const topic = topicTitles[row.topic as ComplaintTopic]
    return [
      ...told(row.made_at, `家长投诉（${topic.zh}）：${row.body}`, `Complaint (${topic.en}): ${row.body}`),
      ...told(
        row.institution_answered_at,
        `机构答复：${row.institution_answer}`,
        `Answered: ${row.institution_answer}`,
        row.institution_answered_by,
      ),
      ...told(
        row.office_answered_at,
        `主管部门答复：${row.office_answer}`,
        `The authority: ${row.office_answer}`,
        row.office_answered_by,
      ),
    ]
  })
}
