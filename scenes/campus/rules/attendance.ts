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

export type DayMark = "present" | "late" | "very_late" | "on_leave" | "absent"

export interface DayFacts {
  bellAt: Date
  /** First way in of the day; null: the gate saw nobody come. */
  firstInAt: Date | null
  isOnLeave: boolean
  /** What a teacher marked in a roll call of the day. */
  rolled: "present" | "late" | "leave" | "missing" | null
}

/** One pupil's day for the month's count: leave first, then the gate, and where the gate saw nothing the teacher's eyes. */
export function dayMark({ bellAt, firstInAt, isOnLeave, rolled }: DayFacts, lateMinutes: number): DayMark {
  if (isOnLeave) return "on_leave"
  if (firstInAt !== null) {
    const after = firstInAt.getTime() - bellAt.getTime()
    if (after <= 0) return "present"
    return after > lateMinutes * 60_000 ? "very_late" : "late"
  }
  if (rolled === "present" || rolled === "late") return rolled
  return rolled === "leave" ? "on_leave" : "absent"
}

export interface MonthCount {
  days: number
  present: number
  late: number
  veryLate: number
  absent: number
  onLeave: number
  /** Days at school among the days due, in hundredths of a per cent, half up; null where no day was due. */
  rateBp: number | null
}

/** Late is at school; leave is no day due, as on the board of the day. */
export function countMarks(marks: readonly DayMark[]): MonthCount {
  const of = (mark: DayMark) => marks.filter((one) => one === mark).length
  const [late, veryLate, onLeave, absent] = [of("late"), of("very_late"), of("on_leave"), of("absent")]
  const due = marks.length - onLeave
  const present = due - absent
  const rateBp = due === 0 ? null : Math.floor((present * 20_000 + due) / (2 * due))
  return { days: marks.length, present, late, veryLate, absent, onLeave, rateBp }
}
