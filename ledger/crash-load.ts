// The load of the crash test, run as a process of its own: node crash-load.ts <url> <schema> <seed>. Prints "sent <id>"
// before a transfer is handed over and "ok <id>" once it is acknowledged; sends some of them again.
import { writeSync } from "node:fs"
import { openDatabase } from "#kernel/db"
import { accountIds, newId, openPoster } from "./index.ts"
import { codes, queryable, seeded } from "./testing.ts"

const [url, schema, seed] = process.argv.slice(2)
const random = seeded(Number(seed))
const database = openDatabase({ url: url!, schema: schema! })
const keys = ["cash", ...Array.from({ length: 20 }, (_, index) => `wallet:${index}`)]
const ids = await accountIds(queryable(database.pool), keys)
const poster = openPoster(() => database.connect("crash load"))

// Written at once: what this process has said must outlive it.
const say = (word: string, id: string) => writeSync(1, `${word} ${id}\n`)

async function client(): Promise<void> {
  for (;;) {
    const [debit, credit] = [random.pick(keys), random.pick(keys)]
    if (debit === credit) continue
    const from = random.chance(0.6) ? "cash" : debit
    if (from === credit) continue
    const id = newId()
    const work = {
      id,
      debit: ids.get(from)!,
      credit: ids.get(credit)!,
      amount: BigInt(1 + random.below(50)),
      code: codes.plain,
    }
    say("sent", id)
    const outcome = await poster.submit(work, "load")
    if (outcome.ok) say("ok", id)
    if (random.chance(0.1)) await poster.submit(work, "load")
  }
}

await Promise.all(Array.from({ length: 32 }, client))
