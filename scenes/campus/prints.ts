// The papers of a school: pass, visitor slip, muster sheet, consent form, card receipts, statement, canteen's day, settlement
// voucher, subsidy list, refunds of leavers.
import { facts, grids, heading, numbered, paragraph } from "#kernel/document"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { PrintContent, PrintKind } from "#kernel/scene"
import { channelTitles, type Channel } from "#products/acquiring"
import { yuan } from "#products/wallet"
import { cardTitles } from "../../products/wallet/states.ts"
import { attendancePaper, signatures } from "./reports/paper.ts"
import {
  emergencyTitles,
  leaveKindTitles,
  ownPurposeTexts,
  purposes,
  purposeTexts,
  purposeTitles,
  type EmergencyKind,
} from "./model.ts"
import { canteenOf } from "./queries/canteen.ts"
import { holderShown } from "./queries/cards.ts"
import { leaveOf } from "./queries/lists.ts"
import { consentsOf, musterOf } from "./queries/office.ts"
import { settlementsOf, walletShown } from "./queries/wallet.ts"
import { refuse } from "./refusals.ts"
import { actsAlone, ownSchool, schoolById, schoolPerson, seenPerson } from "./store.ts"

const permission = "campus.print"
const paper = (
  kind: string,
  zh: string,
  en: string,
  render: (ctx: Ctx, objectId: string) => Promise<Outcome<PrintContent>>,
): PrintKind => ({
  kind: `campus.${kind}`,
  zh,
  en,
  permission,
  // Any text may stand in the address; these papers are of things with an id, the others say what they take.
  render: async (ctx, objectId) => (others.has(kind) || isUuid(objectId) ? render(ctx, objectId) : noPaper()),
})
const others = new Set(["canteen-day", "refund-list"])
const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

const noPaper = () => refuse["E-NOT-FOUND"]({ what: "单据", whatEn: "paper" })
const local = (instant: string | Date | null): string =>
  instant ? new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ") : "—"
const qr = (code: string): unknown => ({ qr: code, fit: 120, margin: [0, 6, 0, 6] })

const pass = paper("pass", "出校凭证", "Leave pass", async (ctx, objectId) => {
  const row = await ctx.db.selectFrom("campus_leave").selectAll().where("id", "=", objectId).executeTakeFirst()
  const person = row ? await seenPerson(ctx, row.person_id) : undefined
  if (!row || !person?.ok) return noPaper()
  const leave = leaveOf({ ...row, name: person.value.name, title: person.value.classTitle }, true)
  if (!leave.passCode)
    return refuse["E-STATE"]({ reason: "凭证未批准、已使用或已失效", reasonEn: "the pass is not in force" })
  return ok({
    title: "出校凭证",
    number: leave.passCode,
    body: [
      facts([
        ["学生", leave.name],
        ["班级", leave.classTitle ?? "—"],
        ["类别", leaveKindTitles[leave.kind].zh],
        ["事由", leave.reason],
        ["可出校时间", `${local(leave.from)} 至 ${local(leave.to)}`],
        ["是否返校", leave.returns ? "当天返校，含一次进校" : "不返校"],
      ]),
      paragraph("凭本证二维码或校园卡出校，只限一次；时间未到或已过不放行。"),
      qr(leave.passCode),
    ],
  })
})

const visit = paper("visit", "访客单", "Visitor slip", async (ctx, objectId) => {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const row = await ctx.db
    .selectFrom("campus_visit")
    .selectAll()
    .where("id", "=", objectId)
    .where("school_id", "=", school.value.id)
    .executeTakeFirst()
  if (!row) return noPaper()
  return ok({
    title: "访客单",
    number: row.code,
    body: [
      facts([
        ["访客", row.visitor_name],
        ["手机尾号", row.phone_tail],
        ["证件尾号", row.id_tail ?? "—"],
        ["单位", row.company ?? "—"],
        ["事由", row.purpose],
        ["车牌", row.plate ?? "—"],
        ["被访人", row.host_name],
        ["时间", `${local(row.from_at)} 至 ${local(row.to_at)}`],
      ]),
      paragraph("请佩戴本单，离校时交回门卫；超过时间请告知被访人。"),
      qr(row.code),
    ],
  })
})

const muster = paper("muster", "清点表", "Muster sheet", async (ctx, objectId) => {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const found = await musterOf(ctx, school.value.id, objectId)
  if (!found) return noPaper()
  const { row, view } = found
  const left = view.unaccounted.map((one, at) => [
    String(at + 1),
    one.classTitle ?? "—",
    one.name,
    one.lastPlace ?? "—",
    `${one.guardian ?? ""} ${one.phone ?? ""}`.trim() || "—",
    "",
  ])
  return ok({
    title: `${emergencyTitles[row.kind as EmergencyKind].zh}清点表`,
    number: local(row.started_at),
    body: [
      facts([
        ["开启", `${local(row.started_at)} ${row.started_by}`],
        ["结束", row.ended_at ? `${local(row.ended_at)} ${row.ended_by ?? ""}` : "进行中"],
        ["开启时在校", `${row.inside} 人`],
        ["已扫码", `${view.scanned} 人`],
        ["人工清点", `${view.ticked} 人`],
        ["未清点", `${view.unaccounted.length} 人`],
      ]),
      grids(["序号", "班级", "姓名", "最后位置", "监护人电话", "已找到"], left, { widths: [30, 70, 70, 80, "*", 50] }),
    ],
  })
})

/** Whoever is of age signs alone, and reads what is said to them and not to a guardian. */
const consent = paper("consent", "同意书", "Consent form", async (ctx, objectId) => {
  const person = await schoolPerson(ctx, objectId)
  if (!person.ok) return person
  const words = (await consentsOf(ctx, [objectId])).get(objectId)!
  const isOwn = await actsAlone(ctx, person.value)
  const texts = isOwn ? ownPurposeTexts : purposeTexts
  return ok({
    title: isOwn ? "个人信息同意书（成年学生）" : "监护人同意书",
    number: person.value.number,
    body: [
      facts([
        ["学生", person.value.name],
        ["班级", person.value.classTitle ?? "—"],
      ]),
      paragraph("每一项单独决定，不同意任何一项都不影响入学、进出校和用餐；同意后可随时在手机上撤回。"),
      ...(isOwn ? [paragraph("您已成年，由本人决定和签字；监护人此前给出的同意由您确认或撤回。")] : []),
      ...purposes.flatMap((purpose) => {
        const word = words.find((one) => one.purpose === purpose)!
        const state = word.inForce ? `已同意（${word.givenBy}，${local(word.givenAt)}）` : "未同意"
        return [heading(`${purposeTitles[purpose].zh}：${state}`), paragraph(texts[purpose].zh)]
      }),
      // People sign here, not firms: no seal, no legal representative.
      signatures([isOwn ? "学生本人" : "监护人", "学校经办"]),
    ],
  })
})

const lostCard = paper("lost-card", "挂失补卡回执", "Lost-card receipt", async (ctx, objectId) => {
  const holder = await holderShown(ctx, objectId)
  if (!holder.ok) return holder
  const { wallet, name, number, classTitle } = holder.value
  if (!wallet) return noPaper()
  return ok({
    title: "挂失补卡回执",
    number: wallet.walletNo,
    body: [
      facts([
        ["持卡人", `${name}（${classTitle ?? number}）`],
        ["可用余额", `${wallet.total} 元`],
      ]),
      grids(
        ["卡号", "状态", "发卡", "挂失"],
        wallet.cards.map((one) => [one.uid, cardTitles[one.state].zh, local(one.issuedAt), local(one.lostAt)]),
      ),
      numbered([
        "余额在账户上，不在卡里，补卡后照常使用。",
        "挂失后的脱机消费退还本人，由学校承担。",
        "已补的旧卡永久作废。",
      ]),
    ],
  })
})

/** A top-up by a channel, or in cash at the school's own desk. */
const routeOf = (route: string): string =>
  route === "desk" ? "卡务中心现金" : (channelTitles[route as Channel]?.zh ?? route)

const statement = paper("statement", "校园卡对账单", "Wallet statement", async (ctx, objectId) => {
  const person = await seenPerson(ctx, objectId)
  if (!person.ok) return person
  if (!person.value.wallet_no) return noPaper()
  const wallet = await walletShown(ctx, person.value.wallet_no, 300)
  return ok({
    title: "校园卡对账单",
    number: wallet.walletNo,
    body: [
      facts([
        ["持卡人", person.value.name],
        ["班级", person.value.classTitle ?? "—"],
        ...wallet.purses.map((one): [string, string] => [one.zh, `${one.amount} 元`]),
        ["欠款", `${wallet.arrears} 元`],
      ]),
      heading("消费"),
      grids(
        ["时间", "商户", "内容", "金额", "其中补助", "说明"],
        wallet.spends.map((one) => [
          local(one.at),
          one.merchant,
          one.item ?? "",
          one.kind === "spend" ? `-${one.amount}` : one.amount,
          one.subsidy,
          one.reasonZh ?? (one.offline ? "脱机" : ""),
        ]),
        { right: [3, 4], widths: [86, "*", 70, 50, 50, 70] },
      ),
      heading("充值"),
      grids(
        ["时间", "金额", "渠道", "交款人"],
        wallet.topUps.map((one) => [local(one.at), one.amount, routeOf(one.route), one.payer ?? "—"]),
        { right: [1] },
      ),
    ],
  })
})

/** objectId: merchant and day. */
const canteenDay = paper("canteen-day", "食堂日结单", "Canteen's day", async (ctx, objectId) => {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const [merchantId, day] = objectId.split(":")
  if (!day || !/^\d{4}-\d\d-\d\d$/.test(day)) return noPaper()
  const shown = await canteenOf(ctx, school.value.scheme_id, day)
  const one = shown.merchants.find((merchant) => merchant.id === merchantId)
  if (!one) return noPaper()
  return ok({
    title: `${one.name}日结单`,
    number: day,
    body: [
      facts([
        ["消费", `${one.gross} 元`],
        ["冲正", `${one.reversed} 元`],
        ["净额", `${one.net} 元`],
        ["其中补助", `${one.subsidy} 元`],
        ["转欠款", `${one.arrears} 元`],
        ["笔数（脱机）", `${one.lines}（${one.offline}）`],
        ["最忙时段", one.peak ?? "—"],
      ]),
      grids(
        ["餐次", "笔数", "金额"],
        one.meals.map((row) => [row.meal, String(row.lines), row.amount]),
        { right: [1, 2] },
      ),
      grids(
        ["菜品", "笔数", "金额"],
        one.items.map((row) => [row.item, String(row.lines), row.amount]),
        { right: [1, 2] },
      ),
    ],
    signatures: ["食堂经办", "学校财务"],
  })
})

/** objectId: the merchant; its last thirty settlements. */
const settlement = paper("settlement", "商户结算凭证", "Settlement voucher", async (ctx, objectId) => {
  const merchant = await ctx.db
    .selectFrom("wallet_merchant")
    .innerJoin("campus_school", "campus_school.scheme_id", "wallet_merchant.scheme_id")
    .select(["wallet_merchant.name", "campus_school.id", "campus_school.scheme_id"])
    .where("wallet_merchant.id", "=", objectId)
    .executeTakeFirst()
  const school = merchant
    ? await (ctx.actor.kind === "portal" ? ownSchool(ctx) : schoolById(ctx, merchant.id))
    : undefined
  if (!merchant || !school?.ok || school.value.id !== merchant.id) return noPaper()
  const rows = (await settlementsOf(ctx, merchant.scheme_id, 90))
    .filter((one) => one.merchant === merchant.name)
    .slice(0, 30)
  return ok({
    title: "商户结算凭证",
    number: merchant.name,
    body: [
      grids(
        ["日期", "消费", "冲正", "手续费", "入账", "账号"],
        rows.map((one) => [one.day, one.gross, one.reversed, one.fee, one.net, one.accountNo]),
        { right: [1, 2, 3, 4], widths: [64, "*", 50, 50, "*", 130] },
      ),
    ],
  })
})

/** objectId: the grant. */
const subsidyList = paper("subsidy-list", "补助发放清单", "Subsidy list", async (ctx, objectId) => {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const grant = await ctx.db
    .selectFrom("wallet_grant")
    .selectAll()
    .where("id", "=", objectId)
    .where("scheme_id", "=", school.value.scheme_id)
    .executeTakeFirst()
  if (!grant) return noPaper()
  const lines = await ctx.db
    .selectFrom("wallet_grant_line")
    .innerJoin("campus_person", "campus_person.wallet_no", "wallet_grant_line.wallet_no")
    .innerJoin("party", "party.id", "person_id")
    .leftJoin("campus_class", "campus_class.id", "class_id")
    .select(["campus_class.title", "party.name", "number", "amount_fen", "return_fen"])
    .where("grant_id", "=", objectId)
    .orderBy("number")
    .execute()
  return ok({
    title: "补助发放清单",
    number: grant.title,
    body: [
      facts([
        ["使用期", `${grant.from_on} 至 ${grant.to_on}`],
        ["人数", String(lines.length)],
        ["合计", `${yuan(lines.reduce((sum, one) => sum + one.amount_fen, 0n))} 元`],
        ["提出 / 确认", `${grant.proposed_name} / ${grant.decided_name ?? "—"}`],
      ]),
      grids(
        ["班级", "学号", "姓名", "发放", "退回"],
        lines.map((one) => [
          one.title ?? "—",
          one.number,
          one.name,
          yuan(one.amount_fen),
          one.return_fen === null ? "—" : yuan(one.return_fen),
        ]),
        { right: [3, 4] },
      ),
    ],
    signatures: ["经办", "学校"],
  })
})

/** objectId: "all"; whoever left and was paid back. */
const refundList = paper("refund-list", "毕业退款清单", "Refunds of leavers", async (ctx) => {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const rows = await ctx.db
    .selectFrom("wallet_closing")
    .innerJoin("campus_person", "campus_person.wallet_no", "wallet_closing.wallet_no")
    .innerJoin("party", "party.id", "person_id")
    .leftJoin("campus_class", "campus_class.id", "class_id")
    .select(["campus_class.title", "party.name", "plan", "reason", "bank_tail", "at"])
    .where("campus_person.school_id", "=", school.value.id)
    .orderBy("at", "desc")
    .limit(500)
    .execute()
  return ok({
    title: "毕业、转出退款清单",
    number: school.value.name,
    body: [
      grids(
        ["班级", "姓名", "原因", "日期", "应退", "退银行卡", "卡尾号"],
        rows.map((one) => {
          const plan = one.plan as { refundFen: string; toBankFen: string }
          return [
            one.title ?? "—",
            one.name,
            one.reason,
            local(one.at).slice(0, 10),
            yuan(BigInt(plan.refundFen)),
            yuan(BigInt(plan.toBankFen)),
            one.bank_tail ?? "—",
          ]
        }),
        { right: [4, 5] },
      ),
    ],
    signatures: ["卡务中心", "学校财务"],
  })
})

export const prints: PrintKind[] = [
  pass,
  visit,
  muster,
  consent,
  lostCard,
  statement,
  canteenDay,
  settlement,
  subsidyList,
  refundList,
  attendancePaper,
]
