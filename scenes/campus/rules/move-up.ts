// The year's move (升级): what a class is called next year, as schools write it. Proposed only; the office decides.

const digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九"] as const
/** The last grade of primary (六), middle (九, 初三) and high school (高三). */
const last = new Set(["六", "九", "初三", "高三"])

/** "七（1）班" → "八（1）班"; null = graduates; undefined = no name we can read. */
export function nextTitle(title: string): string | null | undefined {
  const read = /^(初|高)?([一二三四五六七八九])(年级)?(.*)$/.exec(title.trim())
  if (!read) return undefined
  const [, stage = "", digit = "", year = "", rest = ""] = read
  const grade = `${stage}${digit}`
  if (last.has(grade)) return null
  const next = digits[digits.indexOf(digit as "一") + 1]
  if (!next || (stage !== "" && next === "四")) return undefined
  return `${stage}${next}${year}${rest}`
}

/** 七（2）班 before 七（10）班 before 八（1）班 before 九: as schools list their classes, not as letters sort. */
export const compareTitles = (a: string, b: string): number => {
  const key = (title: string) =>
    title.replace(/[一二三四五六七八九]/g, (digit) => String(digits.indexOf(digit as "一") + 1))
  return key(a).localeCompare(key(b), "zh", { numeric: true })
}

/** Once a calendar year: whoever presses twice would move every class two grades up. */
export function cannotMoveUp(movedUpOn: string | null, today: string): { zh: string; en: string } | null {
  if (!movedUpOn || movedUpOn.slice(0, 4) !== today.slice(0, 4)) return null
  return {
    zh: `今年已于 ${movedUpOn} 升级；个别班级名称有误请在班级中更改`,
    en: `moved up on ${movedUpOn} already this year; put single names right at the class`,
  }
}

export interface Move {
  classId: string
  /** null: the class graduates. */
  to: string | null
}

/** Names that two classes would share afterwards, or that a class which does not move already has. */
export function clashingTitles(moves: readonly Move[], staying: readonly string[]): string[] {
  const wanted = moves.flatMap((one) => one.to ?? [])
  return [...new Set(wanted.filter((title, at) => wanted.indexOf(title) !== at || staying.includes(title)))]
}
