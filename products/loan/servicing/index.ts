// All servicing actions of a note in one list: what asks for them, who signs, and the flows that scenes call.
import type { ApprovalKind } from "#kernel/scene"
import type { ActionName } from "../rules.ts"
import { approvalOf, asking, performing, type Action } from "./action.ts"
import { fee, feeCorrection, impairment, recovery, repossession, writeOff } from "./losses.ts"
import { grade } from "./grade.ts"
import { renewalApproval } from "./renewal.ts"
import { deferral, extension, pause, rateChange, reage, reamortise } from "./terms.ts"

export type { Asked, Performed, Performing } from "./action.ts"
export { askRenewal, renewLoan, type Renewed, type Renewing } from "./renewal.ts"

/** For flows of scenes that hold an approval of their own; each answers with its receipt number. */
export const extendLoan = performing(extension)
export const deferLoan = performing(deferral)
export const reageLoan = performing(reage)
export const reamortiseLoan = performing(reamortise)
export const changeRate = performing(rateChange)
export const pauseInterest = performing(pause)
export const chargeLoanFee = performing(fee)
export const correctLoanFee = performing(feeCorrection)
export const impairLoan = performing(impairment)
export const writeOffLoan = performing(writeOff)
export const recoverLoan = performing(recovery)
export const takeAssets = performing(repossession)
export const gradeLoan = performing(grade)

/** What a member of staff asks for; booked at once where nobody else signs. */
export const ask = {
  extension: asking(extension),
  deferral: asking(deferral),
  reage: asking(reage),
  reamortise: asking(reamortise),
  "rate-change": asking(rateChange),
  pause: asking(pause),
  fee: asking(fee),
  "fee-correction": asking(feeCorrection),
  impairment: asking(impairment),
  "write-off": asking(writeOff),
  recovery: asking(recovery),
  repossession: asking(repossession),
  grade: asking(grade),
}

/** Those that can be replayed after an earlier event was reversed or booked late: they move no one else's books. */
export const replayable: ReadonlyMap<string, Action> = new Map(
  [extension, deferral, reage, reamortise, rateChange, pause, fee, feeCorrection, grade].map((one) => [
    one.kind,
    one as Action,
  ]),
)

type Words = { zh: string; en: string }
const titleOf = ({ zh, en }: Words): Words => ({ zh, en })

export const actionTitles: Record<ActionName, Words> = {
  repayment: { zh: "还款", en: "Repay" },
  payoff: { zh: "全部结清", en: "Pay off" },
  extension: titleOf(extension),
  deferral: titleOf(deferral),
  renewal: { zh: "无还本续贷", en: "Renewal" },
  reage: titleOf(reage),
  reamortise: titleOf(reamortise),
  "rate-change": titleOf(rateChange),
  pause: titleOf(pause),
  fee: titleOf(fee),
  "fee-correction": titleOf(feeCorrection),
  impairment: titleOf(impairment),
  "write-off": titleOf(writeOff),
  recovery: titleOf(recovery),
  repossession: titleOf(repossession),
  grade: titleOf(grade),
}

const signed = [
  extension,
  deferral,
  reage,
  reamortise,
  rateChange,
  pause,
  feeCorrection,
  impairment,
  writeOff,
  repossession,
  grade,
] as unknown as Action[]

export const approvals: ApprovalKind<never>[] = [...signed.map((one) => approvalOf(one)), renewalApproval] as never[]
