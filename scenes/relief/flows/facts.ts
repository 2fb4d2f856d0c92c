// Gathers what the pure rules look at: the note as it stands, the firm's size, answers, papers and the dated policy.
import { filesOf } from "#kernel/document"
import type { Ctx } from "#kernel/flow"
import { parameter } from "#kernel/rule-data"
import { daysBetween } from "#contract/products/loan"
import { outstandingOf } from "#products/loan"
import type { cashInput, Findings } from "../model.ts"
import type { CashSheet, FirmSize, NoteFacts, ReliefFacts, ReliefPolicy } from "../rules.ts"
import { consentsOf, fenOf, type CaseRow } from "./case.ts"
import type { z } from "zod"

export type CashText = z.output<typeof cashInput>

export async function policyOn(ctx: Ctx, on: string): Promise<ReliefPolicy> {
  return {
    mediumUntilOn: await parameter<string>(ctx, "relief.medium-until", on),
    mediumDayCounts: await parameter<boolean>(ctx, "relief.medium-day-counts", on),
    coverLeast: await parameter<number>(ctx, "relief.cover-least", on),
  }
}

/** A person's business loan is treated as a micro firm's (the policy names owners, sole traders and farmers). */
export const sizeOf = (party: { kind: string; size: string | null }): FirmSize | null =>
  party.kind === "person" ? "micro" : (party.size as FirmSize | null)

export async function noteFactsOf(ctx: Ctx, loanNo: string, on: string): Promise<NoteFacts> {
  const loan = await ctx.db.selectFrom("loan").selectAll().where("loan_no", "=", loanNo).executeTakeFirstOrThrow()
  const { n } = await ctx.db
    .selectFrom("loan_event")
    .select((e) => e.fn.countAll<bigint>().as("n"))
    .where("loan_id", "=", loan.id)
    .where("kind", "=", "extension")
    .where("reversed_by", "is", null)
    .executeTakeFirstOrThrow()
  return {
    state: loan.state,
    method: loan.method,
    startOn: loan.start_on,
    maturesOn: loan.matures_on,
    firstMaturesOn: loan.first_matures_on ?? loan.matures_on,
    everyMonths: loan.every_months,
    overdueDays: loan.overdue_since ? Math.max(0, daysBetween(loan.overdue_since, on)) : 0,
    riskClass: loan.risk_class,
    principalFen: (await outstandingOf(ctx, [loanNo])).get(loanNo) ?? 0n,
    isImpaired: loan.impaired_on !== null,
    extensions: Number(n),
  }
}

export const cashOf = (row: CaseRow): CashText | null => row.cash as unknown as CashText | null
export const findingsOf = (row: CaseRow): Findings => row.findings as unknown as Findings

const sheetOf = (cash: CashText | null): CashSheet | null =>
  cash && {
    inflowFen: fenOf(cash.inflow),
    outflowFen: fenOf(cash.outflow),
    serviceFen: fenOf(cash.service),
    serviceAfterFen: fenOf(cash.serviceAfter),
  }

interface KeptFacts extends Omit<ReliefFacts, "note" | "cash"> {
  note: Omit<NoteFacts, "principalFen"> & { principalFen: string }
  cash: Record<keyof CashSheet, string> | null
}

/** The facts as they were when the case was assessed; null before that. */
export function keptFactsOf(row: CaseRow): ReliefFacts | null {
  const kept = row.facts as unknown as KeptFacts | null
  if (kept === null) return null
  const { note, cash } = kept
  return {
    ...kept,
    note: { ...note, principalFen: BigInt(note.principalFen) },
    cash: cash && {
      inflowFen: BigInt(cash.inflowFen),
      outflowFen: BigInt(cash.outflowFen),
      serviceFen: BigInt(cash.serviceFen),
      serviceAfterFen: BigInt(cash.serviceAfterFen),
    },
  }
}

export async function reliefFactsOf(ctx: Ctx, row: CaseRow, on: string): Promise<ReliefFacts> {
  const party = await ctx.db
    .selectFrom("party")
    .select(["kind", "size"])
    .where("id", "=", row.party_id)
    .executeTakeFirstOrThrow()
  const files = await filesOf(ctx, "relief-case", row.id)
  const answers = Object.entries(findingsOf(row)).map(([name, given]) => [name, given?.answer ?? null])
  return {
    today: on,
    appliedOn: row.applied_on,
    contactedOn: row.contacted_on,
    size: sizeOf(party),
    note: await noteFactsOf(ctx, row.loan_no, on),
    answers: Object.fromEntries(answers) as ReliefFacts["answers"],
    cash: sheetOf(cashOf(row)),
    consents: consentsOf(row),
    papers: [...new Set(files.map((file) => file.kind))],
    policy: await policyOn(ctx, on),
  }
}
