// 五级分类 of all notes of one debtor on one night (令〔2023〕1号), pure: the lowest class the facts allow, the debtor seen
// as a whole, observation after a restructuring, and the rules by which a class may rise again. People classify worse
// through events of their own; nothing here makes a note better but by a rule that is named in the reason.
import { isBad, lowestClass, worseOf, type RiskClass } from "./engine/classify.ts"
import { daysBetween } from "./engine/dates.ts"
import { debtorRule2023, debtorView, upgradeOn } from "./engine/debtor.ts"
import { observationOf } from "./engine/relief.ts"

export interface ClassNote {
  loanNo: string
  riskClass: RiskClass
  exposureFen: bigint
  everyMonths: number
  overdueSince: string | null
  curedOn: string | null
  isMisused: boolean
  isImpaired: boolean
  /** What people judged it to be at best. */
  judgedClass: RiskClass | null
  restructuredOn: string | null
  observationFrom: string | null
  observationUntil: string | null
}

export interface Classed {
  loanNo: string
  from: RiskClass
  to: RiskClass
  zh: string
  en: string
  /** New observation dates, where a miss restarted them or they ended. */
  observation?: { from: string | null; until: string | null }
}

interface Finding {
  riskClass: RiskClass
  zh: string
  en: string
}

/** Retail debtors are seen note by note. */
export function classify(notes: readonly ClassNote[], isRetail: boolean, day: string): Classed[] {
  const own = notes.map((note) => ({ note, ...observed(note, day), finding: ownClass(note, day) }))
  const here = own.map(({ note, finding }) => ({ owedFen: note.exposureFen, riskClass: finding.riskClass }))
  const view = debtorView({ here, isRetail })
  return own.flatMap(({ note, finding, observation }, index): Classed[] => {
    const to = view.classes[index]!
    if (to === note.riskClass && !observation) return []
    const why = to === finding.riskClass ? finding : asDebtor(view)
    const { loanNo, riskClass: from } = note
    return [{ loanNo, from, to, zh: why.zh, en: why.en, ...(observation ? { observation } : {}) }]
  })
}

function asDebtor({ badHereFen, owedHereFen }: { badHereFen: bigint; owedHereFen: bigint }) {
  const share = percent((badHereFen * 10_000n) / owedHereFen)
  const limit = percent((debtorRule2023.badHereOver.num * 10_000n) / debtorRule2023.badHereOver.den)
  return {
    zh: `债务人不良占比 ${share} 超过 ${limit}，全部债权列不良`,
    en: `bad debt is ${share} of the debtor's debt here, above ${limit}: all of it is bad`,
  }
}

const percent = (bp: bigint): string => `${bp / 100n}.${String(bp % 100n).padStart(2, "0")}%`

/** The note by itself: its floor, or the class it has where no rule lets it rise. */
export function ownClass(note: ClassNote, day: string): Finding {
  const floor = floorOf(note, day)
  if (worseOf(floor.riskClass, note.riskClass) === floor.riskClass) return floor
  const kept = mayRise(note, day)
  return kept === null ? { ...floor, ...risen(note) } : { riskClass: note.riskClass, ...kept }
}

function floorOf(note: ClassNote, day: string): Finding {
  const days = note.overdueSince === null ? 0 : Math.max(0, daysBetween(note.overdueSince, day))
  const byDays = lowestClass(days)
  const floors: Finding[] = [
    {
      riskClass: byDays,
      zh: days === 0 ? "正常还款" : `逾期 ${days} 天`,
      en: days === 0 ? "in order" : `${days} days overdue`,
    },
  ]
  if (note.judgedClass) floors.push({ riskClass: note.judgedClass, zh: "人工认定", en: "judged by people" })
  if (note.isImpaired) floors.push({ riskClass: "substandard", zh: "已减值", en: "impaired" })
  if (note.isMisused) floors.push({ riskClass: "special_mention", zh: "挪用贷款", en: "money misused" })
  if (note.observationUntil !== null && day < note.observationUntil) {
    floors.push({ riskClass: "special_mention", zh: "重组观察期内", en: "under observation after restructuring" })
  }
  return floors.reduce((worst, one) => (worseOf(worst.riskClass, one.riskClass) === worst.riskClass ? worst : one))
}

/** Why the class may not rise yet, or null. */
export function mayRise(note: ClassNote, day: string): { zh: string; en: string } | null {
  if (!isBad(note.riskClass)) return null
  if (note.overdueSince !== null) return { zh: "欠款未清", en: "arrears are not paid" }
  if (note.curedOn === null) return null
  const until = upgradeOn(note.curedOn, note.everyMonths)
  return day < until ? { zh: `结清欠款后须连续正常至 ${until}`, en: `in order until ${until} first` } : null
}

const risen = (note: ClassNote): { zh: string; en: string } =>
  isBad(note.riskClass)
    ? { zh: "欠款结清并连续正常两期且满六个月，上调", en: "arrears paid, two periods and six months in order" }
    : { zh: "欠款结清，上调", en: "arrears paid" }

/** A miss restarts the observation at its day; a full observation without one ends it. */
function observed(note: ClassNote, day: string): { observation?: Classed["observation"] } {
  const { observationFrom: from, observationUntil: until, overdueSince: missed } = note
  if (from === null || until === null) return {}
  if (missed !== null && missed > from) {
    const again = observationOf({ firstDueOn: from, everyMonths: note.everyMonths, missedOn: [missed] })
    return { observation: { from: missed, until: again.endsOn } }
  }
  if (missed === null && day >= until) return { observation: { from: null, until: null } }
  return {}
}
