// Goal: every paper of a case can be drawn at its stage, the firm gets its own ones only.
import { expect, test } from "vitest"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { lending } from "../../products/loan/testing.ts"
import { recordExemption } from "./flows/carrying-out.ts"
import { findCase } from "./flows/case.ts"
import { papers } from "./papers.ts"
import { prints } from "./prints.ts"
import { printsFor } from "./queries/prints-of.ts"
import { walk, type Crew } from "./seed-steps.ts"

const b = useBank("2026-03-02")
const l = lending(b)
const crew: Crew = { as: b.as, today: b.today, approve: (approvalId) => b.approve(approvalId) }

test("papers of a restructured note", async () => {
  const firm = await l.paidOut("文书企业有限公司", { termMonths: 6 })
  await l.payIn(firm.depositNo, "20000")
  const { id } = await walk(crew, {
    ...firm,
    outlet: "XX",
    goal: "effective",
    words: "订单减少，回款变慢",
    wish: "restructure",
    answers: { stable: "no", borrowsElsewhere: "no" },
    guarantor: "文书担保有限公司",
    proposal: { tool: "RESTRUCTURE", measure: "rate", ratePct: "3.00" },
  })
  expectOk(await recordExemption(b.as("risk"), { id, duties: "走访两次并按权限上报", result: "尽职，免责" }))
  const row = expectOk(await findCase(b.as("risk"), id))
  const ready = printsFor(row).map((one) => one.kind)
  expect(ready).toHaveLength(papers.length - 1)
  for (const kind of ready) {
    const print = prints.find((one) => one.kind === kind)!
    const content = expectOk(await print.render(b.as("risk"), id))
    expect(content.body.length, kind).toBeGreaterThan(1)
    // No part of a paper may read "undefined".
    expect(JSON.stringify(content.body), kind).not.toContain("undefined")
  }
  const memo = prints.find((one) => one.kind === "relief.class-memo")!
  expect((await memo.render(b.portal(firm.partyId), id)).ok).toBe(false)
  const letter = prints.find((one) => one.kind === "relief.observation")!
  expect((await letter.render(b.portal(firm.partyId), id)).ok).toBe(true)
})
