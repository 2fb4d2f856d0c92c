// The papers of collecting: payment notice, receipt, dunning letter.
import { facts, fenInCapitals, grids, heading, paragraph } from "#kernel/document"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { PrintContent, PrintKind } from "#kernel/scene"
import { formatAmount } from "#ledger"
import { channelTitles, type Channel } from "#products/acquiring"
import { loadBills, owedOf } from "./flows/bills.ts"
import { findOrg } from "./flows/org.ts"
import { receiptTitles, type ReceiptKind } from "./model.ts"
import { linesOf, paymentQuery } from "./queries/lists.ts"
import { todayOf } from "./queries/orgs.ts"
import { ownPayers } from "./queries/payer.ts"
import { refuse } from "./refusals.ts"
import { groupCode } from "./rules/code.ts"

const permission = "collection.print"
const yuan = (fen: bigint): string => formatAmount(fen, 2)

/** The bill with its payer's number, when the actor is the organisation, the bank, or the family itself. */
async function seenBill(ctx: Ctx, billNo: string) {
  const [bill] = await loadBills(ctx, { billNos: [billNo] })
  if (!bill || bill.state === "draft") return refuse["E-BILL"]({ billNo })
  const org = await ctx.db
    .selectFrom("collection_org")
    .selectAll()
    .where("id", "=", bill.orgId)
    .executeTakeFirstOrThrow()
  const own = ctx.actor.kind === "citizen" ? (await ownPayers(ctx)).includes(bill.payerId) : false
  if (!own && !(await findOrg(ctx, bill.orgId)).ok) return refuse["E-BILL"]({ billNo })
  const payer = await ctx.db
    .selectFrom("collection_payer")
    .select(["code", "key", "name", "group_name"])
    .where("id", "=", bill.payerId)
    .executeTakeFirstOrThrow()
  return ok({ bill, org, payer })
}

async function noticeOf(ctx: Ctx, billNo: string, isDunning: boolean): Promise<Outcome<PrintContent>> {
  const found = await seenBill(ctx, billNo)
  if (!found.ok) return found
  const { bill, org, payer } = found.value
  const today = await todayOf(ctx)
  const owed = owedOf(bill, today)
  const address = `${ctx.services.publicUrl}/m/bills`
  return ok({
    title: isDunning ? "催缴函" : "缴费通知单",
    number: bill.billNo,
    body: [
      paragraph(`${payer.name}（${payer.key}${payer.group_name ? `，${payer.group_name}` : ""}）：`),
      paragraph(
        isDunning
          ? `您的以下费用已于 ${bill.terms.dueOn} 到期，截至 ${today} 仍未缴清，请尽快办理。如已缴清，请忽略本函。`
          : `请于 ${bill.terms.dueOn} 前缴纳以下费用。`,
      ),
      facts([
        ["收费单位", org.name],
        ["收费项目", bill.itemName],
        ["账期", bill.period],
        ["应缴本金（元）", yuan(bill.terms.principalFen)],
        ["违约金（元）", yuan(owed.lateFen)],
        ["合计应缴（元）", yuan(owed.totalFen)],
        ["合计大写", `人民币${fenInCapitals(owed.totalFen)}`],
        ["收款户号", groupCode(payer.code)],
      ]),
      ...(owed.steps.length > 0
        ? [
            heading("违约金怎么算的"),
            grids(
              ["起", "止", "天数", "尚欠本金", "违约金"],
              owed.steps.map((step) => [
                step.from,
                step.to,
                String(step.days),
                yuan(step.principalFen),
                yuan(step.feeFen),
              ]),
            ),
          ]
        : []),
      heading("怎么缴"),
      paragraph(`手机扫码或打开 ${address}，输入户号和姓名即可缴费；也可转账到上面的收款户号，或到本行柜面办理。`),
      { qr: address, fit: 96, margin: [0, 8, 0, 0] },
    ],
    signatures: [org.name],
  })
}

const notice: PrintKind = {
  kind: "collection.notice",
  zh: "缴费通知单",
  en: "Payment notice",
  permission,
  render: (ctx, billNo) => noticeOf(ctx, billNo, false),
}

const dunning: PrintKind = {
  kind: "collection.dunning",
  zh: "催缴函",
  en: "Dunning letter",
  permission,
  render: (ctx, billNo) => noticeOf(ctx, billNo, true),
}

/** objectId: the order's number. */
const receipt: PrintKind = {
  kind: "collection.receipt",
  zh: "缴费收据",
  en: "Receipt",
  permission,
  render: async (ctx, orderNo) => {
    const row = await paymentQuery(ctx).where("p.order_no", "=", orderNo).executeTakeFirst()
    if (!row) return refuse["E-PAYMENT"]()
    const own = ctx.actor.kind === "citizen" ? (await ownPayers(ctx)).includes(row.payer_id) : false
    if (!own && !(await findOrg(ctx, row.org_id)).ok) return refuse["E-PAYMENT"]()
    const org = await ctx.db
      .selectFrom("collection_org")
      .select("name")
      .where("id", "=", row.org_id)
      .executeTakeFirstOrThrow()
    const lines = (await linesOf(ctx, [orderNo])).get(orderNo) ?? []
    const refunded = BigInt(row.refunded ?? 0)
    return ok({
      title: "缴费收据",
      number: row.receipt_no,
      body: [
        facts([
          ["收费单位", org.name],
          ["缴费人", `${row.name}（${row.key}）`],
          ["付款人", row.payer_name ?? row.name],
          ["缴费方式", channelTitles[row.channel as Channel].zh],
          ["缴费时间", row.paid_at.toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false })],
          ["订单号", orderNo],
          ["金额（元）", yuan(row.amount_fen)],
          ["大写", `人民币${fenInCapitals(row.amount_fen)}`],
        ]),
        grids(
          ["账单", "项目", "账期", "缴纳", "其中违约金"],
          lines.map((line) => [line.bill_no, line.item, line.period, yuan(line.amount_fen), yuan(line.late_fen)]),
        ),
        ...(refunded > 0n ? [paragraph(`本收据已退款 ${yuan(refunded)} 元。`)] : []),
        paragraph(receiptTitles[(lines[0]?.receipt_kind ?? "receipt") as ReceiptKind].zh),
      ],
      signatures: [org.name],
    })
  },
}

export const prints: PrintKind[] = [notice, dunning, receipt]
