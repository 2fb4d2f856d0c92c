// Goal: no data of another family by any id. Method: two parents sign in; everything one of them is shown is gathered with
// its ids; then the other asks every route there is for those ids. What both may see (an organisation, a school's name) and
// what anybody may see without signing in are set aside. A control makes sure that the ids do open things for their owner.
import { expect, test, type APIRequestContext, type PlaywrightWorkerArgs } from "@playwright/test"

const idPattern = /^([0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{2,4}\d{8,}|\d{12,24})$/
const api = "/api/v1"
const paperKinds = [
  ...["notice", "dunning", "receipt"].map((one) => `collection.${one}`),
  ...["contract", "receipt", "statement", "refund-sheet"].map((one) => `training-fund.${one}`),
  ...["pass", "visit", "consent", "lost-card", "statement"].map((one) => `campus.${one}`),
]

type Playwright = PlaywrightWorkerArgs["playwright"]
type Paths = Record<string, Record<string, { requestBody?: unknown }>>

async function stranger(playwright: Playwright, baseURL: string): Promise<APIRequestContext> {
  return playwright.request.newContext({ baseURL, extraHTTPHeaders: { "huoshui-face": "citizen" } })
}

async function signedIn(playwright: Playwright, baseURL: string, phone: string): Promise<APIRequestContext> {
  const request = await stranger(playwright, baseURL)
  await request.post(`${api}/m/session/code`, { data: { phone } })
  const { citizens } = (await (await request.get(`${api}/demo/sign-ins`)).json()) as {
    citizens: { phone: string; code: string }[]
  }
  const code = citizens.find((one) => one.phone === phone)!.code
  expect((await request.post(`${api}/m/session`, { data: { phone, code } })).ok()).toBe(true)
  return request
}

/** Every id inside an answer. */
function idsOf(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === "string") {
    if (idPattern.test(value)) found.add(value)
  } else if (value && typeof value === "object") for (const inner of Object.values(value)) idsOf(inner, found)
  return found
}

const filled = (path: string, id: string) => path.replace(/\{\w+\}/g, encodeURIComponent(id))

/** What one visitor is shown: by plain routes, then by every route that takes one of the ids found so far. */
async function harvest(request: APIRequestContext, gets: string[]) {
  const ids = new Set<string>()
  const opened = new Map<string, string>()
  const take = async (path: string, address: string) => {
    const answer = await request.get(address)
    if (!answer.ok() || !answer.headers()["content-type"]?.includes("json")) return
    opened.set(address, path)
    for (const id of idsOf(await answer.json())) ids.add(id)
  }
  for (const path of gets.filter((one) => !one.includes("{"))) await take(path, path)
  for (const path of gets.filter((one) => one.includes("{"))) for (const id of ids) await take(path, filled(path, id))
  return { ids, opened }
}

/** Papers that this visitor gets printed with these ids. */
async function papersOpened(request: APIRequestContext, ids: string[]): Promise<string[]> {
  const opened: string[] = []
  for (const kind of paperKinds)
    for (const id of ids) {
      const answer = await request.post(`${api}/prints/${kind}/${encodeURIComponent(id)}`)
      if (answer.ok()) opened.push(`print ${kind} ${id}`)
    }
  return opened
}

test("another family's ids open nothing", async ({ playwright, baseURL, request }) => {
  test.setTimeout(240_000)
  const { paths } = (await (await request.get("/api/openapi.json")).json()) as { paths: Paths }
  const routes = Object.entries(paths).filter(([path]) => !/session|stream|demo|export/.test(path))
  const mine = routes.filter(([path]) => /\/m\/|\/open\/|\/prints|\/files/.test(path))
  const gets = mine.filter(([, verbs]) => verbs["get"]).map(([path]) => path)
  const anybody = await harvest(await stranger(playwright, baseURL!), gets)
  const [first, second] = [
    await signedIn(playwright, baseURL!, "19900007002"),
    await signedIn(playwright, baseURL!, "19900007001"),
  ]
  const own = await harvest(first, gets)
  const other = await harvest(second, gets)
  const secret = [...other.ids].filter((id) => !own.ids.has(id) && !anybody.ids.has(id))
  expect(secret.length, "the other family has something to hide").toBeGreaterThan(3)
  const printed = await papersOpened(second, secret)
  const control = [...other.opened.keys()].filter((address) => secret.some((id) => address.includes(id)))
  expect(control.length + printed.length, "its owner opens something with those ids").toBeGreaterThan(0)

  const leaks: string[] = []
  const some = secret.slice(0, 40)
  for (const [path, verbs] of routes.filter(([one]) => one.includes("{")))
    for (const id of mine.some(([one]) => one === path) ? secret : some.slice(0, 3))
      for (const verb of Object.keys(verbs)) {
        const address = filled(path, id)
        const answer = await first.fetch(address, {
          method: verb.toUpperCase(),
          ...(verb === "get" ? {} : { data: {}, headers: { "idempotency-key": crypto.randomUUID() } }),
        })
        if (answer.ok()) leaks.push(`${verb} ${address} → ${answer.status()}`)
      }
  leaks.push(...(await papersOpened(first, secret)))
  expect(leaks).toEqual([])
})
