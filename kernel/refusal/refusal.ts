// Refusals: the expected "no" of the business, as values. A refusal names the field, what was wrong and what to do;
// whoever returns one guarantees that nothing moved. Bugs are thrown instead. Pure: pages import this too.

export interface Refusal {
  /** Stable, e.g. "emission-loan/E-UNIT"; programs and runbooks rely on it. */
  code: string
  /** HTTP status at the edge. */
  status: number
  zh: string
  en: string
  /** The figures and names inside the sentences, for programs. */
  facts: Record<string, unknown>
  /** Input field the refusal belongs to, as a path such as "rights.0.qty". */
  field?: string
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

export function ok(): Outcome<void>
export function ok<T>(value: T): Outcome<T>
export function ok<T>(value?: T): Outcome<T | void> {
  return { ok: true, value: value as T }
}

export interface RefusalText {
  status?: number
  zh: string
  en: string
}

export type FactValue = string | number | bigint | boolean | null | undefined
export type Facts = Record<string, FactValue>

export interface Refuse {
  (facts?: Facts, field?: string): { ok: false; refusal: Refusal }
  readonly code: string
}

/**
 * Declares a folder's refusals once; each becomes a function that makes one.
 *
 *     export const refuse = defineRefusals("limit", {
 *       "E-LIMIT-SHORT": { zh: "额度剩余 {left} 元，本次需要 {needed} 元；未占用额度。", en: "… {left} … {needed} …" },
 *     })
 *     return refuse["E-LIMIT-SHORT"]({ left: "100.00", needed: "120.00" }, "amount")
 *
 * Status is 422 unless stated.
 */
export function defineRefusals<const K extends string>(area: string, texts: Record<K, RefusalText>): Record<K, Refuse> {
  const made = {} as Record<K, Refuse>
  for (const key of Object.keys(texts) as K[]) {
    const text = texts[key]
    const code = `${area}/${key}`
    const refuse = (facts: Facts = {}, field?: string) => ({
      ok: false as const,
      refusal: {
        code,
        status: text.status ?? 422,
        zh: fill(text.zh, facts),
        en: fill(text.en, facts),
        facts: plain(facts),
        ...(field === undefined ? {} : { field }),
      },
    })
    made[key] = Object.assign(refuse, { code })
  }
  return made
}

function fill(sentence: string, facts: Facts): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in facts ? String(facts[name]) : whole))
}

/** Facts travel as JSON, which has no bigint. */
function plain(facts: Facts): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === "bigint" ? String(value) : value]),
  )
}

/** The value of an outcome that a test or a demo expects to succeed; throws the refusal's sentence otherwise. */
export function expectOk<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new Error(`${outcome.refusal.code}: ${outcome.refusal.zh} (${outcome.refusal.en})`)
}
