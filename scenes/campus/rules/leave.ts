// Leave and its pass: who must agree, and what the gate may do with the pass now.
import type { LeaveState } from "../states.ts"

const dayMs = 86_400_000

/** One day → class teacher; two days or more → the teaching office as well. */
export function leaveDays(fromAt: Date, toAt: Date): number {
  return Math.max(1, Math.ceil((toAt.getTime() - fromAt.getTime()) / dayMs))
}

export const needsOffice = (fromAt: Date, toAt: Date, officeFromDays: number): boolean =>
  leaveDays(fromAt, toAt) >= officeFromDays

export interface Pass {
  id: string
  state: LeaveState
  fromAt: Date
  toAt: Date
  returns: boolean
}

export type PassVerdict = "ok" | "early" | "used" | "over" | "none"

/** May somebody leave on these passes now? The first that fits is used up by it. */
export function judgeOut(passes: readonly Pass[], at: Date): { verdict: PassVerdict; id: string | null } {
  const usable = passes.find((one) => one.state === "active" && at >= one.fromAt && at <= one.toAt)
  if (usable) return { verdict: "ok", id: usable.id }
  const today = passes.toSorted((a, b) => a.fromAt.getTime() - b.fromAt.getTime())
  const used = today.find((one) => one.state === "out_done" && at >= one.fromAt && at <= one.toAt)
  if (used) return { verdict: "used", id: null }
  if (today.some((one) => one.state === "active" && at < one.fromAt)) return { verdict: "early", id: null }
  if (today.some((one) => one.state === "active" && at > one.toAt)) return { verdict: "over", id: null }
  return { verdict: "none", id: null }
}

/** The way back on the pass that was left on. */
export const judgeIn = (passes: readonly Pass[]): string | null =>
  passes.find((one) => one.state === "out_done" || one.state === "overdue")?.id ?? null
