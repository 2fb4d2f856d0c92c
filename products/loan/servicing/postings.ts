// Entries of a note's later life: fees, arrears back into the plan, impairment, write-off, recovery, foreclosed assets.
// Subjects as in 企业会计准则; the allowance is kept by outlet and stage.
import { leg, posting, type Leg } from "#ledger"
import { depositKey, subjectKey } from "#products/deposit"
import { claimsKey, loanKey, lossKey, uncollectedKey, type LoanPart, type LossSubject } from "../accounts.ts"
import { collectMemo, splitIncome, type Collected, type Place } from "../postings.ts"

/** A fee on a note; a negative amount takes it back, with its tax. */
function feeLegs(p: Place & { amountFen: bigint; vatBp: number }): Leg[] {
  const size = p.amountFen < 0n ? -p.amountFen : p.amountFen
  const { netFen, vatFen } = splitIncome({ totalFen: size, vatBp: p.vatBp })
  const account = loanKey(p.loanNo, "fee")
  const one = (subject: "6021" | "2221", fen: bigint): Leg =>
    p.amountFen > 0n
      ? leg(account, subjectKey(subject, p.outlet), fen)
      : leg(subjectKey(subject, p.outlet), account, fen)
  return [one("6021", netFen), one("2221", vatFen)]
}

export const chargeFee = posting(
  "loan/charge-fee",
  { code: 2325, zh: "计收贷款费用", en: "Fee charged" },
  (p: Place & { amountFen: bigint; vatBp: number }) => feeLegs(p),
)

export const correctFee = posting(
  "loan/correct-fee",
  { code: 2326, zh: "更正贷款费用", en: "Fee corrected", approval: true },
  (p: Place & { amountFen: bigint; vatBp: number }) => feeLegs({ ...p, amountFen: -p.amountFen }),
)

/** Arrears return into the plan; interest joins the principal where the agreement says so. */
export const reage = posting(
  "loan/reage",
  {
    code: 2327,
    zh: "逾期重整转回",
    en: "Arrears back into the plan",
    approval: true,
    legCodes: { 2328: { zh: "利息转本金", en: "Interest to principal" } },
  },
  (p: Place & { overdueFen: bigint; interest: Record<"interest" | "penalty" | "compound", bigint> }) => [
    leg(loanKey(p.loanNo, "principal"), loanKey(p.loanNo, "overdue"), p.overdueFen),
    ...(["interest", "penalty", "compound"] as const).map((part) =>
      leg(loanKey(p.loanNo, "principal"), loanKey(p.loanNo, part), p.interest[part], { code: 2328 }),
    ),
  ],
)

/** 转列已减值: principal and what interest stands on the balance sheet, accrued interest included. */
export const impair = posting(
  "loan/impair",
  { code: 2329, zh: "转列已减值贷款", en: "To impaired loans", approval: true },
  (p: Place & { money: Collected; accruedFen: bigint }) => {
    const principal = (["principal", "overdue"] as const).map((part) =>
      leg(loanKey(p.loanNo, "impaired"), loanKey(p.loanNo, part), p.money[part]),
    )
    const interest = (["interest", "penalty", "compound"] as const).map((part) =>
      leg(loanKey(p.loanNo, "impairedInterest"), loanKey(p.loanNo, part), p.money[part]),
    )
    const accrued = leg(loanKey(p.loanNo, "impairedInterest"), subjectKey("1303.03", p.outlet), p.accruedFen)
    return [...principal, ...interest, accrued]
  },
)

const writeOffParts = ["impaired", "impairedInterest", "fee"] as const satisfies readonly LoanPart[]

/** 核销: out of the balance sheet against the allowance; the claim stays on memo. */
export const writeOff = posting(
  "loan/write-off",
  { code: 2330, zh: "贷款核销", en: "Loan written off", approval: true },
  (p: Place & { money: Collected }) => {
    const claimFen = writeOffParts.reduce((sum, part) => sum + p.money[part], 0n)
    return [
      ...writeOffParts.map((part) => leg(lossKey("1304.03", p.outlet), loanKey(p.loanNo, part), p.money[part])),
      leg(loanKey(p.loanNo, "writtenOff"), claimsKey(p.outlet), claimFen),
    ]
  },
)

/** 已核销收回: the allowance comes back, then the money meets the claim; memo interest becomes income when received. */
export const recover = posting(
  "loan/recover",
  {
    code: 2331,
    zh: "已核销贷款收回",
    en: "Recovered after write-off",
    legCodes: { 2332: { zh: "收回表外利息", en: "Memo interest collected" } },
  },
  (p: Place & { depositNo: string; claimFen: bigint; memoFen: bigint; vatBp: number }) => [
    leg(loanKey(p.loanNo, "impaired"), lossKey("1304.03", p.outlet), p.claimFen),
    leg(depositKey(p.depositNo), loanKey(p.loanNo, "impaired"), p.claimFen),
    leg(claimsKey(p.outlet), loanKey(p.loanNo, "writtenOff"), p.claimFen),
    ...collectMemo({ ...p, from: depositKey(p.depositNo), amountFen: p.memoFen, code: 2332 }),
  ],
)

/** 抵债: the asset at its value; what it does not cover goes to the allowance when it settles the debt in full. */
export const repossess = posting(
  "loan/repossess",
  {
    code: 2333,
    zh: "收取抵债资产",
    en: "Assets taken for debt",
    approval: true,
    legCodes: { 2334: { zh: "抵债差额核销", en: "Shortfall to the allowance" } },
  },
  (p: Place & { asset: Collected; loss: Collected; droppedMemoFen: bigint }) => [
    ...writeOffParts.map((part) => leg(lossKey("1441", p.outlet), loanKey(p.loanNo, part), p.asset[part])),
    ...writeOffParts.map((part) =>
      leg(lossKey("1304.03", p.outlet), loanKey(p.loanNo, part), p.loss[part], { code: 2334 }),
    ),
    leg(uncollectedKey(p.outlet), loanKey(p.loanNo, "memo"), p.droppedMemoFen),
  ],
)

/** 计提或转回损失准备 to what a stage of an outlet needs. */
export const provide = posting(
  "loan/provide",
  { code: 2335, zh: "计提贷款损失准备", en: "Allowance for losses" },
  (p: { outlet: string; stage: Extract<LossSubject, `1304${string}`>; changeFen: bigint }) => [
    p.changeFen > 0n
      ? leg(lossKey("6702", p.outlet), lossKey(p.stage, p.outlet), p.changeFen)
      : leg(lossKey(p.stage, p.outlet), lossKey("6702", p.outlet), -p.changeFen),
  ],
)

/** 第三阶段利息收入: on the net amount, out of the allowance (CAS 22). */
export const unwind = posting(
  "loan/unwind",
  { code: 2336, zh: "已减值贷款利息收入", en: "Income on impaired loans, net" },
  (p: { outlet: string; amountFen: bigint }) => [
    leg(lossKey("1304.03", p.outlet), subjectKey("6011", p.outlet), p.amountFen),
  ],
)

export const templates = [chargeFee, correctFee, reage, impair, writeOff, recover, repossess, provide, unwind]
