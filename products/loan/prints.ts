// Papers of a note: 借据, 还款计划, and the 回单 of every event with the amount in capitals.
import { facts, fenInCapitals, grids, paragraph } from "#kernel/document"
import type { Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import type { PrintKind } from "#kernel/scene"
import type { EventKind } from "./change.ts"
import { eventTitles, explainEvent, partTitles } from "./events.ts"
import { countsByPlan, findLoan, planOf, type LoanRow } from "./note.ts"
import { refuse } from "./refusals.ts"
import { trimmed, yuan } from "./view.ts"

export const methodZh: Record<string, string> = {
  interest_only: "按期付息、到期还本",
  bullet: "利随本清",
  equal_instalment: "等额本息",
  equal_principal: "等额本金",
  flat: "等本等息",
  revolving: "随借随还",
  irregular: "按约定日期还本",
}

async function partyName(ctx: Ctx, loan: LoanRow): Promise<string> {
  const row = await ctx.db.selectFrom("party").select("name").where("id", "=", loan.party_id).executeTakeFirstOrThrow()
  return row.name
}

const amountFacts = (fen: bigint): [string, string][] => [
  ["金额（大写）", `人民币${fenInCapitals(fen)}`],
  ["金额（小写）", `¥${yuan(fen)}`],
]

const interestText = (loan: LoanRow): string =>
  countsByPlan(loan)
    ? "利息按期计算（整月按年利率除以 12，零头天数除以 360），以还款计划表为准。"
    : "利息按实际天数、年利率除以 360 计算，算头不算尾。"

/** "3.50%（一年期 LPR 加 50 基点，每 12 个月重定价）" */
function rateText(loan: LoanRow): string {
  const rate = `${trimmed(loan.rate_pct)}%`
  if (loan.rate_kind !== "lpr") return rate
  const tenor = loan.lpr_tenor === "5Y" ? "五年期以上" : "一年期"
  const spread = `${loan.spread_bp! < 0 ? "减" : "加"} ${Math.abs(loan.spread_bp!)} 基点`
  return `${rate}（${tenor} LPR ${spread}，每 ${loan.reprice_months} 个月重定价）`
}

const note: PrintKind = {
  kind: "loan.note",
  zh: "借据",
  en: "Loan note",
  permission: "loan.print",
  render: async (ctx, loanNo) => {
    const found = await findLoan(ctx, loanNo)
    if (!found.ok) return found
    const loan = found.value
    const name = await partyName(ctx, loan)
    return ok({
      title: "借款借据",
      number: loanNo,
      signatures: ["借款人", "贷款人"],
      body: [
        facts([["借款人", name], ["合同编号", loan.contract_no], ...amountFacts(loan.amount_fen)], 1),
        facts([
          ["起息日", loan.start_on],
          ["到期日", loan.matures_on],
          ["年利率", rateText(loan)],
          ["还款方式", methodZh[loan.method] ?? loan.method],
          ["逾期罚息", `合同利率加收 ${trimmed(loan.overdue_uplift_pct)}%`],
          ["挪用罚息", `合同利率加收 ${trimmed(loan.misuse_uplift_pct)}%`],
          ["存款账户", loan.deposit_no],
          ["支付方式", loan.payment_mode === "entrusted" ? "受托支付" : "自主支付"],
        ]),
        paragraph(`借款用途：${loan.purpose}。`),
        paragraph(`借款人确认收到上述借款，按借款合同约定还本付息。本借据为借款合同的组成部分，${interestText(loan)}`),
      ],
    })
  },
}

const plan: PrintKind = {
  kind: "loan.plan",
  zh: "还款计划",
  en: "Repayment plan",
  permission: "loan.print",
  render: async (ctx, loanNo) => {
    const found = await findLoan(ctx, loanNo)
    if (!found.ok) return found
    const rows = await planOf(ctx, found.value.id)
    const lines = rows.map((one) => [
      String(one.n),
      one.due_on,
      String(one.days),
      yuan(one.principal_fen),
      yuan(one.settled_interest_fen ?? one.interest_fen),
      yuan(one.principal_fen + (one.settled_interest_fen ?? one.interest_fen)),
      yuan(one.balance_fen),
    ])
    const head = ["期次", "还款日", "天数", "本金", "利息", "合计", "剩余本金"]
    return ok({
      title: "还款计划表",
      number: loanNo,
      body: [
        facts([
          ["借款人", await partyName(ctx, found.value)],
          ["年利率", `${trimmed(found.value.rate_pct)}%`],
        ]),
        grids(head, lines, { right: [2, 3, 4, 5, 6], widths: [30, 70, 34, "*", "*", "*", "*"] }),
        paragraph("浮动余额贷款的利息以结息日实际积数为准；提前还款或调整后另出新表。"),
      ],
    })
  },
}

const receipt: PrintKind = {
  kind: "loan.receipt",
  zh: "业务回单",
  en: "Receipt",
  permission: "loan.print",
  render: async (ctx, receiptNo) => {
    const event = await ctx.db
      .selectFrom("loan_event")
      .innerJoin("loan", "loan.id", "loan_event.loan_id")
      .selectAll("loan_event")
      .select("loan.loan_no")
      .where("receipt_no", "=", receiptNo)
      .executeTakeFirst()
    if (!event) return refuse["E-NOT-FOUND"]({ loanNo: receiptNo })
    const found = await findLoan(ctx, event.loan_no)
    if (!found.ok) return found
    const told = explainEvent(event.kind, event.parts as Record<string, string>).zh
    const parts = Object.entries(event.parts as Record<string, string>)
      .filter(([part, fen]) => partTitles[part] && /^-?\d+$/.test(fen) && fen !== "0")
      .map(([part, fen]) => [partTitles[part]!.zh, yuan(BigInt(fen))])
    return ok({
      title: "业务回单",
      number: receiptNo,
      body: [
        facts([
          ["客户名称", await partyName(ctx, found.value)],
          ["借据编号", event.loan_no],
          ["业务种类", eventTitles[event.kind as EventKind]?.zh ?? event.kind],
          ["会计日期", event.day],
          ...(event.value_on === event.day ? [] : ([["起息日", event.value_on]] as [string, string][])),
          ["账号", found.value.deposit_no],
          ["经办", event.actor],
        ]),
        ...(event.amount_fen > 0n ? [facts(amountFacts(event.amount_fen), 1)] : []),
        ...(parts.length > 0 ? [grids(["项目", "金额"], parts, { right: [1], widths: ["*", 120] })] : []),
        ...(told === "" || parts.length > 0 ? [] : [paragraph(`说明：${told}。`)]),
        ...(event.reversed_by === null ? [] : [paragraph("本笔业务已冲正。")]),
      ],
    })
  },
}

export const prints: PrintKind[] = [note, plan, receipt]
