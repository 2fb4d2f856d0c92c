// Reads what came in from outside into quote parameters and events. What does not fit comes back as one field with a
// sentence in two languages: what was found, what is asked, an example. Nothing is guessed and no name is overlooked.
import { dateOf, dayNumber } from "./dates.ts"
import type { QuoteEvent } from "./quote-events.ts"
import type { DateParams, QuoteParams } from "./quote.ts"

export interface QuoteFault {
  field: string
  zh: string
  en: string
}

export interface QuoteInput {
  params: QuoteParams & DateParams
  events: QuoteEvent[]
  /** Only due dates are asked: no amount, no rate. */
  datesOnly: boolean
}

export type Read = { ok: true; value: QuoteInput } | { ok: false; fault: QuoteFault }

interface Kind {
  zh: string
  en: string
  fits(value: unknown): boolean
}

const kind = (zh: string, en: string, fits: (value: unknown) => boolean): Kind => ({ zh, en, fits })
const isText = (value: unknown): value is string => typeof value === "string"
const isWhole = (value: unknown, least: number, most: number): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most
const plain = (value: unknown, pattern: RegExp): boolean =>
  (typeof value === "number" || isText(value)) && pattern.test(String(value))

const isDate = (value: unknown): boolean =>
  isText(value) && /^\d{4}-\d{2}-\d{2}$/.test(value) && dateOf(dayNumber(value)) === value

const date = kind("日期 YYYY-MM-DD，例如 2025-03-10", "a date YYYY-MM-DD, e.g. 2025-03-10", isDate)
const money = kind(
  "大于零、至多两位小数的金额（元），例如 300000",
  "an amount in yuan above zero with at most two decimals, e.g. 300000",
  (value) => plain(value, /^\d{1,13}(\.\d{1,2})?$/) && Number(value) > 0,
)
const rate = kind("年利率（%），例如 4.35", "a yearly rate in per cent, e.g. 4.35", (value) =>
  plain(value, /^\d{1,3}(\.\d{1,8})?$/),
)
const yes = kind("true 或 false", "true or false", (value) => typeof value === "boolean")
const whole = (least: number, most: number): Kind =>
  kind(`${least} 到 ${most} 的整数`, `a whole number from ${least} to ${most}`, (value) => isWhole(value, least, most))
const oneOf = (...words: string[]): Kind =>
  kind(`其中之一：${words.join("、")}`, `one of ${words.join(", ")}`, (value) => isText(value) && words.includes(value))
const anything = kind("文字", "text", () => true)
const orNull = (of: Kind): Kind =>
  kind(`${of.zh}，或 null`, `${of.en}, or null`, (value) => value === null || of.fits(value))
const listOf = (of: Kind): Kind =>
  kind(`列表，每项为${of.zh}`, `a list, each item ${of.en}`, (value) => Array.isArray(value) && value.every(of.fits))
const record = (fields: Record<string, Kind>, required: readonly string[]): Kind =>
  kind(
    `对象，含 ${required.join("、")}`,
    `an object with ${required.join(", ")}`,
    (value) =>
      isObject(value) &&
      required.every((name) => name in value) &&
      Object.entries(value).every(([name, one]) => fields[name]?.fits(one) ?? false),
  )

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const paramKinds: Record<string, Kind> = {
  startDate: date,
  amount: money,
  annualRatePct: rate,
  method: oneOf("equal_instalment", "equal_principal", "interest_only", "bullet", "flat", "revolving"),
  interestMethod: oneOf("declining", "flat"),
  interestPeriod: oneOf("daily", "per_instalment"),
  amortization: oneOf("equal_instalment", "equal_principal"),
  instalments: whole(1, 1_200),
  every: whole(1, 366),
  unit: oneOf("day", "week", "month"),
  gracePrincipal: whole(0, 1_200),
  graceInterestPayment: whole(0, 1_200),
  dayCount: oneOf("monthly", "30/360", "actual/360", "actual/364", "actual/365", "actual/actual"),
  daysInYear: oneOf("actual", "360", "364", "365"),
  daysInMonth: oneOf("actual", "30"),
  instalmentMultipleOf: orNull(whole(1, 1_000_000)),
  decimals: whole(2, 2),
  scheduleEngine: oneOf("cumulative", "progressive"),
  rounding: oneOf("half_even", "half_up"),
  missingDay: oneOf("last_of_month", "first_of_next_month"),
  seedDay: whole(1, 31),
  downPaymentPct: kind(
    "0 到 100 的百分数",
    "a percentage from 0 to 100",
    (value) => rate.fits(value) && Number(value) <= 100,
  ),
  downPaymentAuto: yes,
  multiDisbursement: yes,
  periods: listOf(record({ from: date, due: date }, ["from", "due"])),
  firstDueDate: date,
  maturityDate: date,
  settlementDay: whole(1, 31),
  settlementEvery: oneOfNumbers(1, 3),
  principalPlan: listOf(money),
  rates: listOf(record({ from: date, annualRatePct: rate }, ["from", "annualRatePct"])),
  upfrontFee: money,
  interestRounding: oneOf("per_sub_period", "per_part", "once"),
  allocation: kind(
    "advanced、chinese、penalty_fee_interest_principal_by_instalment，或 due(…)_then_in_advance(…)",
    "advanced, chinese, penalty_fee_interest_principal_by_instalment, or due(…)_then_in_advance(…)",
    (value) =>
      isText(value) &&
      /^(advanced|chinese|penalty_fee_interest_principal_by_instalment|due\((?:(?:penalty|fee|interest|principal),?)+\)_then_in_advance\((?:(?:penalty|fee|interest|principal),?)+\))$/.test(
        value,
      ),
  ),
  advancedOrder: listOf(
    kind(
      "past_due_、due_ 或 in_advance_ 加 penalty、fee、interest、principal",
      "past_due_, due_ or in_advance_ and penalty, fee, interest or principal",
      (value) => isText(value) && /^(past_due|due|in_advance)_(penalty|fee|interest|principal)$/.test(value),
    ),
  ),
  futureInstalmentRule: kind(
    "对象，含 default",
    "an object with default",
    (value) => isObject(value) && isText(value["default"]),
  ),
  processing: oneOf("horizontal", "vertical"),
  recalculation: orNull(
    record({ rest: anything, compounding: anything, onPrepayment: anything, preClosureInterest: anything }, [
      "onPrepayment",
    ]),
  ),
  overduePenalty: record({ pct: rate, base: anything, once: yes, chargedOn: anything }, ["pct", "base"]),
}

function oneOfNumbers(...numbers: number[]): Kind {
  const words = numbers.join(" / ")
  return kind(`${words} 之一`, `one of ${words}`, (value) => numbers.includes(value as number))
}

const eventKinds: Record<string, Kind> = {
  type: anything,
  date,
  amount: money,
  dueDate: date,
  nth: whole(1, 1_000),
  of: anything,
  originalDate: date,
  fromInstalmentDue: date,
  newDueDate: date,
  extraInstalments: whole(1, 600),
  gracePrincipal: whole(1, 600),
  newAnnualRatePct: rate,
  effectiveFrom: date,
  from: date,
  to: date,
  startDate: date,
  every: whole(1, 366),
  unit: oneOf("day", "days", "week", "weeks", "month", "months"),
  instalments: whole(1, 1_200),
  interest: oneOf("till_date", "till_due"),
  choice: oneOf("keep_term", "keep_instalment"),
}

const eventNeeds: Record<string, readonly string[]> = {
  disburse: ["date", "amount"],
  repay: ["date", "amount"],
  prepay: ["date", "amount"],
  payOff: ["date"],
  addFee: ["date", "amount"],
  addPenalty: ["date", "amount"],
  undo: ["date", "originalDate"],
  reschedule: ["date"],
  interestPause: ["date", "from", "to"],
  reAge: ["date", "startDate", "instalments"],
  reAmortize: ["date"],
  chargeOff: ["date"],
  closeOfBusiness: ["date"],
}

const refuse = (field: string, zh: string, en: string): Read => ({ ok: false, fault: { field, zh, en } })
const missing = (field: string, asked: Kind): Read =>
  refuse(field, `缺少 ${field}：应为${asked.zh}`, `${field} is missing: it has to be ${asked.en}`)

/** The parameters themselves, `{params, events}`, or a whole public case. */
export function readQuote(given: unknown): Read {
  if (!isObject(given)) return refuse("params", "应为一个 JSON 对象", "one JSON object is asked")
  const inner = given["params"] ?? given
  if (!isObject(inner)) return refuse("params", "params 应为对象", "params has to be an object")
  const { events: besides, ...rest } = inner
  const params = "params" in given ? inner : rest
  const events = ("params" in given ? given["events"] : besides) ?? []
  if (!Array.isArray(events)) return refuse("events", "events 应为列表", "events has to be a list")
  const datesOnly = events.length > 0 && events.every((one) => isObject(one) && one["type"] === "expectDates")
  const bad = badParam(params) ?? absent(params, datesOnly) ?? disagreeing(params) ?? badEvent(events)
  if (bad) return bad
  return { ok: true, value: { params: params as never, events: events as QuoteEvent[], datesOnly } }
}

function badParam(params: Record<string, unknown>): Read | null {
  for (const [name, value] of Object.entries(params)) {
    const asked = paramKinds[name]
    if (!asked) return refuse(name, `不认识参数 ${name}`, `${name} is not a parameter`)
    if (!asked.fits(value)) return wrong(name, value, asked)
  }
  return null
}

function wrong(field: string, value: unknown, asked: Kind): Read {
  const found = JSON.stringify(value)?.slice(0, 60) ?? "undefined"
  return refuse(field, `${field} 为 ${found}，应为${asked.zh}`, `${field} is ${found}; it has to be ${asked.en}`)
}

function absent(params: Record<string, unknown>, datesOnly: boolean): Read | null {
  const hasEnd = ["bullet", "interest_only", "revolving"].includes(String(params["method"])) && "maturityDate" in params
  const needed = datesOnly
    ? ["instalments", "every", "unit", "firstDueDate" in params ? "firstDueDate" : "startDate"]
    : ["startDate", "amount", "annualRatePct", ...(hasEnd ? [] : ["instalments"])]
  const name = needed.find((one) => !(one in params))
  return name ? missing(name, paramKinds[name]!) : null
}

/** Values that are fine alone and not together. */
function disagreeing(params: Record<string, unknown>): Read | null {
  const start = params["startDate"]
  for (const name of ["firstDueDate", "maturityDate"]) {
    const on = params[name]
    if (isText(on) && isText(start) && on <= start) {
      return refuse(
        name,
        `${name} ${on} 应晚于 startDate ${start}`,
        `${name} ${on} has to come after startDate ${start}`,
      )
    }
  }
  const [count, grace] = [params["instalments"], params["gracePrincipal"]]
  if (typeof count === "number" && typeof grace === "number" && grace >= count) {
    return refuse(
      "gracePrincipal",
      `gracePrincipal 应小于 instalments ${count}`,
      `gracePrincipal has to be below instalments ${count}`,
    )
  }
  const plan = params["principalPlan"]
  if (Array.isArray(plan) && plan.reduce<number>((sum, one) => sum + Number(one), 0) > Number(params["amount"])) {
    return refuse(
      "principalPlan",
      "各期本金之和不能超过 amount",
      "principal of the instalments adds up to more than amount",
    )
  }
  if (Array.isArray(params["periods"]) && params["periods"].length !== count) {
    return refuse("periods", `periods 应有 ${String(count)} 期`, `periods has to list ${String(count)} periods`)
  }
  return null
}

function badEvent(events: readonly unknown[]): Read | null {
  for (const [index, one] of events.entries()) {
    const at = `events[${index}]`
    if (!isObject(one) || !isText(one["type"])) return refuse(`${at}.type`, `${at} 缺少 type`, `${at} needs a type`)
    if (one["type"].startsWith("expect")) continue
    const needs = eventNeeds[one["type"]]
    if (!needs) return refuse(`${at}.type`, `不认识事件 ${one["type"]}`, `${one["type"]} is not an event`)
    const name = needs.find((need) => !(need in one))
    if (name) return missing(`${at}.${name}`, eventKinds[name]!)
    for (const [field, value] of Object.entries(one)) {
      const asked = eventKinds[field]
      if (!asked) return refuse(`${at}.${field}`, `不认识字段 ${at}.${field}`, `${at}.${field} is not a field`)
      if (!asked.fits(value)) return wrong(`${at}.${field}`, value, asked)
    }
    if (one["type"] === "reschedule" && !isWholeChange(one)) return unclearChange(at)
  }
  return null
}

const isWholeChange = (one: Record<string, unknown>): boolean =>
  ("effectiveFrom" in one && "newAnnualRatePct" in one) ||
  ("fromInstalmentDue" in one &&
    ["newDueDate", "extraInstalments", "gracePrincipal", "newAnnualRatePct"].some((name) => name in one))

const unclearChange = (at: string): Read =>
  refuse(
    `${at}.fromInstalmentDue`,
    `${at} 应含 effectiveFrom 与 newAnnualRatePct，或 fromInstalmentDue 与 newDueDate、extraInstalments、gracePrincipal、newAnnualRatePct 之一`,
    `${at} needs effectiveFrom and newAnnualRatePct, or fromInstalmentDue and one of newDueDate, extraInstalments, gracePrincipal, newAnnualRatePct`,
  )
