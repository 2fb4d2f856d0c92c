// Promises: 1 paid = released + returned + held at every moment; 2 silence confirms only when its day has ended; 3 a
// dispute stops the clock and gives the place back; 4 a batch pays each line once, frozen and asked-back ones not at all;
// 5 a killed batch goes on; 6 a difference with the bank stops releases; 7 a claim is paid once under its number.
import fc from "fast-check"
import { sql } from "kysely"
import { expect, it, test } from "vitest"
import { prove } from "#ledger"
import { ledgerOn, type FlowCtx } from "#kernel/flow"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import { balanceFen, subjectKey } from "#products/deposit"
import { useBank } from "../../tests/support/bank.ts"
import { approveRunoff, bounceClaim, confirmClaim, openRunoff } from "./claims.ts"
import { askEvidence, confirmByOwner, disputeEvidence, settleDispute } from "./evidence.ts"
import { askFreeze, askLift, freezeById, liftIt, setFreeze } from "./freeze.ts"
import { componentStates, holdReleases, type Holding } from "./holding.ts"
import { payDeposit, poolById, type Pool } from "./pool.ts"
import { holdingProof } from "./proof.ts"
import { explainRecon, runRecon, takeBankLines } from "./recon.ts"
import { makeBatch } from "./release.ts"
import { returnMoney } from "./returns.ts"
import { cumulativeFen } from "./rules.ts"
import { inFlow, runWaitingJobs, testHolding, testPool } from "./testing.ts"

const b = useBank("2026-04-24")
const db = () => b.branch.database.db
const run = <T>(work: (ctx: FlowCtx) => Promise<Outcome<T>>) =>
  inFlow(b.system(), { run: work as never }) as Promise<Outcome<T>>

async function ask(holding: Holding, count: number, dueOn: string, prefix = "L"): Promise<string[]> {
  const [tuition] = (await componentStates(b.system(), [holding.id]))
    .get(holding.id)!
    .filter((c) => c.name === "tuition")
  const made = await run((ctx) =>
    askEvidence(
      ctx,
      Array.from({ length: count }, (_, at) => ({
        componentId: tuition!.componentId,
        objectId: `${prefix}${at}`,
        happenedAt: new Date(Date.parse("2026-04-20T10:00:00+08:00") + at * 60_000),
        dueOn,
      })),
    ),
  )
  expectOk(made)
  const rows = await db()
    .selectFrom("custody_evidence")
    .select("id")
    .where("holding_id", "=", holding.id)
    .orderBy("happened_at")
    .execute()
  return rows.map((row) => row.id)
}

const line = (id: string) =>
  db().selectFrom("custody_evidence").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
const yes = async (id: string) => run(async (ctx) => confirmByOwner(ctx, await line(id)))
const tuition = async (holding: Holding) =>
  (await componentStates(b.system(), [holding.id])).get(holding.id)!.find((one) => one.name === "tuition")!
const pool = async (id: string): Promise<Pool> => (await poolById(b.system(), id))!
const release = async (id: string) => {
  const made = await run(async (ctx) => makeBatch(ctx, { pool: await pool(id), cutoffAt: ctx.clock.now() }))
  await runWaitingJobs(b)
  return made
}

test("promises 1 and 4: confirmed steps are paid once, in one batch, with the steps beside them", async () => {
  const p = await testPool(b, "示例甲")
  const ownerId = await b.firm("家长甲")
  const holding = await testHolding(b, { pool: p, ownerId, tuitionFen: 299_900n, steps: 32 })
  const ids = await ask(holding, 5, "2026-05-19")
  for (const id of ids) expectOk(await yes(id))
  expect(await yes(ids[0]!)).toMatchObject({ ok: false, refusal: { code: "custody/E-EVIDENCE-STATE" } })
  const before = await balanceFen(ledgerOn(db()), p.settlement_no!)
  const made = expectOk(await release(p.id))
  expect(made).toMatchObject({ lines: 5, amountFen: 9372n * 4n + 9371n })
  expect((await balanceFen(ledgerOn(db()), p.settlement_no!)) - before).toBe(46_859n)
  const state = await tuition(holding)
  expect(state).toMatchObject({ heldFen: 253_041n, releasedFen: 46_859n, stepsLeft: 27n, queuedFen: 0n, done: 5 })
  expect(await release(p.id)).toMatchObject({ ok: false, refusal: { code: "custody/E-NOTHING" } })
  expect(await holdingProof(b.system(), holding)).toMatchObject({ isTrue: true })
  expect(await prove(ledgerOn(db()))).toMatchObject({ ok: true })
})

it("T8 asked on Fri 2026-04-24: silence of 15 working days confirms at the end of 2026-05-19", async () => {
  const p = await testPool(b, "示例乙")
  const holding = await testHolding(b, { pool: p, ownerId: await b.firm("家长乙"), tuitionFen: 240_000n, steps: 10 })
  const [silent, disputed] = await ask(holding, 2, "2026-05-19")
  expectOk(await run(async (ctx) => disputeEvidence(ctx, await line(disputed!), "孩子当天没有去上课")))
  await b.advanceTo("2026-05-19")
  expect((await line(silent!)).state).toBe("asked")
  await b.advanceTo("2026-05-20")
  expect(await line(silent!)).toMatchObject({ state: "queued", decided_by: "silence", k: 1, release_fen: 24_000n })
  expect((await line(disputed!)).state).toBe("disputed")
  expectOk(
    await run(async (ctx) =>
      settleDispute(ctx, await line(disputed!), { stands: false, reason: "核实未上课", by: "authority" }),
    ),
  )
  expect((await line(disputed!)).state).toBe("void")
  expect(await tuition(holding)).toMatchObject({ unearnedFen: 216_000n, done: 1 })
})

test("promise 3: a line that silence confirmed may still be disputed, and those behind it move up", async () => {
  const p = await testPool(b, "示例丙")
  const holding = await testHolding(b, { pool: p, ownerId: await b.firm("家长丙"), tuitionFen: 100_000n, steps: 3 })
  const ids = await ask(holding, 3, "2026-05-20")
  await b.advanceTo("2026-05-21")
  expect((await Promise.all(ids.map(line))).map((one) => one.release_fen)).toEqual([33_333n, 33_334n, 33_333n])
  expectOk(await run(async (ctx) => disputeEvidence(ctx, await line(ids[1]!), "老师请假没有补课")))
  const after = await Promise.all(ids.map(line))
  expect(after.map((one) => one.k)).toEqual([1, null, 2])
  expect(after[2]!.release_fen).toBe(33_334n)
  expect(await tuition(holding)).toMatchObject({ unearnedFen: 33_333n, queuedFen: 66_667n })
})

test("more steps than agreed are refused before anything is asked", async () => {
  const p = await testPool(b, "示例丁")
  const holding = await testHolding(b, {
    pool: p,
    ownerId: await b.firm("家长丁"),
    tuitionFen: 100_000n,
    steps: 2,
    freeSteps: 1,
  })
  await ask(holding, 3, "2026-06-30")
  const { componentId } = await tuition(holding)
  const more = { componentId, objectId: "X", happenedAt: b.branch.clock.now(), dueOn: "2026-06-30" }
  expect(await run((ctx) => askEvidence(ctx, [more]))).toMatchObject({
    ok: false,
    refusal: { code: "custody/RELEASE_OVER_UNEARNED" },
  })
})

test("T3 PAID_ONLY: gifts come last and release nothing", async () => {
  const p = await testPool(b, "示例赠")
  const holding = await testHolding(b, {
    pool: p,
    ownerId: await b.firm("家长赠"),
    tuitionFen: 480_000n,
    steps: 40,
    freeSteps: 4,
  })
  const ids = await ask(holding, 41, "2026-06-30")
  for (const id of ids) expectOk(await yes(id))
  expectOk(await release(p.id))
  expect(await tuition(holding)).toMatchObject({ releasedFen: 480_000n, unearnedFen: 0n, stepsLeft: 3n })
})

test("promise 4: frozen and asked-back agreements stay out of a batch; refunds go on under a freeze of releases", async () => {
  const p = await testPool(b, "示例戊")
  const owner = await b.firm("家长戊")
  const spec = { pool: p, ownerId: owner, tuitionFen: 120_000n, steps: 12 }
  const [a, frozen, asked] = [await testHolding(b, spec), await testHolding(b, spec), await testHolding(b, spec)]
  for (const holding of [a, frozen, asked])
    for (const id of await ask(holding, 2, "2026-06-30")) expectOk(await yes(id))
  const paper = { documentNo: "示例函〔2026〕1号", authority: "示例教育局", reason: "家长投诉核查", untilOn: null }
  const one = expectOk(
    await run(async (ctx) => ok(await askFreeze(ctx, { pool: p, holdingId: frozen.id, scope: "holding", ...paper }))),
  )
  expectOk(await run(async (ctx) => setFreeze(ctx, (await freezeById(ctx, one.id))!)))
  expectOk(await run(async (ctx) => ok(await holdReleases(ctx, asked.id, true))))
  expect(expectOk(await release(p.id))).toMatchObject({ lines: 2, amountFen: 20_000n })
  const whole = expectOk(
    await run(async (ctx) => ok(await askFreeze(ctx, { pool: p, holdingId: null, scope: "pool_release", ...paper }))),
  )
  expectOk(await run(async (ctx) => setFreeze(ctx, (await freezeById(ctx, whole.id))!)))
  expect(await release(p.id)).toMatchObject({ ok: false, refusal: { code: "custody/E-FROZEN" } })
  const back = { reason: "退班", to: subjectKey("1003", "XX"), route: "transfer" as const, ends: true }
  const parts = [{ name: "tuition", amountFen: 100_001n }]
  expect(await run((ctx) => returnMoney(ctx, { holding: asked, parts, ...back }))).toMatchObject({
    ok: false,
    refusal: { code: "custody/REFUND_OVER_PAID" },
  })
  expectOk(
    await run((ctx) =>
      returnMoney(ctx, { holding: asked, parts: [{ name: "tuition", amountFen: 100_000n }], ...back }),
    ),
  )
  expect(await tuition(asked)).toMatchObject({ heldFen: 20_000n, unearnedFen: 0n, stepsLeft: 2n })
  expectOk(await run(async (ctx) => askLift(ctx, (await freezeById(ctx, whole.id))!, "核查完毕")))
  expectOk(await run(async (ctx) => liftIt(ctx, (await freezeById(ctx, whole.id))!)))
  expect(expectOk(await release(p.id))).toMatchObject({ lines: 2 })
})

test("a court's freeze stops refunds too, and holds on the ledger itself", async () => {
  const p = await testPool(b, "示例己")
  const holding = await testHolding(b, { pool: p, ownerId: await b.firm("家长己"), tuitionFen: 90_000n, steps: 9 })
  const paper = { documentNo: "（2026）示例执1号", authority: "示例人民法院", reason: "司法冻结", untilOn: null }
  const one = expectOk(
    await run(async (ctx) => ok(await askFreeze(ctx, { pool: p, holdingId: null, scope: "pool_all", ...paper }))),
  )
  expectOk(await run(async (ctx) => setFreeze(ctx, (await freezeById(ctx, one.id))!)))
  const back = { reason: "退班", to: subjectKey("1003", "XX"), route: "transfer" as const, ends: true }
  const parts = [{ name: "tuition", amountFen: 90_000n }]
  expect(await run((ctx) => returnMoney(ctx, { holding, parts, ...back }))).toMatchObject({
    ok: false,
    refusal: { code: "custody/E-FROZEN" },
  })
  const { accountKey } = await tuition(holding)
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from ledger_freeze f
    join ledger_account_detail d on d.id = f.account_id where d.key = ${accountKey}`.execute(db())
  expect(rows[0]!.n).toBe(1n)
})

test("promise 5: a batch that was cut off after its first commit goes on and pays the rest once", async () => {
  const p = await testPool(b, "示例庚")
  const holding = await testHolding(b, { pool: p, ownerId: await b.firm("家长庚"), tuitionFen: 999_999n, steps: 60 })
  for (const id of await ask(holding, 50, "2026-06-30")) expectOk(await yes(id))
  const made = expectOk(await run(async (ctx) => makeBatch(ctx, { pool: await pool(p.id), cutoffAt: ctx.clock.now() })))
  // As if the process had died after the job was taken: it is found running and run again, twice at once.
  await db().updateTable("job").set({ state: "running" }).where("id", "=", made.jobId).execute()
  const { runJob } = await import("#kernel/job")
  await Promise.all([runJob(b.system(), made.jobId), runJob(b.system(), made.jobId)])
  const state = await tuition(holding)
  expect(state.releasedFen).toBe(cumulativeFen({ paidFen: 999_999n, steps: 60 }, 50))
  expect(state.heldFen).toBe(999_999n - state.releasedFen)
})

test("promise 6: a difference with the bank stops releases until it is explained", async () => {
  const p = await testPool(b, "示例辛")
  const holding = await testHolding(b, { pool: p, ownerId: await b.firm("家长辛"), tuitionFen: 300_000n, steps: 10 })
  for (const id of await ask(holding, 1, "2026-06-30")) expectOk(await yes(id))
  const today = await b.today()
  const bank = { poolId: p.id, bookedOn: today, direction: "in", purpose: "receipt" } as const
  const lines = [{ ...bank, reference: "R1", amountFen: 300_000n, balanceFen: 258_000n }]
  expectOk(await run(async (ctx) => ok(await takeBankLines(ctx, lines))))
  const bad = expectOk(await run(async (ctx) => ok(await runRecon(ctx, { pool: await pool(p.id), day: today }))))
  expect(bad).toMatchObject({ state: "different", difference_fen: -42_000n, ledger_difference_fen: 0n })
  expect(await release(p.id)).toMatchObject({ ok: false, refusal: { code: "custody/E-STOPPED" } })
  expectOk(await run((ctx) => explainRecon(ctx, bad, "银行次日补记一笔 420.00 元来款")))
  expect(expectOk(await release(p.id))).toMatchObject({ lines: 1 })
})

test("promise 7: claims are paid once under their number; a bounced one comes back and is paid again", async () => {
  const p = await testPool(b, "示例壬")
  const parents = [await b.firm("家长壬一"), await b.firm("家长壬二")]
  const holdings = []
  for (const ownerId of parents)
    holdings.push(await testHolding(b, { pool: p, ownerId, tuitionFen: 100_000n, steps: 10 }))
  expectOk(await run(async (ctx) => payDeposit(ctx, { pool: p, accountNo: p.settlement_no!, amountFen: 50_000n })))
  const claims = holdings.map((holding, at) => ({
    holdingId: holding.id,
    claimantId: parents[at]!,
    signedAt: holding.signed_at,
    claimFen: at === 0 ? 150_000n : 175_000n,
  }))
  const runoff = expectOk(
    await run(async (ctx) => openRunoff(ctx, { pool: p, reason: "停办清退", documentNo: "示例1号", claims })),
  )
  const rows = () =>
    db().selectFrom("custody_claim").selectAll().where("runoff_id", "=", runoff.id).orderBy("number").execute()
  expect((await rows()).map((row) => [row.own_fen, row.shared_fen])).toEqual([
    [100_000n, 20_000n],
    [100_000n, 30_000n],
  ])
  const payee = { name: "演家长", bank: "示例银行", accountNo: "6222000000001234" }
  for (const row of await rows()) expectOk(await run((ctx) => confirmClaim(ctx, row, payee)))
  expectOk(await run((ctx) => approveRunoff(ctx, runoff, "approval-1")))
  await runWaitingJobs(b)
  await runWaitingJobs(b)
  expect((await rows()).map((row) => row.state)).toEqual(["paid", "paid"])
  const [first] = await rows()
  expectOk(await run((ctx) => bounceClaim(ctx, first!, "户名不符退汇")))
  expect((await rows())[0]).toMatchObject({ state: "failed", number: first!.number })
  expectOk(await run(async (ctx) => confirmClaim(ctx, (await rows())[0]!, payee)))
  expectOk(await run((ctx) => approveRunoff(ctx, { ...runoff, state: "approved" }, "approval-2")))
  await runWaitingJobs(b)
  expect((await rows())[0]).toMatchObject({ state: "paid", number: first!.number, tries: 2 })
  expect(
    (await db().selectFrom("custody_runoff").select("state").where("id", "=", runoff.id).executeTakeFirstOrThrow())
      .state,
  ).toBe("done")
  expect(await prove(ledgerOn(db()))).toMatchObject({ ok: true })
})

test("the database's share function is the one of the rules", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.integer({ min: 1, max: 3_000 }),
      fc.integer({ min: 0, max: 3_200 }),
      async (paidFen, steps, k) => {
        const { rows } = await sql<{ fen: bigint }>`select custody_share(${paidFen}, ${steps}, ${k}) as fen`.execute(
          db(),
        )
        expect(rows[0]!.fen).toBe(cumulativeFen({ paidFen, steps }, k))
      },
    ),
    { numRuns: 200, verbose: true },
  )
})
