// How long a loan on a right may run, and when permits have to be renewed.
import { addDays, addMonths, daysBetween } from "#contract/products/loan"
import type { Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"

export interface EndLimits {
  /** Earliest end of any right in the package. */
  rightValidTo: string
  permitValidTo: string
  /** Longest term of the product. */
  productMonthsMax: number
}

export function maxEndDate(startOn: string, limits: EndLimits): string {
  const productEnd = addMonths(startOn, limits.productMonthsMax)
  return [limits.rightValidTo, limits.permitValidTo, productEnd].sort()[0]!
}

export interface TermAnswer {
  endOn: string
  days: number
}

export function checkTerm(startOn: string, termMonths: number, limits: EndLimits): Outcome<TermAnswer> {
  const endOn = addMonths(startOn, termMonths)
  const longestOn = maxEndDate(startOn, limits)
  if (endOn <= longestOn) return { ok: true, value: { endOn, days: daysBetween(startOn, endOn) } }
  const months = wholeMonths(startOn, longestOn)
  const facts = {
    endOn,
    longestOn,
    months,
    wholeMonthsEndOn: addMonths(startOn, months),
    days: daysBetween(startOn, longestOn),
  }
  return refuse["E-TERM"](facts, "termMonths")
}

export function wholeMonths(from: string, to: string): number {
  if (to <= from) return 0
  let months = 0
  while (addMonths(from, months + 1) <= to) months += 1
  return months
}

export interface RenewalTask {
  on: string
  daysBefore: number
  severity: "yellow" | "amber" | "red"
}

/** 90 / 60 / 30 days before the end; day 60 is the last day to apply (排污许可管理条例 art. 14). */
export function renewalTasks(validTo: string): RenewalTask[] {
  const steps = [
    { daysBefore: 90, severity: "yellow" },
    { daysBefore: 60, severity: "amber" },
    { daysBefore: 30, severity: "red" },
  ] as const
  return steps.map((step) => ({ ...step, on: addDays(validTo, -step.daysBefore) }))
}

/** The last day on which a renewal may be filed. */
export const renewalDeadline = (validTo: string): string => addDays(validTo, -60)

/** Working days from acceptance to pay-out that the branch promises. */
export const turnaroundDaysTarget = 15
