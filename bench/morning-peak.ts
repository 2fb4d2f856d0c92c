// Claim: a school of 3,000 comes through eight gates in one minute and every parent hears of it within seconds; told all
// at once, records stored first and worked off in gathers go many times faster than one transaction an event.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import { flow, type FlowCtx } from "#kernel/flow"
import { openParty } from "#kernel/party"
import { startPostgres } from "#kernel/postgres"
import { expectOk, ok } from "#kernel/refusal"
import { openDeposit } from "#products/deposit"
import { branchOf, openBranch, outlets, type OpenBranch } from "../apps/runtime/index.ts"
import { buildServer } from "../apps/server/index.ts"
import { insertDevice } from "../scenes/campus/flows/devices.ts"
import { receive } from "../scenes/campus/flows/inbox.ts"
import { openSchool } from "../scenes/campus/flows/people.ts"
import { processOnce } from "../scenes/campus/flows/process.ts"
import { deviceBy } from "../scenes/campus/store.ts"
import { morningPeak, overHttp } from "../scripts/campus-simulator.ts"
import { describeRun, round } from "./support.ts"
import type { Bench, BenchOptions, BenchResult } from "./types.ts"

export const bench: Bench = {
  name: "morning-peak",
  title: "A school's morning: 3,000 pupils, eight gates, one minute",
  run,
}

interface Gate {
  sn: string
  key: string
}

async function run(options: BenchOptions): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), "huoshui-campus-"))
  const postgres = await startPostgres({ folder: join(folder, "data") })
  const branch = await openBranch({
    adminUrl: postgres.url,
    branch: branchOf("bench"),
    outlets,
    appPassword: "bench",
    secret: Buffer.alloc(32, 1),
    filesFolder: folder,
    connectionsMax: 32,
  })
  // Any free port: the gates of this run speak HTTP.
  process.env["HUOSHUI_MQTT_PORT"] ??= "0"
  const pupils = options.quick ? 300 : 3_000
  const { gates, cards } = await openTheSchool(branch, pupils * 3)
  const server = await buildServer({ branch, pagesFolder: "/nowhere", version: "bench", logLevel: "silent" })
  addPlain(server.app, branch)
  try {
    const base = `http://127.0.0.1:${await server.listen("127.0.0.1", 0)}`
    const minute = await peak(branch, { base, gates, cards: cards.slice(0, pupils), seconds: options.quick ? 6 : 60 })
    options.log(`in a minute: p99 to the parent ${minute.noticeMs.p99} ms`)
    const burst = await peak(branch, { base, gates, cards: cards.slice(pupils, pupils * 2), seconds: 0 })
    options.log(`at once: ${round(burst.perSecond)}/s`)
    const few = cards.slice(pupils * 2, pupils * 2 + Math.floor(pupils / 4))
    const plain = await peak(branch, { base, gates, cards: few, seconds: 0, path: "/plain" })
    options.log(`one transaction an event: ${round(plain.perSecond)}/s`)
    return {
      ...describeRun(bench.name),
      figures: {
        pupils,
        minute_answer_p99_ms: minute.answerMs,
        minute_notice_median_ms: minute.noticeMs.median,
        minute_notice_p99_ms: minute.noticeMs.p99,
        burst_events_per_s: round(burst.perSecond),
        burst_notice_p99_ms: burst.noticeMs.p99,
        plain_events_per_s: round(plain.perSecond),
      },
      ratios: {
        gathered_to_plain: { value: round(burst.perSecond / plain.perSecond, 2), gate: 2, aim: 5 },
        minute_notice_p99_s: { value: round(minute.noticeMs.p99 / 1_000, 2), gate: 60, aim: 3, isCeiling: true },
      },
      notes: [
        "Every tenth record comes twice. An event counts when presence and the parent's notice are committed.",
        "Plain: the same work, one request, one transaction. Server, database and gates share the cores.",
      ],
    }
  } finally {
    await server.close()
    await branch.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function addPlain(app: Awaited<ReturnType<typeof buildServer>>["app"], branch: OpenBranch): void {
  app.post<{ Params: { sn: string } }>("/plain/api/v1/campus/push/:sn/:key", async (request) => {
    const ctx = branch.system()
    const device = (await deviceBy(ctx, request.params.sn))!
    await receive(ctx, device, request.body)
    await processOnce(ctx, { limit: 1 })
    return { code: 200 }
  })
}

interface Load {
  base: string
  path?: string
  gates: readonly Gate[]
  cards: readonly string[]
  seconds: number
}

async function peak(branch: OpenBranch, load: Load) {
  const db = branch.database.db
  const line = overHttp(load.base + (load.path ?? ""))
  const sentAt = new Map<string, number>()
  const seenAt = new Map<string, number>()
  const before = await db
    .selectFrom("notice")
    .select((e) => e.fn.max("at").as("at"))
    .executeTakeFirstOrThrow()
  let isOver = false
  const watching = (async () => {
    while (!isOver || seenAt.size < load.cards.length) {
      const rows = await db
        .selectFrom("notice")
        .select("body")
        .$if(before.at !== null, (query) => query.where("at", ">", before.at))
        .execute()
      const now = performance.now()
      for (const { body } of rows) {
        const name = body.split(" ")[0]!
        if (!seenAt.has(name)) seenAt.set(name, now)
      }
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
  })()
  const began = performance.now()
  const result = await morningPeak({
    gates: load.gates,
    cards: load.cards,
    seconds: load.seconds,
    direction: "in",
    duplicates: 10,
    skew: 0,
    isShuffled: false,
    send: (gate, events) => {
      const { uid } = events[0] as { uid: string }
      if (!sentAt.has(uid)) sentAt.set(uid, performance.now())
      return line.send(gate, events)
    },
  })
  isOver = true
  await watching
  const ended = Math.max(...seenAt.values())
  const delays = [...sentAt].map(([uid, at]) => seenAt.get(`演${uid}`)! - at).toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(delays[Math.floor((delays.length - 1) * share)]!)
  return {
    perSecond: (load.cards.length / (ended - began)) * 1_000,
    answerMs: result.answerMs.p99,
    noticeMs: { median: at(0.5), p99: at(0.99) },
  }
}

const devices = flow({ name: "bench.devices", permission: null }, async (ctx: FlowCtx, input: { schoolId: string }) => {
  const gates: Gate[] = []
  for (let n = 1; n <= 8; n += 1) {
    const gate = { sn: `B${n}`, kind: "gate" as const, place: `${n} 号门`, direction: "in" as const }
    const { key } = expectOk(await insertDevice(ctx, input.schoolId, { ...gate, adapter: "plain", hasFace: false }))
    gates.push({ sn: gate.sn, key })
  }
  return ok(gates)
})

/** A school whose pupils are entered by the database itself: each with a card, a guardian and the consent to be told. */
async function openTheSchool(branch: OpenBranch, count: number): Promise<{ gates: Gate[]; cards: string[] }> {
  const system = branch.system()
  const actor = { ...system.actor, permissions: new Set(branch.house.permissions.keys()), scope: "all" as const }
  const ctx = { ...system, actor }
  const name = "基准中学"
  const { id: partyId } = expectOk(await openParty(ctx, { kind: "school", name, outlet: "YH" }))
  const { accountNo } = expectOk(await openDeposit(ctx, { partyId, outlet: "YH", title: name }))
  const school = { partyId, code: "BENCH", name, outlet: "YH", accountNo, bell: "07:40", closes: "17:20" }
  const term = { termFrom: "2026-01-01", termTo: "2027-12-31", cardDepositFen: 0n }
  const { id } = expectOk(await openSchool(ctx, { ...school, ...term }))
  const db = branch.database.db
  await sql`with c as (insert into campus_class (id, school_id, title) values (gen_random_uuid(), ${id}, '一班') returning id),
    n as (select i, gen_random_uuid() as child, gen_random_uuid() as parent from generate_series(1, ${count}::int) i),
    p as (insert into party (id, kind, name, initials, outlet, created_at)
      select child, 'person', '演K' || i, 'yk', 'YH', now() from n union all
      select parent, 'person', '演家长' || i, 'yjz', 'YH', now() from n returning id),
    s as (insert into campus_person (person_id, school_id, kind, class_id, number)
      select child, ${id}, 'student', (select id from c), i::text from n returning person_id),
    k as (insert into campus_credential (id, school_id, person_id, kind, ref, version, at)
      select gen_random_uuid(), ${id}, child, 'card', 'K' || i, 1, '2026-01-01' from n returning id),
    g as (insert into party_relation (id, from_party, to_party, kind, note, from_on)
      select gen_random_uuid(), parent, child, 'guardian', 'mother', '2026-01-01' from n returning id)
    insert into campus_consent (id, person_id, purpose, version, given_by, given_at)
      select gen_random_uuid(), child, 'notice', '2026-1', parent, now() from n`.execute(db)
  await sql`analyze party, campus_person, campus_credential, party_relation, campus_consent`.execute(db).catch(() => {})
  const gates = expectOk(await devices(system, { schoolId: id }))
  return { gates, cards: Array.from({ length: count }, (_, n) => `K${n + 1}`) }
}
