// Goal: the endpoints of a note as a page meets them: shapes, dry runs, repeats under one key, refusals with their field.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openSession } from "#kernel/access"
import { cookies } from "../../apps/server/context.ts"
import { buildServer, type Server } from "../../apps/server/server.ts"
import { useBank } from "../../tests/support/bank.ts"
import { lending } from "./testing.ts"

const b = useBank("2026-06-10")
const { paidOut, payIn, view } = lending(b)
let server: Server
const sessions = new Map<string, string>()

beforeAll(async () => {
  server = await buildServer({ branch: b.branch, pagesFolder: "/nowhere", version: "test", logLevel: "silent" })
  const { db } = b.branch.database
  for (const role of ["manager", "clerk", "risk"]) {
    const id = randomUUID()
    const staff = { id, staff_no: `T-${role}`, person_id: id, name: role, outlet: "XX", state: "active" }
    await db
      .insertInto("staff")
      .values({ ...staff, created_at: b.branch.clock.now() })
      .execute()
    await db.insertInto("staff_role").values({ staff_id: id, role }).execute()
    const visitor = { now: b.branch.clock.now(), ip: null, userAgent: null }
    sessions.set(role, await openSession(db, { kind: "staff", subjectId: id, factor: "full" }, visitor, 3))
  }
}, 60_000)
afterAll(() => server.close())

async function call(role: string, method: "GET" | "POST", url: string, payload?: object, key = randomUUID()) {
  const answer = await server.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: {
      cookie: `${cookies.staff}=${sessions.get(role)}`,
      ...(method === "POST" ? { "idempotency-key": key } : {}),
    },
    ...(payload ? { payload } : {}),
  })
  return { status: answer.statusCode, body: answer.json() }
}

const reason = "客户申请，经营需要"

describe("a note over HTTP", () => {
  test("is shown whole, with what may be done and why not", async () => {
    const { loanNo } = await paidOut("网上陶艺有限公司", { method: "bullet" })
    const { status, body } = await call("manager", "GET", `/loans/${loanNo}`)
    expect(status).toBe(200)
    const action = (name: string) => body.actions.find((one: { name: string }) => one.name === name)
    expect(action("extension")).toMatchObject({ allowed: true, permitted: true, reason: null })
    expect(action("write-off")).toMatchObject({ allowed: false, permitted: false })
    expect(action("reage").reason.zh).toContain("没有逾期")
    expect((await call("manager", "GET", `/loans?state=active&limit=5`)).body.items[0]).toMatchObject({ loanNo })
    expect((await call("manager", "GET", `/loan-portfolio`)).body).toMatchObject({ day: null })
  })

  test("an extension: dry run, refusal at its field, request, signature", async () => {
    const { loanNo } = await paidOut("网上展期有限公司", { method: "bullet", maturesOn: "2026-07-10", termMonths: 1 })
    const input = { untilOn: "2026-08-10", guarantorsConsent: true, reason }
    const far = await call("manager", "POST", `/loans/${loanNo}/extension`, { ...input, untilOn: "2026-09-10" })
    expect(far).toMatchObject({ status: 422, body: { code: "loan/E-EXT-MAX", field: "untilOn", moved: false } })
    const dry = await call("manager", "POST", `/loans/${loanNo}/extension?dryRun=true`, input)
    expect(dry.body.effect).toMatchObject({ maturesOn: "2026-08-10", rows: [{ interest: "2922.92" }] })
    const { db } = b.branch.database
    const open = () => db.selectFrom("approval").selectAll().where("object_id", "=", loanNo).execute()
    expect(await open()).toEqual([])
    const asked = await call("manager", "POST", `/loans/${loanNo}/extension`, input)
    expect(asked.status).toBe(200)
    await b.approve(asked.body.approvalId)
    expect(await view(loanNo)).toMatchObject({ maturesOn: "2026-08-10" })
    expect((await call("clerk", "POST", `/loans/${loanNo}/write-off`, { evidence: "无", reason })).status).toBe(403)
  })

  test("a repayment once, however often it is sent; what-if and payoff before it", async () => {
    const { loanNo, depositNo } = await paidOut("网上还款有限公司")
    await payIn(depositNo, "10")
    const asked = { kind: "repay", on: "2026-06-10", amount: "100000" }
    const what = await call("clerk", "POST", `/loans/${loanNo}/what-if`, asked)
    expect(what).toMatchObject({ status: 200, body: { principal: "400000.00", earned: "0.00" } })
    const payoff = await call("clerk", "GET", `/loans/${loanNo}/payoff?on=2026-06-20`)
    expect(payoff.body).toMatchObject({ principal: "500000.00", interest: "479.17", total: "500479.17", assumed: [] })
    const key = randomUUID()
    const send = () => call("clerk", "POST", `/loans/${loanNo}/repayments`, { amount: "100000" }, key)
    const [first, second] = [await send(), await send()]
    expect(first).toMatchObject({ status: 200, body: { paid: "100000.00", owed: "400000.00", settled: false } })
    expect(second.body).toEqual(first.body)
    expect((await view(loanNo)).principal).toBe("400000.00")
  })
})
