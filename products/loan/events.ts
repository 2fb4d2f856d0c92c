// What happened to a note, in words: the title of each kind of event and a sentence from its figures.
import { actorNames } from "#kernel/book"
import type { Ctx } from "#kernel/flow"
import type { EventKind } from "./change.ts"
import { riskClassZh, type RiskClass } from "./engine/classify.ts"
import { trimmed, yuan } from "./view.ts"

export interface Words {
  zh: string
  en: string
}

export const eventTitles: Record<EventKind, Words> = {
  payout: { zh: "贷款发放", en: "Paid out" },
  entrusted_payment: { zh: "受托支付", en: "Entrusted payment" },
  settlement: { zh: "结息扣款", en: "Settlement" },
  collection: { zh: "还款", en: "Repayment" },
  prepayment: { zh: "提前还款", en: "Early repayment" },
  payoff: { zh: "贷款结清", en: "Settled" },
  overdue: { zh: "转逾期", en: "To overdue" },
  penalty: { zh: "计收罚息", en: "Penalty interest" },
  non_accrual: { zh: "应收利息转表外", en: "Interest to memo" },
  reversal: { zh: "冲正", en: "Reversal" },
  repriced: { zh: "重定价", en: "Repriced" },
  rate_change: { zh: "协议调整利率", en: "Rate change" },
  extension: { zh: "展期", en: "Extension" },
  deferral: { zh: "延期还本付息", en: "Deferral" },
  renewal: { zh: "无还本续贷发放", en: "Renewal paid out" },
  renewed: { zh: "无还本续贷结清", en: "Settled by renewal" },
  reage: { zh: "逾期重整", en: "Re-aged" },
  reamortise: { zh: "重算分期", en: "Re-amortised" },
  pause: { zh: "停息", en: "Interest pause" },
  fee: { zh: "计收费用", en: "Fee" },
  fee_correction: { zh: "更正费用", en: "Fee corrected" },
  impairment: { zh: "转列已减值", en: "To impaired" },
  write_off: { zh: "核销", en: "Written off" },
  recovery: { zh: "已核销收回", en: "Recovered" },
  repossession: { zh: "以物抵债", en: "Assets taken" },
  judged: { zh: "人工认定分类", en: "Judged class" },
  class_changed: { zh: "五级分类调整", en: "Class changed" },
}

export const partTitles: Record<string, Words> = {
  principal: { zh: "本金", en: "principal" },
  overdue: { zh: "逾期本金", en: "overdue principal" },
  interest: { zh: "利息", en: "interest" },
  penalty: { zh: "罚息", en: "penalty" },
  compound: { zh: "复利", en: "compound interest" },
  memo: { zh: "表外利息", en: "memo interest" },
  fee: { zh: "费用", en: "fees" },
  impaired: { zh: "已减值本金", en: "impaired principal" },
  impairedInterest: { zh: "已减值利息", en: "impaired interest" },
  writtenOff: { zh: "已核销债权", en: "written-off claim" },
  collected: { zh: "扣款", en: "collected" },
  capitalised: { zh: "利息转本金", en: "interest to principal" },
  movedFen: { zh: "转出本金", en: "principal moved" },
  takenFen: { zh: "扣款", en: "taken" },
  penaltyFen: { zh: "罚息", en: "penalty" },
  compoundFen: { zh: "复利", en: "compound interest" },
  instalmentFen: { zh: "每期", en: "instalment" },
  value: { zh: "资产价值", en: "asset value" },
  loss: { zh: "损失", en: "loss" },
}

const className = (code: string): Words => ({ zh: riskClassZh[code as RiskClass] ?? code, en: code.replace("_", " ") })

/** "利息 527.08，本金 99,472.92"; rates, dates and classes from their own parts. */
export function explainEvent(kind: string, parts: Record<string, string>): Words {
  const found: Words[] = []
  if (parts.fromPct && parts.toPct) {
    const change = `${trimmed(parts.fromPct)}% → ${trimmed(parts.toPct)}%`
    const lpr = parts.lprPct
      ? { zh: `，LPR ${parts.lprPct}%（${parts.lprPublishedOn} 公布）`, en: `, LPR ${parts.lprPct}%` }
      : null
    found.push({ zh: `年利率 ${change}${lpr?.zh ?? ""}`, en: `rate ${change}${lpr?.en ?? ""}` })
  }
  if (parts.untilOn) found.push({ zh: `至 ${parts.untilOn}`, en: `until ${parts.untilOn}` })
  if (kind === "class_changed" && parts.from && parts.to) {
    const [from, to] = [className(parts.from), className(parts.to)]
    found.push({ zh: `${from.zh} → ${to.zh}：${parts.zh ?? ""}`, en: `${from.en} → ${to.en}: ${parts.en ?? ""}` })
  }
  if (parts.reverses)
    found.push({ zh: `冲正 ${parts.reverses}：${parts.reason ?? ""}`, en: `takes back ${parts.reverses}` })
  for (const [part, title] of Object.entries(partTitles)) {
    const fen = parts[part]
    if (fen && /^-?\d+$/.test(fen) && fen !== "0")
      found.push({ zh: `${title.zh} ${yuan(BigInt(fen))}`, en: `${title.en} ${yuan(BigInt(fen))}` })
  }
  return { zh: found.map((one) => one.zh).join("，"), en: found.map((one) => one.en).join(", ") }
}

export async function eventsOf(ctx: Ctx, loanId: string) {
  const rows = await ctx.db
    .selectFrom("loan_event")
    .selectAll()
    .where("loan_id", "=", loanId)
    .orderBy("value_on", "desc")
    .orderBy("seq", "desc")
    .limit(1000)
    .execute()
  const nameOf = await actorNames(
    ctx,
    rows.map((row) => row.actor),
  )
  return rows.map((row) => {
    const parts = row.parts as Record<string, string>
    return {
      receiptNo: row.receipt_no,
      kind: row.kind,
      title: eventTitles[row.kind as EventKind] ?? { zh: row.kind, en: row.kind },
      day: row.day,
      valueOn: row.value_on,
      amount: yuan(row.amount_fen),
      parts,
      explanation: explainEvent(row.kind, parts),
      at: row.at.toISOString(),
      actor: nameOf(row.actor) ?? row.actor,
      approvalId: row.approval_id,
      reversed: row.reversed_by !== null,
      replay: row.replays !== null,
    }
  })
}
