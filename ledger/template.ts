// Named posting templates: the only way scenes speak to the book. A template says which legs a business event has,
// which code they carry and whether somebody must approve; the posting is data until post() takes it.
import { isId, legsMax } from "./id.ts"
import type { AccountRef, BuildOptions, Leg, Posting, Queryable, Template, TemplateHead } from "./types.ts"

export interface TemplateDefinition {
  /** Number of the template in the whole house; legs carry it unless they name their own. */
  code: number
  zh: string
  en: string
  /** true: refused by the database without an approval id. */
  approval?: boolean
  legCodes?: Record<number, { zh: string; en: string }>
}

/**
 * Defines a template.
 *
 *     const release = posting("training-fund/release", { code: 4101, zh: "学费划拨", en: "Release of tuition" },
 *       (p: { held: string; settled: string; amountFen: bigint }) => [leg(p.held, p.settled, p.amountFen)])
 *     const paper = release.build({ held, settled, amountFen }, { id: newId(), reference: "KC2026-18" })
 */
export function posting<P>(name: string, definition: TemplateDefinition, legs: (params: P) => Leg[]): Template<P> {
  if (!Number.isInteger(definition.code) || definition.code <= 0) throw new Error(`${name}: not a code`)
  const head: TemplateHead = {
    name,
    code: definition.code,
    zh: definition.zh,
    en: definition.en,
    approval: definition.approval ?? false,
    legCodes: definition.legCodes ?? {},
  }
  const known = new Set([head.code, ...Object.keys(head.legCodes).map(Number)])
  const build = (params: P, options: BuildOptions): Posting => {
    if (!isId(options.id)) throw new Error(`${name}: ${options.id} is not a UUID in lower case`)
    // A leg of nothing is not an event; templates may list a fee that happens to be zero.
    const built = legs(params).filter((one) => one.amount !== 0n || one.kind === "settle" || one.kind === "release")
    if (built.length > legsMax) throw new Error(`${name}: more than ${legsMax} legs`)
    for (const one of built) {
      if (one.code !== undefined && !known.has(one.code))
        throw new Error(`${name}: leg code ${one.code} is not declared`)
    }
    return { ...options, template: head.code, legs: built }
  }
  return Object.freeze({ ...head, build })
}

export interface LegOptions {
  code?: number
}

export function leg(debit: AccountRef, credit: AccountRef, amount: bigint, options: LegOptions = {}): Leg {
  return { kind: "post", debit, credit, amount, ...options }
}

/** Takes the amount aside (预占) until it is settled, released or expired. The leg's own id names the hold. */
export function holdLeg(
  debit: AccountRef,
  credit: AccountRef,
  amount: bigint,
  options: LegOptions & { expiresAt?: Date } = {},
): Leg {
  return { kind: "hold", debit, credit, amount, ...options }
}

/** Ends a hold by posting all of it ("all") or a part; what is not posted is free again. */
export function settleLeg(holdId: string, amount: bigint | "all", options: LegOptions = {}): Leg {
  if (amount !== "all" && amount <= 0n) throw new RangeError("A settlement posts more than zero; else release the hold")
  return { kind: "settle", holdId, amount: amount === "all" ? 0n : amount, ...options }
}

export function releaseLeg(holdId: string, options: LegOptions = {}): Leg {
  return { kind: "release", holdId, amount: 0n, ...options }
}

/** Brings the code registry of the database in line with the templates in code; codes gone from code are switched off. */
export async function registerTemplates(q: Queryable, templates: readonly TemplateHead[]): Promise<void> {
  const rows = templates.flatMap((one) => [
    { code: one.code, name: one.name, zh: one.zh, en: one.en, approval: one.approval },
    ...Object.entries(one.legCodes).map(([code, titles]) => ({
      code: Number(code),
      name: one.name,
      ...titles,
      approval: one.approval,
    })),
  ])
  const names = new Map<number, string>()
  for (const row of rows) {
    const other = names.get(row.code)
    if (other) throw new Error(`Posting code ${row.code} is used by ${other} and ${row.name}`)
    names.set(row.code, row.name)
  }
  await q.query({
    text: "select ledger_register_codes($1::int[], $2::text[], $3::text[], $4::text[], $5::boolean[])",
    values: [
      rows.map((row) => row.code),
      rows.map((row) => row.name),
      rows.map((row) => row.zh),
      rows.map((row) => row.en),
      rows.map((row) => row.approval),
    ],
  })
}
