// The terms of a loan as data. Everything the generator needs stands here; nothing is looked up or read from a clock.
import type { MissingDay, PeriodUnit } from "./dates.ts"
import type { Fraction, Rounding } from "./fraction.ts"

/** How a loan is paid back. */
export type Method =
  /** 等额本息: equal instalments of principal and interest together. */
  | "equal_instalment"
  /** 等额本金: equal principal, interest on what is left. */
  | "equal_principal"
  /** 先息后本: interest on settlement days, principal at the end. */
  | "interest_only"
  /** 利随本清: principal and interest together at the end. */
  | "bullet"
  /** Interest on the first amount for the whole term. */
  | "flat"

/**
 * How a stretch of time becomes a share of a year.
 * - monthly: whole periods count every/12 whatever the calendar; odd stretches count actual days/360 (逐笔计息)
 * - 30/360: whole periods count 30 × every / 360; a part of a period counts its days over the period's own days
 * - actual/360 … actual/364: days over a fixed year (积数计息 uses actual/360)
 * - actual/actual: days over the length of each calendar year they fall into
 */
export type DayCount = "monthly" | "30/360" | "actual/360" | "actual/364" | "actual/365" | "actual/actual"

export interface Draw {
  on: string
  amountFen: bigint
}

export interface Period {
  from: string
  due: string
  /** The due date was moved: the period is one step and some days of the next, whatever its length. */
  isMoved?: boolean
}

/** From the night that starts on `from` the rate is another: LPR repricing (重定价), an agreed change, relief. */
export interface RateStep {
  from: string
  annualRate: Fraction
}

/** No interest for the nights that start on `from` up to `until` (that night not included). */
export interface InterestPause {
  from: string
  until: string
  /** paused: agreed (停息); settled: the loan was paid off and earns nothing more. */
  why: "paused" | "settled"
}

export interface LoanTerms {
  draws: readonly Draw[]
  annualRate: Fraction
  /** Later rates, in order of their days; equal instalments are solved again from each. */
  rates?: readonly RateStep[]
  pauses?: readonly InterestPause[]
  method: Method
  dayCount: DayCount
  /** Rates used to find the equal instalment where they differ from those that interest is counted with. */
  instalmentDayCount?: "30/365"
  instalments: number
  every: number
  unit: PeriodUnit
  startOn: string
  /** First due date where it is not one period after the start; the first period is then odd. */
  firstDueOn?: string
  /** Last day of the loan, for interest_only and bullet. */
  maturesOn?: string
  /** 结息日: interest runs through this day and is taken on the next (interest_only). */
  settlementDay?: number
  /** Months between settlement days: 1 monthly, 3 on the quarter-end months. */
  settlementEvery?: 1 | 3
  seedDay?: number
  missingDay: MissingDay
  /** Explicit periods of an irregular plan; replace all date rules. */
  periods?: readonly Period[]
  /** Principal per instalment of an irregular plan (the last takes the rest). */
  principalPlanFen?: readonly bigint[]
  gracePrincipal: number
  /** Interest of the first instalments is taken with the first one after them. */
  graceInterestPayment: number
  downPaymentPct?: Fraction
  /** A given equal instalment: the plan is as long as it takes (keep-instalment after a prepayment). */
  instalmentFen?: bigint
  /** Instalments are rounded to a multiple, e.g. 100 fen; 1 fen by default. */
  multipleFen: bigint
  rounding: Rounding
  /** once: the stretches of an instalment are added exactly and rounded once (default); per_part: each one is rounded. */
  interestRounding?: "once" | "per_part"
  /** One correction of the instalment so that the last one differs least. */
  refineInstalment: boolean
  /** Moves a due date off a holiday; interest follows only if the product says so. */
  holiday?: { move(date: string): string; interestFollows: boolean }
}

/**
 * Why a stretch is counted as it is. contract: planned balance at the first rate; repriced: a later rate; paused or
 * settled: no interest; overdue: unpaid principal still earns; prepaid: early money has stopped earning; flat: on the
 * first amount whatever was repaid.
 */
export type PartReason = "contract" | "repriced" | "paused" | "settled" | "overdue" | "prepaid" | "flat"

/** One stretch of unchanged balance and rate inside a period: interest = balance × share × rate. */
export interface InterestPart {
  from: string
  to: string
  days: number
  balanceFen: bigint
  /** Share of a year. */
  share: Fraction
  annualRate: Fraction
  why: PartReason
}

/** What a plan aims at for one instalment; the last one takes what is left. */
export interface Target {
  totalFen?: bigint
  principalFen?: bigint
  /** Interest fixed beforehand (flat). */
  interestFen?: bigint
}

export type RowKind = "instalment" | "down_payment" | "prepayment"

export interface ScheduleRow {
  n: number
  kind: RowKind
  from: string
  due: string
  days: number
  openingFen: bigint
  principalFen: bigint
  interestFen: bigint
  totalFen: bigint
  balanceFen: bigint
  /** Why the interest is what it is. */
  parts: InterestPart[]
  target: Target
  /** Interest earned up to here and taken with a later instalment (grace on interest). */
  deferredFen: bigint
}

const defaults = {
  every: 1,
  unit: "month",
  missingDay: "last_of_month",
  gracePrincipal: 0,
  graceInterestPayment: 0,
  multipleFen: 1n,
  rounding: "half_up",
  refineInstalment: false,
} as const

type Given = Omit<LoanTerms, keyof typeof defaults | "draws" | "instalments"> & {
  principalFen: bigint
  instalments?: number
} & Partial<Pick<LoanTerms, keyof typeof defaults>>

/** Terms of a loan paid out at once, with the usual Chinese conventions where nothing else is said. */
export function loanTerms({ principalFen, ...given }: Given): LoanTerms {
  return {
    ...defaults,
    instalments: 1,
    ...given,
    draws: [{ on: given.startOn, amountFen: principalFen }],
  }
}
