// Closing the day, interrupted everywhere: 1 finished steps are not done again; 2 a failing step stops the day and the
// date stays; 3 a day closed once is never closed twice, nor the next one with it; 4 one book closed and the other not
// is mended.
import { expect, test } from "vitest"
import { closeDay, openDate, prove } from "#ledger"
import { dayToClose, runDayEnd } from "#kernel/day-end"
import { ledgerOn } from "#kernel/flow"
import type { DayEndStep } from "#kernel/scene"
import { useBranch } from "../../tests/support/branch.ts"

const b = useBranch()
const quiet = async () => {}
const runs: string[] = []
let failing = false

const step: DayEndStep = {
  name: "test-step",
  phase: "fees",
  zh: "测试",
  en: "Test",
  run: async (_ctx, day, progress) => {
    runs.push(day)
    await progress(3, 7)
    if (failing) throw new Error("interrupted")
    return { done: 1, failed: [] }
  },
}

const ctx = () => ({ ...b.system(), house: { ...b.house, dayEnd: [step] } })
const date = () => openDate(ledgerOn(b.database.db), 1)

test("promises 1 and 2: a failing step leaves the day open; calling again goes on", async () => {
  failing = true
  await expect(runDayEnd(ctx(), quiet, await date())).rejects.toThrow("interrupted")
  expect(await date()).toBe("2026-03-02")
  failing = false
  const report = await runDayEnd(ctx(), quiet, await date())
  expect(report).toMatchObject({ day: "2026-03-02", nextDay: "2026-03-03" })
  expect(runs).toEqual(["2026-03-02", "2026-03-02"])
  expect(await date()).toBe("2026-03-03")
})

test("promise 3: the same day again closes nothing", async () => {
  const report = await runDayEnd(ctx(), quiet, "2026-03-02")
  expect(report.steps).toEqual([])
  expect(await date()).toBe("2026-03-03")
  expect(runs).toHaveLength(2)
})

test("promise 4: an interruption between two books", async () => {
  await closeDay(ledgerOn(b.database.db), 1, { nextDate: "2026-03-04" })
  expect(await dayToClose(ctx())).toBe("2026-03-03")
  await runDayEnd(ctx(), quiet, await dayToClose(ctx()))
  expect([await date(), await openDate(ledgerOn(b.database.db), 2)]).toEqual(["2026-03-04", "2026-03-04"])
  expect(await prove(ledgerOn(b.database.db))).toMatchObject({ ok: true, failures: [] })
})
