// A branch with history, its server and its database killed without warning. Promises: 1 the data folder starts again;
// 2 a day end cut short goes on by itself and closes exactly one day; 3 the books and the trail still prove;
// 4 an orderly stop ends with zero and leaves nothing running.
import { spawn, spawnSync, type ChildProcess } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"

const main = fileURLToPath(new URL("./main.ts", import.meta.url))
const seed = Number(process.env["HUOSHUI_SEED"] ?? process.pid)
const port = 18_900 + (process.pid % 90)
const at = `http://127.0.0.1:${port}`
let folder = ""
let server: ChildProcess | undefined
// Sessions live in the database: one sign-in lasts through every kill.
let cookie = ""

const data = () => join(folder, "data")

async function startServer(): Promise<void> {
  server = spawn(process.execPath, [main, "start", "--data", data(), "--port", String(port), "--demo"], {
    stdio: "ignore",
  })
  for (let tries = 0; tries < 6_000; tries++) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode}`)
    if (
      await fetch(`${at}/api/v1/health`).then(
        (r) => r.ok,
        () => false,
      )
    )
      return
    await sleep(50)
  }
  throw new Error("The server does not answer")
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) =>
    child.exitCode === null && child.signalCode === null ? child.once("exit", resolve) : resolve(child.exitCode),
  )

/** Signs in with the code the demo branch shows; answers the session cookie. */
async function signIn(staffNo: string): Promise<string> {
  const post = (path: string, body: unknown, cookie = "") =>
    fetch(`${at}/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify(body),
    })
  const people = (await (await fetch(`${at}/api/v1/demo/sign-ins`)).json()) as {
    staff: { staffNo: string; password: string; code: string }[]
  }
  const person = people.staff.find((p) => p.staffNo === staffNo)!
  const half = await post("/session", { staffNo, password: person.password })
  const full = await post("/session/code", { code: person.code }, half.headers.getSetCookie()[0]!.split(";")[0])
  return full.headers.getSetCookie()[0]!.split(";")[0]!
}

async function dayState(): Promise<{ accountingDate: string; jobId: string | null }> {
  return (await (await fetch(`${at}/api/v1/day-end`, { headers: { cookie } })).json()) as {
    accountingDate: string
    jobId: string | null
  }
}

async function failedJobs(): Promise<(string | null)[]> {
  const { items } = (await (await fetch(`${at}/api/v1/jobs?state=failed`, { headers: { cookie } })).json()) as {
    items: { error: string | null }[]
  }
  return items.map((job) => job.error)
}

function proof(): { ok: boolean; audit: { ok: boolean } } {
  const run = spawnSync(process.execPath, [main, "proof", "--json", "--data", data()], { encoding: "utf8" })
  return JSON.parse(run.stdout) as { ok: boolean; audit: { ok: boolean } }
}

const nextDay = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "huoshui-crash-"))
  await startServer()
  cookie = await signIn("H1008")
}, 420_000)

afterAll(async () => {
  if (server && server.exitCode === null) {
    server.kill("SIGTERM")
    await ended(server)
  }
  rmSync(folder, { recursive: true, force: true })
})

test.each([1, 2, 3])(
  `promises 1 to 3: kill -9 in the middle of a day end, round %i (seed ${seed})`,
  async (round) => {
    const before = await dayState()
    const asked = await fetch(`${at}/api/v1/day-end`, { method: "POST", headers: { cookie } })
    expect(asked.status).toBe(200)
    await sleep((seed * round * 37) % 260)
    server!.kill("SIGKILL")
    await ended(server!)
    await startServer()
    let after = await dayState()
    for (let tries = 0; after.jobId !== null && tries < 600; tries++) {
      await sleep(100)
      after = await dayState()
    }
    expect({ date: after.accountingDate, failed: await failedJobs() }).toEqual({
      date: nextDay(before.accountingDate),
      failed: [],
    })
    expect(proof()).toMatchObject({ ok: true, audit: { ok: true } })
  },
  120_000,
)

test("promises 1 and 3: kill -9 of the database", async () => {
  const pid = Number(readFileSync(join(data(), "postgres", "postmaster.pid"), "utf8").split("\n")[0])
  process.kill(pid, "SIGKILL")
  expect(await ended(server!)).toBe(1)
  await startServer()
  expect(proof()).toMatchObject({ ok: true, audit: { ok: true } })
}, 120_000)

test("promise 4: an orderly stop", async () => {
  server!.kill("SIGTERM")
  server!.kill("SIGTERM")
  expect(await ended(server!)).toBe(0)
  const status = spawnSync(process.execPath, [main, "status", "--json", "--data", data()], { encoding: "utf8" })
  expect(JSON.parse(status.stdout)).toMatchObject({ running: false })
}, 60_000)
