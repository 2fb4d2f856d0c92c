// Claim: with a million loans a page of lending is still there at once, because a dashboard reads what the night summed
// and a list reads its page by key. Each answer is asked for over the server's own front, with a session, one at a time.
// Beside the dashboard stands the plain way: the same sums over all notes when the page is opened.
import { randomUUID } from "node:crypto"
import { openSession } from "#kernel/access"
import type { Database } from "#kernel/db"
import { buildServer, type Server } from "../apps/server/server.ts"
import type { OpenBranch } from "../apps/runtime/index.ts"
import { benchDay, openLoanBranch } from "./loan-branch.ts"
import { describeRun, median, quantile, round } from "./support.ts"
import type { Bench, BenchOptions, BenchResult } from "./types.ts"

export const bench: Bench = { name: "loan-pages", title: "Pages of lending at 10⁶ loans", run }

async function run(options: BenchOptions): Promise<BenchResult> {
  const loans = options.quick ? 20_000 : 1_000_000
  const { branch, admin, close } = await openLoanBranch(loans)
  const server = await buildServer({ branch, pagesFolder: "/nowhere", version: "bench", logLevel: "silent" })
  try {
    const summaryMs = await timed(() => summarise(branch))
    const cookie = await session(branch)
    const pages = {
      dashboard: "/loan-portfolio",
      list: "/loans?limit=50",
      find: `/loans?q=${numbered(loans - 500)}`,
      note: `/loans/${numbered(loans - 500)}`,
    }
    const figures: Record<string, number> = { loans, night_summary_s: round(summaryMs / 1_000, 1) }
    for (const [name, path] of Object.entries(pages)) {
      const times = await ask(server, cookie, path, options.quick ? 20 : 200)
      figures[`${name}_p50_ms`] = round(quantile(times, 0.5), 1)
      figures[`${name}_p99_ms`] = round(quantile(times, 0.99), 1)
      options.log(`${name}: p50 ${figures[`${name}_p50_ms`]} ms, p99 ${figures[`${name}_p99_ms`]} ms`)
    }
    const plainMs = median(await plainSums(admin))
    figures["plain_dashboard_ms"] = round(plainMs)
    return {
      ...describeRun(bench.name),
      figures,
      ratios: {
        dashboard_p99_ms: { value: figures["dashboard_p99_ms"]!, gate: 1_000, isCeiling: true },
        plain_to_dashboard: { value: round(plainMs / figures["dashboard_p50_ms"]!, 1) },
      },
      notes: [
        "Each answer through the whole server (session, permission, shape), without the network; one at a time.",
        "The plain way: balance, arrears, classes and rates summed over all notes and accounts in one statement.",
      ],
    }
  } finally {
    await server.close()
    await close()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

async function summarise(branch: OpenBranch): Promise<void> {
  const step = branch.house.dayEnd.find((one) => one.name === "portfolio.summary")!
  await step.run(branch.system(), benchDay, async () => {})
}

async function session({ database: { db }, clock }: OpenBranch): Promise<string> {
  const id = randomUUID()
  const now = clock.now()
  const person = { id, staff_no: "B0001", person_id: id, name: "bench", outlet: "HQ", state: "active", created_at: now }
  await db.insertInto("staff").values(person).execute()
  await db.insertInto("staff_role").values({ staff_id: id, role: "president" }).execute()
  const who = { kind: "staff", subjectId: id, factor: "full" } as const
  return `huoshui_staff=${await openSession(db, who, { now, ip: null, userAgent: null }, 3)}`
}

const numbered = (place: number): string => `B${String(place).padStart(9, "0")}`

async function ask(server: Server, cookie: string, path: string, times: number): Promise<number[]> {
  const found: number[] = []
  for (let n = 0; n < times; n += 1) {
    const startedAt = performance.now()
    const answer = await server.app.inject({ method: "GET", url: `/api/v1${path}`, headers: { cookie } })
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body.slice(0, 200)}`)
    found.push(performance.now() - startedAt)
  }
  return found
}

async function plainSums(admin: Database): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < 3; n += 1) {
    times.push(
      await timed(() =>
        admin.pool.query(`select l.outlet, l.risk_class, floor(l.rate_pct * 2) / 2 as rate, count(*),
            sum(p.debits_posted - p.credits_posted), sum(o.debits_posted - o.credits_posted)
          from loan l join ledger_account p on p.id = l.principal_account join ledger_account o on o.id = l.overdue_account
          where l.state = 'active' group by 1, 2, 3`),
      ),
    )
  }
  return times
}
