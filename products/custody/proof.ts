// One agreement's proof to the fen, for the person whose money it is: what was paid in, each step with R(k), what was given
// back, what the ledger holds now, and in which sealed day blocks the movements stand.
import { sql } from "kysely"
import { blocks, lines, type Line } from "#ledger"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { componentStates, type Holding } from "./holding.ts"
import { cumulativeFen } from "./rules.ts"

export interface ProofStep {
  k: number
  happenedAt: Date
  decidedBy: string
  decidedAt: Date
  /** Worked out anew from what was paid, not read from the line. */
  cumulativeFen: bigint
  releaseFen: bigint
  isReleased: boolean
}

export interface ComponentProof {
  name: string
  zh: string
  en: string
  paidFen: bigint
  steps: number
  freeSteps: number
  stepsDone: ProofStep[]
  earnedFen: bigint
  releasedFen: bigint
  returnedFen: bigint
  /** Left with the beneficiary by the agreement's own terms at its end. */
  keptFen: bigint
  heldFen: bigint
  unearnedFen: bigint
  /** paid − released − returned − the ledger's balance: zero, or something is wrong. */
  differenceFen: bigint
  movements: Line[]
}

export interface HoldingProof {
  number: string
  components: ComponentProof[]
  isTrue: boolean
  /** The sealed days in which the movements stand, newest first. */
  seals: { date: string; hash: string }[]
}

const movementsMax = 200

export async function holdingProof(ctx: Ctx, holding: Holding): Promise<HoldingProof> {
  const states = (await componentStates(ctx, [holding.id])).get(holding.id) ?? []
  const ledger = ledgerOn(ctx.db)
  const returned = await returnedParts(ctx, holding.id)
  const components: ComponentProof[] = []
  for (const state of states) {
    const evidence = await ctx.db
      .selectFrom("custody_evidence")
      .selectAll()
      .where("component_id", "=", state.componentId)
      .where("k", "is not", null)
      .orderBy("k")
      .execute()
    const stepsDone = evidence.map((line) => ({
      k: line.k!,
      happenedAt: line.happened_at,
      decidedBy: line.decided_by!,
      decidedAt: line.decided_at!,
      cumulativeFen: cumulativeFen(state, line.k!),
      releaseFen: line.release_fen!,
      isReleased: line.state === "released",
    }))
    const { returnedFen, keptFen } = returned.get(state.name) ?? { returnedFen: 0n, keptFen: 0n }
    components.push({
      name: state.name,
      zh: state.zh,
      en: state.en,
      paidFen: state.paidFen,
      steps: state.steps,
      freeSteps: state.freeSteps,
      stepsDone,
      earnedFen: cumulativeFen(state, stepsDone.length),
      releasedFen: state.releasedFen,
      returnedFen,
      keptFen,
      heldFen: state.heldFen,
      unearnedFen: state.unearnedFen,
      differenceFen: state.paidFen - state.releasedFen - returnedFen - keptFen - state.heldFen,
      movements: await lines(ledger, state.accountKey, { limit: movementsMax }),
    })
  }
  const isTrue = components.every(
    (one) =>
      one.differenceFen === 0n &&
      one.stepsDone.every((step, at) => step.k === at + 1) &&
      one.stepsDone.reduce((sum, step) => sum + step.releaseFen, 0n) === one.earnedFen,
  )
  return { number: holding.number, components, isTrue, seals: await sealsOf(ctx, components) }
}

interface GivenBack {
  returnedFen: bigint
  keptFen: bigint
}

async function returnedParts(ctx: Ctx, holdingId: string): Promise<Map<string, GivenBack>> {
  const { rows } = await sql<{ name: string; fen: bigint; kept: bigint }>`
    select part->>'name' as name, sum((part->>'amountFen')::bigint)::bigint as fen,
           sum((part->>'keptFen')::bigint)::bigint as kept
      from custody_return r, jsonb_array_elements(r.parts) part
     where r.holding_id = ${holdingId} and r.state <> 'bounced' group by 1`.execute(ctx.db)
  const found = new Map(rows.map((row) => [row.name, { returnedFen: row.fen, keptFen: row.kept }]))
  const paid = await ctx.db
    .selectFrom("custody_claim")
    .select("own_parts")
    .where("holding_id", "=", holdingId)
    .where("state", "=", "paid")
    .executeTakeFirst()
  for (const part of (paid?.own_parts ?? []) as { name: string; amountFen: string }[]) {
    const before = found.get(part.name) ?? { returnedFen: 0n, keptFen: 0n }
    found.set(part.name, { ...before, returnedFen: before.returnedFen + BigInt(part.amountFen) })
  }
  return found
}

async function sealsOf(ctx: Ctx, components: readonly ComponentProof[]): Promise<{ date: string; hash: string }[]> {
  const seqs = components.flatMap((one) => one.movements.map((line) => line.seq))
  if (seqs.length === 0) return []
  const sealed = (await blocks(ledgerOn(ctx.db), mainBook)).filter((block) => block.hash !== null)
  return sealed
    .filter((block) => seqs.some((seq) => seq >= block.firstSeq && seq <= block.lastSeq))
    .map((block) => ({ date: block.date, hash: block.hash! }))
    .toReversed()
}
