// A visit by the clock: who did not come, who stayed too long.
import type { VisitState } from "../states.ts"

export interface VisitTimes {
  state: VisitState
  fromAt: Date
  toAt: Date
}

export const isNoShow = (visit: VisitTimes, now: Date): boolean =>
  (visit.state === "booked" || visit.state === "host_ok") && now > visit.toAt

/** Still inside after the window and the grace: host and guard are told. */
export const isOverstay = (visit: VisitTimes, now: Date, graceMinutes: number): boolean =>
  visit.state === "in" && now.getTime() > visit.toAt.getTime() + graceMinutes * 60_000

/** The gate lets a visitor in within the window, half an hour before included, and out at any time. */
export const mayEnter = (visit: VisitTimes, at: Date, earlyMinutes: number): boolean =>
  (visit.state === "arrived" || visit.state === "host_ok") &&
  at.getTime() >= visit.fromAt.getTime() - earlyMinutes * 60_000 &&
  at <= visit.toAt
