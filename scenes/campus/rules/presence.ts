// Where somebody is follows from the newest event by corrected time, whatever order events came in. The same is done in
// one statement for thousands (flows/presence.ts); this plain form is what tests hold it against.
import type { Direction } from "../model.ts"

export interface Passing {
  sn: string
  eventId: string
  direction: Direction
  correctedAt: Date
  day: string
}

export const inOrder = (a: Passing, b: Passing): number =>
  a.correctedAt.getTime() - b.correctedAt.getTime() ||
  (a.sn < b.sn ? -1 : a.sn > b.sn ? 1 : 0) ||
  (a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0)

/** Keys of passings that repeat the one before on the same day: the first entry counts, the second is a repeat. */
export function repeatsOf(passings: readonly Passing[]): Set<string> {
  const repeats = new Set<string>()
  const sorted = passings.toSorted(inOrder)
  for (const [at, one] of sorted.entries()) {
    const before = sorted[at - 1]
    if (before && before.day === one.day && before.direction === one.direction) repeats.add(`${one.sn}/${one.eventId}`)
  }
  return repeats
}

export function presenceOf(passings: readonly Passing[]): { state: Direction; since: Date } | null {
  const repeats = repeatsOf(passings)
  const last = passings.toSorted(inOrder).findLast((one) => !repeats.has(`${one.sn}/${one.eventId}`))
  return last ? { state: last.direction, since: last.correctedAt } : null
}
