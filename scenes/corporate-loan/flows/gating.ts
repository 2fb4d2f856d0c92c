// The gates of a draw read from the case: each answer with its reason, and the refusal that names its figures.
import type { z } from "zod"
import { ledgerOn, type Ctx } from "#kernel/flow"
import type { Outcome, Refusal } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { chargesOf } from "#products/collateral"
import { depositOf } from "#products/deposit"
import { limitFigures } from "#products/limit"
import type { payee } from "../model.ts"
import { refuse } from "../refusals.ts"
import { checkDraw, checkPayees, drawGates, mustEntrust, type Gate, type Payment, type PaymentLines } from "../rules.ts"
import { affiliateNames } from "./authority.ts"
import { fenOf, productOf, yuan, type CaseRow } from "./case.ts"
import { conditionsOf, drawsOf, legsOf, openRedOf, unregistered } from "./facts.ts"
import { checkAmount } from "./intake.ts"
import { projectViewOf } from "./sizing.ts"

export type Payee = z.output<typeof payee>

export interface Drawing {
  amount: string
  mode: "self" | "entrusted"
  payees: Payee[]
  bureauCheckedOn: string
  needConfirmed: boolean
  papersLater: boolean
}

type Refused = { ok: false; refusal: Refusal }
const refusalOf = (outcome: Outcome<unknown>): Refused | null => (outcome.ok ? null : outcome)

const payments = (payees: readonly Payee[]): Payment[] =>
  payees.map((one) => ({
    payee: one.name,
    account: one.account,
    amountFen: fenOf(one.amount),
    contractRef: one.contractRef,
  }))

export async function undrawnFen(ctx: Ctx, row: CaseRow): Promise<bigint> {
  if (!row.limit_no || !row.contract_no) return 0n
  const { reserved } = await limitFigures(ledgerOn(ctx.db), row.limit_no)
  return reserved
}

/** Everything a draw waits for, without a word about a particular one: the case page shows it before a draw is asked. */
export async function standingGates(ctx: Ctx, row: CaseRow, today: string): Promise<Gate[]> {
  const blank = {
    amount: "0",
    mode: "entrusted" as const,
    payees: [],
    bureauCheckedOn: row.bureau_checked_on ?? "",
    needConfirmed: true,
    papersLater: false,
  }
  const facts = await gateFacts(ctx, row, blank, today)
  const gates = drawGates({ ...facts, bureauCheckedOn: row.bureau_checked_on })
  return gates.filter(
    (gate) => gate.code !== "payees" && gate.code !== "unused" && (gate.code !== "equity" || row.project),
  )
}

/** The sentence without its end: a checklist that is read moves nothing anyway. */
const reasonOf = (refused: Refused | null): string | null =>
  refused?.refusal.zh.replace(/。未作任何变动。$/, "") ?? null

export async function gatesOf(ctx: Ctx, row: CaseRow, input: Drawing, today: string) {
  const equity = await equityRefusal(ctx, row, fenOf(input.amount), today)
  const payment = await paymentRefusal(ctx, row, input, today)
  const size = refusalOf(checkAmount(fenOf(input.amount), await undrawnFen(ctx, row)))
  const facts = await gateFacts(ctx, row, input, today)
  const gates = drawGates({
    ...facts,
    equityRefusal: reasonOf(equity),
    paymentRefusal: reasonOf(payment),
  })
  return { gates, refusal: size ?? equity ?? payment }
}

async function gateFacts(ctx: Ctx, row: CaseRow, input: Drawing, today: string) {
  const legs = await legsOf(ctx, row.id)
  const conditions = await conditionsOf(ctx, row)
  const insured = new Set(["housing", "plant", "commercial", "equipment", "vehicle"])
  return {
    openConditions: conditions.filter((one) => one.met_on === null).map((one) => one.text),
    contractNo: row.contract_no,
    unregistered: unregistered(legs, await chargesOf(ctx, row.case_no)),
    uninsured: legs.filter((leg) => insured.has(leg.class) && !leg.insuranceNo).map((leg) => leg.title),
    equityRefusal: null as string | null,
    permitValidTo: row.permit_valid_to,
    bureauCheckedOn: input.bureauCheckedOn || null,
    bureauDaysMax: await parameter<number>(ctx, "corporate-loan.bureau-days", today),
    needConfirmed: input.needConfirmed,
    hasAccount: (await depositOf(ctx, row.party_id)) !== null,
    paymentRefusal: null as string | null,
    openRed: await openRedOf(ctx, row.id),
    today,
  }
}

/** R10: loan money follows equity and work. */
async function equityRefusal(ctx: Ctx, row: CaseRow, amountFen: bigint, today: string): Promise<Refused | null> {
  const project = await projectViewOf(ctx, row, today)
  if (!project) return null
  const drawn = (await drawsOf(ctx, row.id)).filter((one) => one.state === "paid")
  const standing = {
    loanFen: row.approved_fen!,
    equityRequiredFen: fenOf(project.equityRequired),
    equityPaidFen: fenOf(project.equityPaid),
    progressBp: project.progressBp,
  }
  const drawnFen = drawn.reduce((sum, one) => sum + one.amount_fen, 0n)
  return refusalOf(checkDraw(standing, drawnFen, amountFen))
}

async function paymentRefusal(ctx: Ctx, row: CaseRow, input: Drawing, today: string): Promise<Refused | null> {
  const own = payments(input.payees)
  const affiliates = refusalOf(checkPayees(own, await affiliateNames(ctx, row.party_id)))
  if (affiliates) return affiliates
  const sumFen = own.reduce((sum, one) => sum + one.amountFen, 0n)
  if (input.mode === "entrusted") {
    if (sumFen === fenOf(input.amount)) return null
    return refuse["E-PAYEE-SUM"]({ sum: yuan(sumFen), amount: input.amount }, "payees")
  }
  if (sumFen > fenOf(input.amount)) return refuse["E-PAYEE-SUM"]({ sum: yuan(sumFen), amount: input.amount }, "payees")
  return entrustRefusal(ctx, row, own, today)
}

async function entrustRefusal(ctx: Ctx, row: CaseRow, own: Payment[], today: string): Promise<Refused | null> {
  const yuanLines = await parameter<{ projectYuan: number; workingCapitalYuan: number }>(
    ctx,
    "corporate-loan.entrusted-yuan",
    row.signed_on ?? row.accepted_on,
  )
  const lines: PaymentLines = {
    projectFen: BigInt(yuanLines.projectYuan) * 100n,
    workingCapitalFen: BigInt(yuanLines.workingCapitalYuan) * 100n,
  }
  const product = productOf(row)
  const earlierToday = await paidToday(ctx, row, today)
  const why = mustEntrust({ product, payments: own, earlierToday, lines, isNewAndAverage: row.is_new_client })
  if (!why) return null
  if (why.code === "NEW-CLIENT") return refuse["E-NEW-CLIENT"]({}, "mode")
  const line = product === "project" ? lines.projectFen : lines.workingCapitalFen
  return refuse["E-ENTRUST"]({ payee: why.payee, sum: yuan(why.sumFen), line: yuan(line) }, "mode")
}

/** What the same borrower was paid today already, by whatever case. */
async function paidToday(ctx: Ctx, row: CaseRow, today: string): Promise<Payment[]> {
  const latest = await ctx.db
    .selectFrom("corporate_draw")
    .innerJoin("corporate_case", "corporate_case.id", "corporate_draw.case_id")
    .select(["corporate_draw.payees"])
    .where("corporate_case.party_id", "=", row.party_id)
    .where("corporate_draw.state", "=", "paid")
    .where("paid_on", "=", today)
    .execute()
  return latest.flatMap((one) => payments(one.payees as unknown as Payee[]))
}
