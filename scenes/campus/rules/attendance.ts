// A class on a morning: who is expected, who came, who came late, who is missing. Leave is taken off what is expected.

export interface Arrival {
  personId: string
  /** First entry of the day by corrected time; null: none seen. */
  firstInAt: Date | null
  isOnLeave: boolean
}

export interface ClassDay {
  expected: number
  present: number
  late: number
  /** Came later than late still counts: an absence for the statistics, but the child is there. */
  veryLate: number
  onLeave: number
  missing: number
  /** Attendance in hundredths of a per cent, half up. */
  rateBp: number
  lateIds: string[]
  missingIds: string[]
}

export function classDay(arrivals: readonly Arrival[], bellAt: Date, lateMinutes: number): ClassDay {
  const due = arrivals.filter((one) => !one.isOnLeave)
  const here = due.filter((one) => one.firstInAt !== null)
  const lateEnd = bellAt.getTime() + lateMinutes * 60_000
  const after = here.filter((one) => one.firstInAt!.getTime() > bellAt.getTime())
  const veryLate = after.filter((one) => one.firstInAt!.getTime() > lateEnd)
  const missing = due.filter((one) => one.firstInAt === null)
  return {
    expected: due.length,
    present: here.length,
    late: after.length,
    veryLate: veryLate.length,
    onLeave: arrivals.length - due.length,
    missing: missing.length,
    rateBp: due.length === 0 ? 10_000 : Math.floor((here.length * 20_000 + due.length) / (2 * due.length)),
    lateIds: after.map((one) => one.personId),
    missingIds: missing.map((one) => one.personId),
  }
}

/** "07:40" of a Shanghai day as an instant; China has one zone and no summer time. */
export const instantOf = (day: string, time: string): Date => new Date(`${day}T${time}:00+08:00`)
