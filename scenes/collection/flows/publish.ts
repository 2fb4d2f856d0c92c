// Publishing a batch: a second person of the organisation agrees, then a job publishes bill by bill in groups. It may be
// killed at any point and goes on where it stopped; money paid ahead is used up at once.
import { z } from "zod"
import { sql } from "kysely"
import { formatAmount, newId, openAccounts, type Posting } from "#ledger"
import { requestApproval } from "#kernel/approval"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { startJob } from "#kernel/job"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind, JobHandler } from "#kernel/scene"
import { aheadOf, billAccount } from "../accounts.ts"
import { publishBill, useAhead } from "../postings.ts"
import { refuse } from "../refusals.ts"
import { allocatePayment } from "../rules/late-fee.ts"
import { batchTitles, type BatchState } from "../states.ts"
import { loadBills, owedOf, type Bill } from "./bills.ts"
import { findOrg, type OrgRow } from "./org.ts"
import { writeDeed } from "./write.ts"

const groupSize = 1_000

const content = z.object({ batchNo: z.string(), bills: z.number().int(), total: z.string(), items: z.string() })

export const publishApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "collection.publish",
  zh: "发布账单",
  en: "Publish bills",
  content,
  levels: async () => [["org-reviewer"]],
  page: "/portal/collection/batches/:id",
  async approved(ctx, { objectId }) {
    const batch = await batchOf(ctx, objectId)
    if (!batch.ok) return batch
    if (batch.value.state !== "draft") return stateFault(batch.value, "发布")
    const jobId = await startJob(ctx, publishJob.kind, { batchId: objectId })
    await ctx.db
      .updateTable("collection_batch")
      .set({ state: "publishing", job_id: jobId })
      .where("id", "=", objectId)
      .execute()
    ctx.note({ object: "collection-batch", objectId, before: { state: "draft" }, after: { state: "publishing" } })
    return ok()
  },
}

async function batchOf(ctx: Ctx, id: string) {
  const batch = await ctx.db.selectFrom("collection_batch").selectAll().where("id", "=", id).executeTakeFirst()
  if (!batch) return refuse["E-BATCH"]()
  const org = await findOrg(ctx, batch.org_id)
  return org.ok ? ok({ ...batch, org: org.value }) : refuse["E-BATCH"]()
}

const stateFault = (batch: { batch_no: string; state: string }, act: string) =>
  refuse["E-BATCH-STATE"]({ batchNo: batch.batch_no, state: batchTitles[batch.state as BatchState].zh, act })

/** The person who brought the file asks for its publication; the reviewer sees count, sum and items. */
export const askPublish = flow(
  { name: "collection.ask-publish", permission: "collection.import" },
  async (ctx, input: { batchId: string }): Promise<Outcome<{ approvalId: string }>> => {
    const batch = await batchOf(ctx, input.batchId)
    if (!batch.ok) return batch
    if (batch.value.state !== "draft") return stateFault(batch.value, "提交发布")
    const items = await sql<{ name: string; bills: bigint; fen: bigint }>`
      select i.name, count(*) as bills, sum(b.principal_fen)::bigint as fen
      from collection_bill b join collection_item i on i.id = b.item_id
      where b.batch_id = ${input.batchId} group by i.name order by i.name`.execute(ctx.db)
    const approvalId = await requestApproval(ctx, {
      kind: publishApproval.kind,
      objectId: input.batchId,
      title: `发布账单 ${batch.value.batch_no}（${batch.value.bills} 张）`,
      amountFen: batch.value.total_fen,
      content: {
        batchNo: batch.value.batch_no,
        bills: batch.value.bills,
        total: formatAmount(batch.value.total_fen, 2),
        items: items.rows.map((one) => `${one.name} ${one.bills} 张 ${formatAmount(BigInt(one.fen), 2)} 元`).join("；"),
      },
    })
    return ok({ approvalId })
  },
)

export const publishJob: JobHandler<{ batchId: string }> = {
  kind: "collection.publish",
  zh: "发布账单",
  en: "Publishing bills",
  input: z.object({ batchId: z.uuid() }),
  async run(ctx, { batchId }, progress) {
    const { bills } = await ctx.db
      .selectFrom("collection_batch")
      .select("bills")
      .where("id", "=", batchId)
      .executeTakeFirstOrThrow()
    let done = 0
    for (;;) {
      const group = await publishGroup(ctx, { batchId })
      if (!group.ok) throw new Error(group.refusal.zh)
      if (group.value === 0) break
      done += group.value
      await progress(Math.min(done, bills), bills, `${done} / ${bills}`)
    }
    const finished = await finish(ctx, { batchId })
    if (!finished.ok) throw new Error(finished.refusal.zh)
    return { published: done }
  },
}

/** One group in one transaction. A killed job leaves whole groups only. */
const publishGroup = flow(
  { name: "collection.publish", permission: null },
  async (ctx, input: { batchId: string }): Promise<Outcome<number>> => {
    const rows = await ctx.db
      .selectFrom("collection_bill")
      .select("bill_no")
      .where("batch_id", "=", input.batchId)
      .where("state", "=", "draft")
      .orderBy("bill_no")
      .limit(groupSize)
      .forUpdate()
      .execute()
    if (rows.length === 0) return ok(0)
    const bills = await loadBills(ctx, { billNos: rows.map((row) => row.bill_no) })
    const org = await ctx.db
      .selectFrom("collection_org")
      .selectAll()
      .where("id", "=", bills[0]!.orgId)
      .executeTakeFirstOrThrow()
    await openAccounts(
      ctx.ledger,
      bills.map((bill) => billAccount({ billNo: bill.billNo, outlet: org.outlet })),
    )
    await ctx.db
      .updateTable("collection_bill")
      .set({ state: "published", published_on: ctx.today })
      .where(
        "bill_no",
        "in",
        bills.map((bill) => bill.billNo),
      )
      .execute()
    const published = bills.map((bill) =>
      publishBill.build(
        { billNo: bill.billNo, orgId: bill.orgId, amountFen: bill.terms.principalFen },
        { id: newId(), reference: bill.billNo, memo: bill.itemName },
      ),
    )
    const used = await spendAhead(ctx, org, bills)
    ctx.note({ object: "collection-batch", objectId: input.batchId, after: { published: bills.length } })
    const posted = await ctx.post([...published, ...used])
    return posted.ok ? ok(bills.length) : posted
  },
)

/** What a payer has paid ahead goes to the new bill first. */
async function spendAhead(ctx: FlowCtx, org: OrgRow, bills: readonly Bill[]): Promise<Posting[]> {
  const payerIds = [...new Set(bills.map((bill) => bill.payerId))]
  const left = await aheadOf(ctx.ledger, payerIds)
  const postings: Posting[] = []
  // Of an open amount the payer chooses: nothing is taken without asking.
  for (const bill of bills.filter((one) => one.kind !== "open")) {
    const ahead = left.get(bill.payerId) ?? 0n
    const owed = owedOf(bill, ctx.today)
    const takenFen = ahead < owed.totalFen ? ahead : owed.totalFen
    if (takenFen === 0n) continue
    left.set(bill.payerId, ahead - takenFen)
    const { principalFen } = allocatePayment(takenFen, owed, bill.terms.order)
    const deed = { kind: "pay" as const, on: ctx.today, amountFen: takenFen, reason: "预存款抵缴" }
    await writeDeed(ctx, bill, { ...deed, byName: bill.payerName })
    const part = { billNo: bill.billNo, orgId: bill.orgId, amountFen: principalFen, payerId: bill.payerId, takenFen }
    postings.push(
      useAhead.build(
        { ...part, accountNo: org.settlement_account_no },
        { id: newId(), reference: bill.billNo, memo: "预存款抵缴" },
      ),
    )
  }
  return postings
}

const finish = flow(
  { name: "collection.published", permission: null },
  async (ctx, input: { batchId: string }): Promise<Outcome<void>> => {
    const batch = await ctx.db
      .updateTable("collection_batch")
      .set({ state: "published", published_on: ctx.today })
      .where("id", "=", input.batchId)
      .where("state", "=", "publishing")
      .returning(["org_id", "batch_no", "bills"])
      .executeTakeFirst()
    if (!batch) return ok()
    const org = await ctx.db
      .selectFrom("collection_org")
      .select("party_id")
      .where("id", "=", batch.org_id)
      .executeTakeFirstOrThrow()
    await notify(ctx, {
      to: `party:${org.party_id}`,
      title: `账单 ${batch.batch_no} 已发布`,
      body: `${batch.bills} 张账单已可缴费。`,
      page: `/portal/collection/batches/${input.batchId}`,
      onceKey: `collection-published-${input.batchId}`,
    })
    ctx.note({ object: "collection-batch", objectId: input.batchId, after: { state: "published" } })
    return ok()
  },
)
