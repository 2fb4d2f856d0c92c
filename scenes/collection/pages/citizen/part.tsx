// The amount of one bill that may be paid in parts or at the payer's own choice: what is the least and the most, what is
// wrong at once and in the server's words, and what stays open after it.
import { isProblem, sentence } from "#ui/api"
import { ShortAnswer } from "#ui/citizen"
import { dictionary } from "#ui/i18n"
import { fromFen, grouped, toFen } from "#ui/money"
import type { z } from "zod"
import type { payerBill } from "../../portal-contract.ts"
import { partBounds, partFault } from "../../rules/part.ts"

type Bill = z.output<typeof payerBill>

const useText = dictionary({
  label: ["{item} 这次缴多少（元）", "{item}: pay how much now (CNY)"],
  bounds: ["最少 {least} 元，最多 {most} 元。", "At least {least}, at most {most}."],
  whole: ["只能一次缴清 {most} 元。", "Only the whole {most} can be paid."],
  rest: ["付后还欠 {rest} 元，截止 {day}。", "{rest} stays open, due {day}."],
  restLate: [
    "付后还欠 {rest} 元；已过截止日 {day}，余额继续计违约金。",
    "{rest} stays open; it was due {day}, and the late fee goes on.",
  ],
  settles: ["付后这张账单结清。", "This settles the bill."],
  ownChoice: [
    "金额由您自己定；付后这张账单就结清，不再收取。",
    "The amount is yours to choose; after it the bill is closed.",
  ],
  unread: ["请填金额，例如 100 或 100.50。", "Enter an amount, such as 100 or 100.50."],
  over: ["最多 {most} 元；请改小。", "At most {most}; lower it."],
  nothing: ["金额须大于 0。", "The amount must be above zero."],
  below: [
    "每次至少 {least} 元（最后一次除外）；请改大。",
    "At least {least} at a time, the last part apart; raise it.",
  ],
})

const termsOf = (bill: Bill) => ({
  owedFen: toFen(bill.owed) ?? 0n,
  allowPartial: bill.allowPartial,
  minPartialFen: toFen(bill.minPartial) ?? 0n,
})

/** The amount as the server takes it, or null while it cannot be paid. */
export function payableAmount(bill: Bill, typed: string): string | null {
  const fen = toFen(typed.trim())
  return fen === null || partFault(termsOf(bill), fen) ? null : fromFen(fen)
}

/** The server's sentence for the line at this place, when it was about its amount. */
const refusedAt = (error: unknown, at: number): boolean =>
  isProblem(error) && error.problem.field === `lines.${at}.amount`

/** Whether the sentence stands at a field already. */
export const isAtField = (error: unknown, chosen: readonly Bill[]): boolean =>
  chosen.some((bill, at) => bill.allowPartial && refusedAt(error, at))

export interface PartAmountProps {
  bill: Bill
  typed: string
  change: (typed: string) => void
  /** Place of the bill among the chosen ones. */
  at: number
  problem: unknown
}

export function PartAmount({ bill, typed, change, at, problem }: PartAmountProps) {
  const t = useText()
  const terms = termsOf(bill)
  const bounds = partBounds(terms)
  const [least, most] = [grouped(fromFen(bounds.leastFen)), grouped(fromFen(bounds.mostFen))]
  const fen = toFen(typed.trim())
  const faultOf = (): string | null => {
    if (fen === null) return t("unread")
    const fault = partFault(terms, fen)
    if (fault === "over") return fen <= 0n ? t("nothing") : t("over", { most })
    if (fault === "below") return t("below", { least })
    return fault === "whole" ? t("whole", { most }) : null
  }
  const fault = faultOf() ?? (refusedAt(problem, at) ? sentence(problem, t.lang) : null)
  return (
    <ShortAnswer
      label={t("label", { item: `${bill.item} ${bill.period}` })}
      value={typed}
      change={change}
      mode="decimal"
      maxLength={13}
      fault={fault}
      hint={
        <>
          {bounds.leastFen === bounds.mostFen ? t("whole", { most }) : t("bounds", { least, most })}{" "}
          {fen === null || fault ? null : after(fen)}
        </>
      }
    />
  )

  function after(paidFen: bigint): string {
    if (bill.kind === "open") return t("ownChoice")
    if (paidFen === terms.owedFen) return t("settles")
    const rest = grouped(fromFen(terms.owedFen - paidFen))
    return t(bill.daysLate > 0 ? "restLate" : "rest", { rest, day: bill.dueOn })
  }
}
