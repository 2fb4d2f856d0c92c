// When somebody should look: each rule takes counted facts and answers with a level and the figures behind it. Numbers are
// dated parameters. Shares are compared in hundredths of a per cent; the score of enrolment in thousandths, no floats.
import { formatAmount } from "../../../ledger/amount.ts"
import type { AlertRule, Level } from "../model.ts"

export interface AlertNumbers {
  outflowYellowBp: number
  outflowRedBp: number
  enrolmentScore: number
  enrolmentMin: number
  idleDays: number
  autoShareBp: number
  autoMin: number
  lessonsPerDay: number
  licenceDays: number
  offPlatformMin: number
}

export interface Alert {
  rule: AlertRule
  level: Level
  zh: string
  en: string
  facts: Record<string, string | number>
}

const share = (part: bigint, whole: bigint): number => (whole > 0n ? Number((part * 10_000n) / whole) : 0)
/** Above a share, exactly: 20.0001 % is above 20 %. */
const isAbove = (part: bigint, whole: bigint, bp: number): boolean => whole > 0n && part * 10_000n > whole * BigInt(bp)
const percent = (bp: number): string => `${Math.trunc(bp / 100)}.${String(bp % 100).padStart(2, "0")}%`
const yuan = (fen: bigint): string => formatAmount(fen, 2)

/** Money that left for the institution in a day, against what it had that morning. */
export function outflowAlert(n: AlertNumbers, p: { outFen: bigint; balanceFen: bigint }): Alert | null {
  const bp = share(p.outFen, p.balanceFen)
  const level = isAbove(p.outFen, p.balanceFen, n.outflowRedBp)
    ? "RED"
    : isAbove(p.outFen, p.balanceFen, n.outflowYellowBp)
      ? "YELLOW"
      : null
  if (!level) return null
  const facts = { out: yuan(p.outFen), balance: yuan(p.balanceFen), share: percent(bp) }
  return {
    rule: "outflow",
    level,
    zh: `当日划出 ${facts.out} 元，占日初存管余额 ${facts.balance} 元的 ${facts.share}`,
    en: `${facts.out} left in a day: ${facts.share} of ${facts.balance}`,
    facts,
  }
}

/** Integer square root, rounded down. */
function root(n: bigint): bigint {
  if (n < 2n) return n
  let x = n
  let y = (x + 1n) / 2n
  while (y < x) {
    x = y
    y = (x + n / x) / 2n
  }
  return x
}

/** Orders of today against those of the days before, as a score in thousandths of a standard deviation. */
export function enrolmentScore(today: number, before: readonly number[]): number {
  const n = BigInt(before.length)
  if (n < 2n) return 0
  const sum = before.reduce((all, one) => all + BigInt(one), 0n)
  // n² × variance of the population keeps whole numbers: n × Σx² − (Σx)².
  const spread = n * before.reduce((all, one) => all + BigInt(one) * BigInt(one), 0n) - sum * sum
  const sd = root(spread * 1_000_000n)
  if (sd === 0n) return today > Number(sum / n) ? 99_999 : 0
  return Number(((n * BigInt(today) - sum) * 1_000_000n) / sd)
}

export function enrolmentAlert(n: AlertNumbers, p: { today: number; before: readonly number[] }): Alert | null {
  const score = enrolmentScore(p.today, p.before)
  if (p.today < n.enrolmentMin || score < n.enrolmentScore * 1_000) return null
  const z = (score / 1_000).toFixed(1)
  return {
    rule: "enrolment",
    level: "YELLOW",
    zh: `当日报名 ${p.today} 单，偏离前期均值 ${z} 个标准差`,
    en: `${p.today} orders in a day, ${z} standard deviations above`,
    facts: { today: p.today, z },
  }
}

export function idleAlert(n: AlertNumbers, p: { daysWithoutLesson: number; unearnedFen: bigint }): Alert | null {
  if (p.unearnedFen <= 0n || p.daysWithoutLesson < n.idleDays) return null
  return {
    rule: "idle",
    level: p.daysWithoutLesson >= 2 * n.idleDays ? "RED" : "YELLOW",
    zh: `${p.daysWithoutLesson} 天没有上课，未消课余额 ${yuan(p.unearnedFen)} 元`,
    en: `No lesson for ${p.daysWithoutLesson} days with ${yuan(p.unearnedFen)} unearned`,
    facts: { days: p.daysWithoutLesson, unearned: yuan(p.unearnedFen) },
  }
}

export function autoConfirmAlert(n: AlertNumbers, p: { auto: number; all: number }): Alert | null {
  const bp = share(BigInt(p.auto), BigInt(p.all))
  if (p.all < n.autoMin || !isAbove(BigInt(p.auto), BigInt(p.all), n.autoShareBp)) return null
  return {
    rule: "auto_confirm",
    level: "YELLOW",
    zh: `一周 ${p.all} 课次中 ${p.auto} 次到期自动确认，占 ${percent(bp)}`,
    en: `${p.auto} of ${p.all} lessons in a week confirmed by silence (${percent(bp)})`,
    facts: { auto: p.auto, all: p.all, share: percent(bp) },
  }
}

export function crowdedAlert(n: AlertNumbers, p: { student: string; day: string; lessons: number }): Alert | null {
  if (p.lessons <= n.lessonsPerDay) return null
  return {
    rule: "crowded_day",
    level: "YELLOW",
    zh: `${p.student} ${p.day} 一天 ${p.lessons} 课次`,
    en: `${p.student}: ${p.lessons} lessons on ${p.day}`,
    facts: { ...p },
  }
}

export function licenceAlert(n: AlertNumbers, p: { daysLeft: number; until: string }): Alert | null {
  if (p.daysLeft > n.licenceDays) return null
  return {
    rule: "licence",
    level: p.daysLeft < 0 ? "RED" : "YELLOW",
    zh: p.daysLeft < 0 ? `办学许可证已于 ${p.until} 到期` : `办学许可证 ${p.until} 到期，还有 ${p.daysLeft} 天`,
    en: p.daysLeft < 0 ? `Licence ended on ${p.until}` : `Licence ends on ${p.until}, ${p.daysLeft} days left`,
    facts: { until: p.until, days: p.daysLeft },
  }
}

export function depositAlert(p: { floorFen: bigint; depositFen: bigint; shortfallFen: bigint }): Alert | null {
  if (p.shortfallFen <= 0n) return null
  return {
    rule: "deposit",
    level: "YELLOW",
    zh: `保证金 ${yuan(p.depositFen)} 元，应缴 ${yuan(p.floorFen)} 元，缺 ${yuan(p.shortfallFen)} 元`,
    en: `Deposit ${yuan(p.depositFen)} of ${yuan(p.floorFen)}: ${yuan(p.shortfallFen)} missing`,
    facts: { floor: yuan(p.floorFen), deposit: yuan(p.depositFen), shortfall: yuan(p.shortfallFen) },
  }
}

/** More children in the rooms than funded orders explain: teaching that the platform's money does not show. */
export function offPlatformAlert(n: AlertNumbers, p: { seen: number; funded: number; lesson: string }): Alert | null {
  const extra = p.seen - p.funded
  if (extra < n.offPlatformMin) return null
  return {
    rule: "off_platform",
    level: extra * 2 >= p.funded ? "RED" : "YELLOW",
    zh: `${p.lesson} 实到 ${p.seen} 人，平台已缴费 ${p.funded} 人，多出 ${extra} 人`,
    en: `${p.lesson}: ${p.seen} present, ${p.funded} with funded orders, ${extra} more`,
    facts: { ...p, extra },
  }
}

/** The worst level of the alerts that are open. */
export function levelOf(open: readonly { level: Level }[]): Level {
  if (open.some((one) => one.level === "RED")) return "RED"
  return open.length > 0 ? "YELLOW" : "NORMAL"
}
