// 贷后检查: when a running loan is looked at. Pure dates; the day end turns them into tasks.
import { addDays, addMonths } from "#contract/products/loan"
import type { LoanProduct } from "./products.ts"

export interface CareDays {
  firstUseDays: number
  everyMonths: number
  smallEveryMonths: number
  /** Up to this exposure a small firm is visited half-yearly and may be looked at off site. */
  smallFen: bigint
  progressMonths: number
}

export const careDays: CareDays = {
  firstUseDays: 15,
  everyMonths: 3,
  smallEveryMonths: 6,
  smallFen: 500_000_000n,
  progressMonths: 1,
}

export interface Care {
  product: LoanProduct
  amountFen: bigint
  isSmallFirm: boolean
  drawnOn: string
}

export const firstUseDue = (drawnOn: string, days = careDays): string => addDays(drawnOn, days.firstUseDays)

export const mayCheckOffSite = (care: Pick<Care, "amountFen" | "isSmallFirm">, days = careDays): boolean =>
  care.isSmallFirm && care.amountFen <= days.smallFen

export interface Visit {
  kind: "periodic" | "progress"
  dueOn: string
}

/** Every look due after `after` up to and including `until`, oldest first. */
export function visitsBetween(care: Care, after: string, until: string, days = careDays): Visit[] {
  const every = mayCheckOffSite(care, days) ? days.smallEveryMonths : days.everyMonths
  const periodic = dates(care.drawnOn, every, after, until).map((dueOn): Visit => ({ kind: "periodic", dueOn }))
  if (care.product !== "project") return periodic
  const progress = dates(care.drawnOn, days.progressMonths, after, until)
    .filter((dueOn) => !periodic.some((one) => one.dueOn === dueOn))
    .map((dueOn): Visit => ({ kind: "progress", dueOn }))
  return [...periodic, ...progress].toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
}

function dates(from: string, everyMonths: number, after: string, until: string): string[] {
  const found: string[] = []
  for (let n = 1; ; n += 1) {
    const on = addMonths(from, n * everyMonths)
    if (on > until) return found
    if (on > after) found.push(on)
  }
}
