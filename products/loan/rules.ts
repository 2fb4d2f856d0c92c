// What may be done to a note when, as pure rules: the pages ask the same functions as the server. Each rule names its
// paper; whoever may act is decided elsewhere.
import { worseOf, type RiskClass } from "./engine/classify.ts"
import { monthsAndDays } from "./engine/dates.ts"
import { extensionAllowed } from "./engine/extension.ts"
import { lprTenorOf, observationOf } from "./engine/relief.ts"

export const actionNames = [
  "repayment",
  "payoff",
  "extension",
  "deferral",
  "renewal",
  "reage",
  "reamortise",
  "rate-change",
  "pause",
  "fee",
  "fee-correction",
  "impairment",
  "write-off",
  "recovery",
  "repossession",
  "grade",
] as const
export type ActionName = (typeof actionNames)[number]

export interface NoteFacts {
  state: string
  method: string
  today: string
  maturesOn: string
  /** Anything due and unpaid, fees included. */
  dueFen: bigint
  principalFen: bigint
  feeFen: bigint
  /** Interest kept off the balance sheet. */
  memoFen: bigint
  writtenOffFen: bigint
  isOverdue: boolean
  isImpaired: boolean
  /** An instalment falls due today and waits for the day end. */
  isDueToday: boolean
}

/** Codes of this product's refusals; the sentence is told with the facts of the note. */
export type Block =
  | "E-STATE"
  | "E-LATE"
  | "E-ARREARS"
  | "E-NO-ARREARS"
  | "E-IMPAIRED"
  | "E-NOT-IMPAIRED"
  | "E-NOT-WRITTEN-OFF"
  | "E-NO-FEE"
  | "E-MEMO"
  | "E-METHOD"
  | "E-DUE-TODAY"

const plans = new Set<ActionName>(["extension", "deferral", "renewal", "reage", "reamortise", "rate-change", "pause"])
const beforeMaturity = new Set<ActionName>(["extension", "deferral", "renewal", "reamortise", "pause"])
const withoutArrears = new Set<ActionName>(["deferral", "renewal", "reamortise"])
const ofImpaired = new Set<ActionName>(["write-off", "repossession"])

/** Why an action is not possible now, or null. */
export function blockOf(action: ActionName, note: NoteFacts): Block | null {
  if (action === "recovery")
    return note.writtenOffFen + note.memoFen > 0n && note.state === "written_off" ? null : "E-NOT-WRITTEN-OFF"
  if (note.state !== "active") return "E-STATE"
  if (plans.has(action) && note.isImpaired) return "E-IMPAIRED"
  if (action === "impairment" && note.isImpaired) return "E-IMPAIRED"
  if (ofImpaired.has(action) && !note.isImpaired) return "E-NOT-IMPAIRED"
  if (action === "fee-correction" && note.feeFen === 0n) return "E-NO-FEE"
  // 展期, 延期 and 续贷 are asked for before maturity (贷款通则 art. 12; 金规〔2024〕13号).
  if (beforeMaturity.has(action) && note.today >= note.maturesOn) return "E-LATE"
  if (withoutArrears.has(action) && (note.isOverdue || note.dueFen > note.feeFen)) return "E-ARREARS"
  return planBlock(action, note)
}

function planBlock(action: ActionName, note: NoteFacts): Block | null {
  if (!plans.has(action) || action === "renewal") return null
  if (note.method === "flat" && action !== "pause") return "E-METHOD"
  if (action === "reamortise" && note.method !== "equal_instalment" && note.method !== "equal_principal")
    return "E-METHOD"
  if (note.isDueToday) return "E-DUE-TODAY"
  if (action !== "reage") return null
  if (!note.isOverdue) return "E-NO-ARREARS"
  return note.memoFen > 0n ? "E-MEMO" : null
}

/** Months of a term; a part of a month counts as one. */
export function termMonths(startOn: string, maturesOn: string): number {
  const { months, days } = monthsAndDays(startOn, maturesOn)
  return months + (days > 0 ? 1 : 0)
}

/** 展期 in total from the first maturity (贷款通则 art. 12): the last lawful date. */
export function extensionLimit(startOn: string, firstMaturesOn: string): string {
  const asked = { termMonths: termMonths(startOn, firstMaturesOn), firstMaturesOn, newMaturesOn: firstMaturesOn }
  return extensionAllowed(asked).lastLawfulOn
}

/** Past five years in all the five-year LPR holds from the day of the extension (贷款通则 art. 12). */
export const isLongTerm = (startOn: string, maturesOn: string): boolean =>
  lprTenorOf(termMonths(startOn, maturesOn)) === "5Y"

/** What a concession for financial difficulty (重组) sets on a note. */
export function concession(riskClass: string, day: string, firstDueOn: string, everyMonths: number) {
  return {
    restructured_on: day,
    observation_from: firstDueOn,
    observation_until: observationOf({ firstDueOn, everyMonths }).endsOn,
    risk_class: worseOf(riskClass as RiskClass, "special_mention"),
  }
}
