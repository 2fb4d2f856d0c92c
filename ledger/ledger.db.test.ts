// The posting function against the plain model, batch by batch: every answer and every counter must agree.
// Promises: 1 sums are zero per book and unit · 2 a hold ends once · 3 a refusal changes nothing · 4 a repeat answers
// the same and moves nothing · 5 bounds are never crossed · 6 input order decides · 7 chains are all or nothing ·
// 8 numbers have no gaps · 9 proof and export agree at the end.
import { PassThrough } from "node:stream"
import { describe, expect, test } from "vitest"
import { useDatabase } from "../tests/support/database.ts"
import { bigints, instants, ints, smallints, uuids } from "./encode.ts"
import { newId } from "./id.ts"
import { exportBook, liftFreeze, placeFreeze, prove, proveExport } from "./index.ts"
import { ReferenceLedger, type ModelAccount, type ModelTransfer } from "./reference-model.ts"
import { resultCode } from "./refusals.ts"
import { codes, firstDate, open, prepareBook, queryable, seeded, type Random } from "./testing.ts"
import type { AccountSpec, Queryable } from "./types.ts"

const d = useDatabase()
const nowMs = Date.UTC(2026, 0, 5, 2)
const runs = Number(process.env.LEDGER_FUZZ_RUNS ?? 12)
const firstSeed = Number(process.env.LEDGER_FUZZ_SEED ?? 1)

const shapes: Partial<AccountSpec>[] = [
  { side: "debit" },
  { min: 0n },
  { min: 0n, max: 200n },
  { side: "debit", min: 0n },
  { side: "debit", min: 0n, max: 300n },
  { min: -50n },
  {},
  { unit: 2 },
  { unit: 2, side: "debit" },
  { book: 2 },
]

interface World {
  model: ReferenceLedger
  ids: bigint[]
  random: Random
  known: ModelTransfer[]
  holds: string[]
}

async function world(q: Queryable, random: Random): Promise<World> {
  const model = new ReferenceLedger()
  model.codes.set(codes.plain, { isActive: true, needsApproval: false })
  model.codes.set(codes.approved, { isActive: true, needsApproval: true })
  model.codes.set(codes.retired, { isActive: false, needsApproval: false })
  const ids: bigint[] = []
  for (const [index, shape] of shapes.entries()) {
    const id = await open(q, `fuzz:${random.seed}:${index}`, shape)
    ids.push(id)
    model.accounts.set(id, {
      ...{ id, book: shape.book ?? 1, unit: shape.unit ?? 1, isDebitNormal: shape.side === "debit", isClosed: false },
      ...{ min: shape.min ?? null, max: shape.max ?? null, frozen: 0n },
      ...{ debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n },
    })
  }
  return { model, ids, random, known: [], holds: [] }
}

/** Mostly sound transfers, so that balances grow, with every kind of trouble mixed in. */
function batch({ ids, random, known, holds }: World, isPlain: boolean): ModelTransfer[] {
  const made: ModelTransfer[] = []
  const count = 1 + random.below(25)
  while (made.length < count) {
    let one: ModelTransfer = {
      ...{
        id: newId(),
        debit: ids[random.below(7)]!,
        credit: ids[random.below(7)]!,
        amount: BigInt(1 + random.below(60)),
      },
      ...{ code: codes.plain, flags: 0, pending: null, expiresAtMs: null },
    }
    if (random.chance(0.1)) one = { ...one, debit: ids[7]!, credit: ids[8]! }
    if (random.chance(0.02)) one.debit = random.pick([999_999n, ids[8]!, ids[9]!])
    if (random.chance(0.02)) one.amount = random.pick([0n, -5n, 200_000_000_000_000_000n, 9_000_000_000_000_000_000n])
    if (random.chance(0.02)) one.code = random.pick([codes.approved, codes.retired, 99])
    if (!isPlain) {
      const open = [...holds, ...made.filter((m) => m.flags & 2).map((m) => m.id)]
      if (random.chance(0.25)) {
        one.flags = 2
        if (random.chance(0.2)) one.expiresAtMs = nowMs + random.pick([-1000, 1000])
      } else if (random.chance(0.3) && open.length > 0) {
        one = { ...one, flags: random.chance(0.6) ? 4 : 8, pending: random.pick(open), debit: 0n, credit: 0n }
        one.amount = one.flags === 8 || random.chance(0.5) ? 0n : BigInt(1 + random.below(70))
      }
      if (random.chance(0.2)) one.flags |= 1
    }
    if (random.chance(0.04) && known.length > 0) one = { ...random.pick(known) }
    if (random.chance(0.03) && known.length > 0) one.id = random.pick(known).id
    if (random.chance(0.04) && made.length > 0) one = { ...random.pick(made) }
    if (random.chance(0.02) && made.length > 0) one.id = random.pick(made).id
    made.push(one)
  }
  return made
}

async function postRaw(q: Queryable, sent: ModelTransfer[], isWhole: boolean, date: string | null): Promise<string[]> {
  const none = Buffer.alloc(12)
  const empty = (oid: number) => (none.writeInt32BE(oid, 8), Buffer.from(none))
  const hasFlags = sent.some((one) => one.flags)
  const { rows } = await q.query({
    text: `select o_codes from ledger_post(1::smallint, $1::date, $2, $3, $4::uuid[], $5::bigint[], $6::bigint[],
      $7::bigint[], $8::int[], $9::smallint[], $10::uuid[], $11::timestamptz[], null, $12::uuid[], $13::int[],
      $14::smallint[], $15::text[], $15::text[], $15::text[], $15::text[], $15::text[], $12::uuid[], $14::smallint[],
      true)`,
    values: [
      ...[date, new Date(nowMs), isWhole, uuids(sent.map((one) => one.id)), bigints(sent.map((one) => one.debit))],
      ...[
        bigints(sent.map((one) => one.credit)),
        bigints(sent.map((one) => one.amount)),
        ints(sent.map((one) => one.code)),
      ],
      hasFlags ? smallints(sent.map((one) => one.flags)) : null,
      hasFlags ? uuids(sent.map((one) => one.pending)) : null,
      hasFlags ? instants(sent.map((one) => (one.expiresAtMs === null ? null : new Date(one.expiresAtMs)))) : null,
      ...[empty(2950), empty(23), empty(21), empty(25)],
    ],
  })
  const numbers: number[] | null = rows[0].o_codes
  return numbers ? numbers.map(resultCode) : sent.map(() => "ok")
}

async function compare(q: Queryable, model: ReferenceLedger, ids: bigint[]): Promise<void> {
  const { rows } = await q.query({
    text: `select id::text, debits_pending::text as dp, debits_posted::text as d, credits_pending::text as cp,
      credits_posted::text as c from ledger_account where id = any($1::bigint[]) order by id`,
    values: [bigints(ids)],
  })
  const kept = rows.map((row) => [row.id, row.dp, row.d, row.cp, row.c].join(" "))
  const expected = ids.map((id) => lineOf(model.accounts.get(id)!)).toSorted()
  expect(kept.toSorted(), "promises 3 and 5: counters").toEqual(expected)
}

function lineOf(one: ModelAccount): string {
  return [one.id, one.debitsPending, one.debitsPosted, one.creditsPending, one.creditsPosted].join(" ")
}

async function maybeFreeze(
  q: Queryable,
  { random, ids, model }: World,
  frozen: { id: string; at: bigint }[],
): Promise<void> {
  if (frozen.length > 0 && random.chance(0.5)) {
    const { id, at } = frozen.pop()!
    await liftFreeze(q, id, { reason: "end", actor: "court" })
    model.accounts.get(at)!.frozen -= 20n
  } else if (random.chance(0.4)) {
    const at = ids[random.below(7)]!
    const id = newId()
    const place = { amount: 20n, documentNumber: "1", authority: "court", fromOn: firstDate, untilOn: null, actor: "t" }
    await placeFreeze(q, { id, account: at as never, ...place })
    model.accounts.get(at)!.frozen += 20n
    frozen.push({ id, at })
  }
}

describe("posting agrees with the plain model", () => {
  for (let run = 0; run < runs; run += 1) {
    const seed = firstSeed + run
    test(`seed ${seed}`, async () => {
      const q = queryable(d.pool)
      await prepareBook(q)
      const random = seeded(seed)
      const it = await world(q, random)
      const frozen: { id: string; at: bigint }[] = []
      for (let round = 0; round < 30; round += 1) {
        const sent = batch(it, run % 3 === 0)
        const isWhole = random.chance(0.15)
        const isDayOpen = !random.chance(0.04)
        it.model.settle()
        const expected = it.model.post(sent, { book: 1, isDayOpen, nowMs, isWhole })
        const answers = await postRaw(q, sent, isWhole, isDayOpen ? random.pick([null, firstDate]) : "2026-01-01")
        expect(answers, `seed ${seed} round ${round}: ${show(sent, expected, answers)}`).toEqual(expected)
        await compare(q, it.model, it.ids)
        for (const one of sent) if (it.model.transfers.has(one.id)) it.known.push({ ...one, flags: one.flags & ~1 })
        it.holds = [...it.model.transfers.values()]
          .filter((one) => one.flags & 2)
          .map((one) => one.id)
          .slice(-12)
        await maybeFreeze(q, it, frozen)
      }
    })
  }

  test("promises 1, 8, 9: the proof and an export of all that was posted", async () => {
    const q = queryable(d.pool)
    const proof = await prove(q)
    expect(proof.failures).toEqual([])
    expect(proof.transfers).toBeGreaterThan(1_000)
    const client = await d.connect()
    const pipe = new PassThrough()
    const reading = proveExport(pipe)
    await exportBook(queryable(client), pipe)
    pipe.end()
    await client.end()
    const read = await reading
    expect(read.failures).toEqual([])
    expect(read.transfers).toBe(proof.transfers)
  })
})

/** One line a transfer, the differing ones marked, for a failing run. */
function show(sent: ModelTransfer[], expected: string[], answers: string[]): string {
  const lines = sent.map((one, place) => {
    const mark = expected[place] === answers[place] ? " " : "*"
    const pending = one.pending ? ` of ${one.pending.slice(9, 23)}` : ""
    const what = `${one.id.slice(9, 23)} f${one.flags} ${one.debit}→${one.credit} ${one.amount} c${one.code}${pending}`
    return `${mark}${place} ${what}: ${expected[place]} / ${answers[place]}`
  })
  return `\n${lines.join("\n")}\n`
}
