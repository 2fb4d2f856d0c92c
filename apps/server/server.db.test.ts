// The HTTP boundary as an outsider meets it: sessions, permissions role by role, shapes, headers, problems.
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openSession, outsideRoles, roles } from "#kernel/access"
import { randomUUID } from "node:crypto"
import { partnerKey, signed } from "#kernel/partner"
import { useBranch } from "../../tests/support/branch.ts"
import { cookies, type Face } from "./context.ts"
import { buildServer, type Server } from "./server.ts"

const b = useBranch()
let server: Server
const tokens = new Map<string, string>()
/** Which of a browser's sessions a post has. */
const faces = new Map<string, Face>()

beforeAll(async () => {
  server = await buildServer({ branch: b, pagesFolder: "/nowhere", version: "test", logLevel: "silent" })
  for (const role of roles) {
    const id = randomUUID()
    const staff = {
      id,
      staff_no: `T-${role.code}`,
      person_id: id,
      name: role.zh,
      outlet: "XX",
      state: "active",
      created_at: b.clock.now(),
    }
    await b.database.db.insertInto("staff").values(staff).execute()
    await b.database.db.insertInto("staff_role").values({ staff_id: id, role: role.code }).execute()
    const visitor = { now: b.clock.now(), ip: null, userAgent: null }
    tokens.set(
      role.code,
      await openSession(b.database.db, { kind: "staff", subjectId: id, factor: "full" }, visitor, 3),
    )
    faces.set(role.code, "staff")
  }
  for (const role of outsideRoles) await enterFromOutside(role.code)
}, 60_000)
afterAll(() => server.close())

/** A portal user with this post, or a citizen, and their session. */
async function enterFromOutside(role: string): Promise<void> {
  const { db } = b.database
  const id = randomUUID()
  const phone = { phone_sealed: Buffer.from(id), phone_digest: Buffer.from(id), phone_tail: "0000" }
  const person = { id, party_id: randomUUID(), name: role, ...phone, state: "active", created_at: b.clock.now() }
  const kind = role === "citizen" ? "citizen" : "portal"
  if (kind === "citizen") await db.insertInto("citizen_user").values(person).execute()
  else
    await db
      .insertInto("portal_user")
      .values({ ...person, roles: [role] })
      .execute()
  const visitor = { now: b.clock.now(), ip: null, userAgent: null }
  tokens.set(role, await openSession(db, { kind, subjectId: id, factor: "full" }, visitor, 3))
  faces.set(role, kind)
}

/** The face an address belongs to, where it is not for all of them. */
const faceOfPath = (path: string): Face | null =>
  path.startsWith("/portal/") ? "portal" : path.startsWith("/m/") ? "citizen" : null

function call(
  method: string,
  url: string,
  options: { role?: string; payload?: unknown; headers?: Record<string, string> } = {},
) {
  return server.app.inject({
    method: method as "GET",
    url: `/api/v1${url}`,
    headers: {
      ...(options.role
        ? {
            cookie: `${cookies[faces.get(options.role)!]}=${tokens.get(options.role)}`,
            "huoshui-face": faces.get(options.role)!,
          }
        : {}),
      ...options.headers,
    },
    ...(options.payload === undefined ? {} : { payload: options.payload as object }),
  })
}

const concrete = (path: string) =>
  path.replace(/:(\w+)/g, (_, name: string) => (/id$/i.test(name) ? randomUUID() : "none"))

describe("permissions", () => {
  test("every route, every post: refused exactly where the table says so", async () => {
    const wrong: string[] = []
    for (const route of server.routes.filter((r) => r.permission !== null)) {
      const allowed = b.house.permissions.get(route.permission!)!.roles
      for (const role of [...roles, ...outsideRoles]) {
        const response = await call(route.method, concrete(route.path), {
          role: role.code,
          ...(route.method === "GET" ? {} : { payload: {} }),
        })
        // Addresses of the portal and of citizens read cookies of their own: to them, everybody else is nobody.
        const face = faceOfPath(route.path)
        const refused =
          face !== null && face !== faces.get(role.code)
            ? response.statusCode === 401
            : response.statusCode === 403 && response.json().code === "flow/E-DENIED"
        if (refused === (allowed.includes(role.code) && (face === null || face === faces.get(role.code))))
          wrong.push(`${role.code} ${route.method} ${route.path}: ${response.statusCode}`)
        if (response.statusCode >= 500)
          wrong.push(`${route.method} ${route.path}: ${response.statusCode} ${response.body}`)
      }
    }
    expect(wrong).toEqual([])
  }, 240_000)

  test("nobody gets past a closed route without a session", async () => {
    const open: string[] = []
    for (const route of server.routes.filter((r) => r.access === "session")) {
      const response = await call(route.method, concrete(route.path), route.method === "GET" ? {} : { payload: {} })
      if (response.statusCode !== 401) open.push(`${route.method} ${route.path}: ${response.statusCode}`)
    }
    expect(open).toEqual([])
  })

  test("a refused try is in the audit trail", async () => {
    await call("GET", "/audit", { role: "clerk" })
    const last = await b.database.db
      .selectFrom("audit_entry")
      .selectAll()
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(last).toMatchObject({ result: "denied", action: "GET /audit", object_id: "audit.read" })
  })
})

describe("shapes and problems", () => {
  test("each wrong field is named in both languages, and nothing moved", async () => {
    const response = await call("POST", "/parties", {
      role: "clerk",
      payload: { kind: "firm", name: "x", outlet: "XX", extra: 1 },
    })
    expect(response.statusCode).toBe(400)
    expect(response.headers["content-type"]).toContain("application/problem+json")
    const body = response.json()
    expect(body).toMatchObject({ code: "http/E-SHAPE", moved: false })
    expect(body.fields.map((f: { field: string }) => f.field)).toContain("name")
    expect(body.fields.every((f: { zh: string; en: string }) => f.zh && f.en && f.zh !== f.en)).toBe(true)
  })
  test("the language of the sentence follows the reader", async () => {
    const zh = (await call("GET", `/parties/${randomUUID()}`, { role: "clerk" })).json()
    const en = (
      await call("GET", `/parties/${randomUUID()}`, { role: "clerk", headers: { "accept-language": "en-GB" } })
    ).json()
    expect(zh).toMatchObject({ status: 404, code: "party/E-NOT-FOUND" })
    expect(zh.detail).not.toBe(en.detail)
    expect(en.detail).toBe(en.detailEn)
  })
  test("another outlet's customer and a missing one answer with the same bytes", async () => {
    const made = await call("POST", "/parties", {
      role: "manager",
      payload: { kind: "person", name: "测试", outlet: "XX" },
    })
    const { id } = made.json()
    await b.database.db.updateTable("party").set({ outlet: "YH" }).where("id", "=", id).execute()
    const strip = (text: string) => text.replace(/"requestId":"[^"]+"/, "")
    const foreign = await call("GET", `/parties/${id}`, { role: "manager" })
    const missing = await call("GET", `/parties/${randomUUID()}`, { role: "manager" })
    expect(foreign.statusCode).toBe(404)
    expect(strip(foreign.body)).toBe(strip(missing.body))
  })
  test.each([
    ["no JSON", "{", "http/E-NOT-JSON"],
    ["__proto__", '{"__proto__":{"a":1},"kind":"firm"}', "http/"],
  ])("%s is refused", async (_what, payload, code) => {
    const response = await call("POST", "/parties", {
      role: "clerk",
      payload,
      headers: { "content-type": "application/json" },
    })
    expect(response.statusCode).toBe(400)
    expect(response.json().code).toContain(code)
  })
  test("a write from another site is refused", async () => {
    const response = await call("POST", "/parties", {
      role: "clerk",
      payload: {},
      headers: { origin: "https://elsewhere.example", host: "bank.example" },
    })
    expect(response.json()).toMatchObject({ status: 403, code: "http/E-ORIGIN" })
  })
  test("a repeated key answers the same and opens one customer", async () => {
    const payload = { kind: "person", name: "键一", outlet: "XX" }
    const headers = { "idempotency-key": "same" }
    const answers = await Promise.all(
      [1, 2, 3].map(() => call("POST", "/parties", { role: "clerk", payload, headers })),
    )
    expect(new Set(answers.map((a) => a.body)).size).toBe(1)
    const found = await b.database.db.selectFrom("party").select("id").where("name", "=", "键一").execute()
    expect(found).toHaveLength(1)
  })
  test("dryRun shows the answer and keeps nothing", async () => {
    const response = await call("POST", "/parties?dryRun=true", {
      role: "clerk",
      payload: { kind: "person", name: "试一", outlet: "XX" },
    })
    expect(response.statusCode).toBe(200)
    expect(await b.database.db.selectFrom("party").select("id").where("name", "=", "试一").execute()).toHaveLength(0)
  })
})

describe("partners", () => {
  const body = JSON.stringify({ id: randomUUID(), kind: "PRICE_BULLETIN", subject: "SO2", body: { price: "14000" } })
  const tell = (headers: Record<string, string>, payload = body) =>
    server.app.inject({
      method: "POST",
      url: "/api/v1/partners/reserve-centre/news",
      headers: { "content-type": "application/json", ...headers },
      payload,
    })
  test("news is taken once, and only with the partner's own signature", async () => {
    const key = partnerKey(b.services.secret, "reserve-centre")
    expect((await tell({})).statusCode).toBe(401)
    expect((await tell(signed(partnerKey(b.services.secret, "another"), b.clock.now(), body))).statusCode).toBe(401)
    expect((await tell(signed(key, b.clock.now(), body), `${body} `)).statusCode).toBe(401)
    for (let n = 0; n < 2; n++) expect((await tell(signed(key, b.clock.now(), body))).statusCode).toBe(204)
    const told = await b.database.db
      .selectFrom("event")
      .select("data")
      .where("type", "=", "partner.told:PRICE_BULLETIN")
      .execute()
    expect(told).toHaveLength(1)
  })
})

describe("headers and documents", () => {
  test("every answer carries its protection", async () => {
    const { headers } = await call("GET", "/health")
    expect(headers["content-security-policy"]).toContain("default-src 'self'")
    expect(headers["x-content-type-options"]).toBe("nosniff")
    expect(headers["strict-transport-security"]).toBeDefined()
    expect(headers["cache-control"]).toBe("no-store")
  })
  test("the OpenAPI document names every route", async () => {
    const document = (await server.app.inject({ method: "GET", url: "/api/openapi.json" })).json()
    const paths = new Set(Object.keys(document.paths))
    const missing = server.routes.filter((r) => !paths.has(`/api/v1${r.path.replace(/:(\w+)/g, "{$1}")}`))
    expect(missing.map((r) => r.path)).toEqual([])
    expect(Object.keys(document.components.schemas).length).toBeGreaterThan(10)
  })
  test("nothing extra answers", async () => {
    for (const url of ["/.git/config", "/.env", "/server-status", "/api/v1/demo/sign-ins", "/debug", "/metrics"]) {
      const response = await server.app.inject({ method: "GET", url })
      expect(response.statusCode, url).toBe(404)
    }
  })
})
