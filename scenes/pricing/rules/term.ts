// The life of a package by dates: when it ends, when the firm is told, and what becomes of it. Silence stops services;
// nothing here turns silence into a price.
import { addDays, addMonths, daysBetween } from "../../../kernel/calendar/date.ts"
import type { Choice, Package } from "../model.ts"
import type { SubscriptionState } from "../states.ts"

export interface NoticeDays {
  firstDays: number
  lastDays: number
}

export interface Term {
  endOn: string
  firstNoticeOn: string
  lastNoticeOn: string
  /** First day without the package. */
  afterOn: string
}

/** Start + months − 1 day; notices count back from the last day. */
export function termOf(startOn: string, months: number, notice: NoticeDays): Term {
  const afterOn = addMonths(startOn, months)
  const endOn = addDays(afterOn, -1)
  return {
    endOn,
    firstNoticeOn: addDays(endOn, -notice.firstDays),
    lastNoticeOn: addDays(endOn, -notice.lastDays),
    afterOn,
  }
}

/** First days of the periods of something that runs on, through `until`. */
export const nextPeriod = (from: string, months: number): string => addMonths(from, months)

/** State after the last day, by the firm's last word; no word is a stop. */
export function stateAtEnd(choice: Choice | null): SubscriptionState {
  if (choice === "renew") return "renewed"
  return choice === "standard" ? "ended_to_standard" : "services_stopped"
}

export type EligibilityFault = "E-NEW-ONLY" | "E-ONCE" | "E-USCC" | "E-EXPIRED"

export interface EligibilityFacts {
  today: string
  openedOn: string
  uscc: string | null
  /** The same package was taken before under the same code, on any account. */
  hasHad: boolean
}

export function eligibilityFault(
  pack: Pick<Package, "newWithinDays" | "oncePerUscc" | "from" | "to">,
  facts: EligibilityFacts,
): EligibilityFault | null {
  if (pack.from > facts.today || (pack.to !== null && pack.to < facts.today)) return "E-EXPIRED"
  if (pack.newWithinDays !== null && daysBetween(facts.openedOn, facts.today) > pack.newWithinDays) return "E-NEW-ONLY"
  if (pack.oncePerUscc && facts.uscc === null) return "E-USCC"
  return pack.oncePerUscc && facts.hasHad ? "E-ONCE" : null
}
