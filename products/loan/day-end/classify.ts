// The night's classification: debtors with anything amiss are looked at whole, everybody else is in order by definition.
// Each change of a class is an event of its note with the rule that made it. Harmless when run twice.
import { sql } from "kysely"
import { flow, ledgerOn, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, Progress } from "#kernel/scene"
import { applyChanges, type LoanChange } from "../change.ts"
import { classify, type Classed, type ClassNote } from "../classes.ts"
import type { RiskClass } from "../engine/classify.ts"
import { exposureOf } from "../losses.ts"
import { moneyOf, type LoanRow } from "../note.ts"
import type { Collected } from "../postings.ts"

const partiesAtOnce = 200

export async function classifyNotes(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult> {
  const { rows } = await sql<{ party: string }>`
    select distinct party_id as party from loan where state = 'active' and overdue_since is not null
    union select distinct party_id from loan where state = 'active' and risk_class <> 'pass'
    union select distinct party_id from loan where state = 'active' and observation_until is not null
    union select distinct party_id from loan where state = 'active' and misused_from is not null
    order by 1`.execute(ctx.db)
  let done = 0
  for (let at = 0; at < rows.length; at += partiesAtOnce) {
    const parties = rows.slice(at, at + partiesAtOnce).map((row) => row.party)
    const outcome = await classifyParties(ctx, { parties, day })
    if (!outcome.ok) throw new Error(outcome.refusal.en)
    done += outcome.value
    await progress(Math.min(at + partiesAtOnce, rows.length), rows.length)
  }
  return { done, failed: [] }
}

const classifyParties = flow(
  { name: "loan.classify", permission: null },
  async (ctx, input: { parties: string[]; day: string }): Promise<Outcome<number>> => {
    const loans = await ctx.db
      .selectFrom("loan")
      .innerJoin("party", "party.id", "loan.party_id")
      .selectAll("loan")
      .select("party.kind as party_kind")
      .where("loan.party_id", "in", input.parties)
      .where("loan.state", "=", "active")
      .orderBy("loan.id")
      .forUpdate("loan")
      .execute()
    const money = await moneyOf(
      ledgerOn(ctx.db),
      loans.map((loan) => loan.loan_no),
    )
    const changes: LoanChange[] = []
    for (const party of input.parties) {
      const own = loans.filter((loan) => loan.party_id === party)
      const notes = own.map((loan) => noteOf(loan, money.get(loan.loan_no)!))
      for (const found of classify(notes, own[0]?.party_kind === "person", input.day)) {
        changes.push(
          changeOf(
            own.find((loan) => loan.loan_no === found.loanNo)!,
            found,
            input.day,
          ),
        )
      }
    }
    await applyChanges(ctx, changes)
    ctx.note({ object: "day-end", objectId: input.day, after: { step: "loan.classify", changed: changes.length } })
    return ok(changes.length)
  },
)

/** A note as the rules of classes see it. */
export const noteOf = (loan: LoanRow, money: Collected): ClassNote => ({
  loanNo: loan.loan_no,
  riskClass: loan.risk_class as RiskClass,
  exposureFen: exposureOf(money),
  everyMonths: loan.every_months,
  overdueSince: loan.overdue_since,
  curedOn: loan.cured_on,
  isMisused: loan.misused_from !== null,
  isImpaired: loan.impaired_on !== null,
  judgedClass: loan.judged_class as RiskClass | null,
  restructuredOn: loan.restructured_on,
  observationFrom: loan.observation_from,
  observationUntil: loan.observation_until,
})

function changeOf(loan: LoanRow, found: Classed, day: string): LoanChange {
  const { observation } = found
  const watched = observation ? { observation_from: observation.from, observation_until: observation.until } : {}
  const set = { risk_class: found.to, ...watched }
  if (found.to === found.from) return { row: loan, set }
  const parts = { from: found.from, to: found.to, zh: found.zh, en: found.en }
  return { row: loan, set, event: { kind: "class_changed", amountFen: 0n, parts, valueOn: day } }
}
