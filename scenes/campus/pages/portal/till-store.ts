// The browser's till: purchases are written down here first, numbered and signed, and only then told to the server. Without
// a network they stay; closing the page loses nothing. One tab sells at a time.
import type { z } from "zod"
import { api, isProblem } from "#ui/api"
import type { blacklistView, uploadBody } from "../../../../products/wallet/contract.ts"
import { macLength, macText } from "../../../../products/wallet/rules/mac.ts"
import { tillBlacklist, tillSpends } from "../../cards/contract.ts"

export type Spend = z.output<typeof uploadBody>["spends"][number]
type Blacklist = z.output<typeof blacklistView>

export interface Till {
  sn: string
  title: string
  merchant: string
  key: string
  nextSeq: number
  barred: string[]
  blacklistVersion: string
  /** Not answered by the server yet, oldest first. */
  waiting: Spend[]
  /** The newest answers, for the cashier's eyes. */
  done: {
    seq: number
    uid: string
    amount: string
    at: string
    kind: "spend" | "reverse"
    state: string
    reason: string | null
    left: string | null
  }[]
}

const storageKey = (sn: string): string => `huoshui.till.${sn}`
const doneMax = 30

export function loadTill(sn: string): Till | null {
  try {
    const text = localStorage.getItem(storageKey(sn))
    return text ? (JSON.parse(text) as Till) : null
  } catch {
    return null
  }
}

export function saveTill(till: Till): void {
  localStorage.setItem(storageKey(till.sn), JSON.stringify(till))
}

/** A sign-on: what this browser still holds for the till goes on, numbers never go back. */
export function signOn(
  opened: { sn: string; title: string; merchant: string; key: string; nextSeq: number; blacklist: Blacklist },
  kept: Till | null,
): Till {
  return {
    sn: opened.sn,
    title: opened.title,
    merchant: opened.merchant,
    key: opened.key,
    nextSeq: Math.max(opened.nextSeq, kept?.nextSeq ?? 1),
    barred: opened.blacklist.barred,
    blacklistVersion: opened.blacklist.version,
    waiting: kept?.waiting ?? [],
    done: kept?.done ?? [],
  }
}

async function sign(keyHex: string, text: string): Promise<string> {
  const bytes = Uint8Array.from(keyHex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"])
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text)))
  return [...mac]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .slice(0, macLength)
}

export interface Sale {
  uid: string
  amount: string
  item?: string
  reverses?: number
}

const fen = (amount: string): bigint => {
  const [whole = "0", part = ""] = amount.split(".")
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, "0").slice(0, 2))
}

/** Writes a purchase down: kept before anything else happens. */
export async function keepSale(till: Till, sale: Sale): Promise<Till> {
  const seq = till.nextSeq
  const kind = sale.reverses === undefined ? ("spend" as const) : ("reverse" as const)
  const at = new Date().toISOString()
  const signed = { sn: till.sn, seq, kind, uid: sale.uid, counter: null, amountFen: fen(sale.amount), at }
  const mac = await sign(till.key, macText(signed))
  const spend: Spend = {
    seq,
    kind,
    uid: sale.uid,
    counter: null,
    amount: sale.amount,
    at,
    // Known only when the server answers or does not; the first try is made with a network.
    offline: false,
    mac,
    ...(sale.item ? { item: sale.item } : {}),
    ...(sale.reverses === undefined ? {} : { reverses: sale.reverses }),
  }
  const next = { ...till, nextSeq: seq + 1, waiting: [...till.waiting, spend] }
  saveTill(next)
  return next
}

const uploadMax = 500

/** Tells what waits. Without an answer everything stays, and counts as taken without a network from now on. */
export async function uploadTill(till: Till): Promise<{ till: Till; isOnline: boolean; problem: unknown }> {
  const part = till.waiting.slice(0, uploadMax)
  try {
    const { answers } = await api(tillSpends, {
      params: { sn: till.sn },
      body: { spends: part, blacklistVersion: till.blacklistVersion, waiting: till.waiting.length - part.length },
    })
    const bySeq = new Map(answers.map((one) => [one.seq, one]))
    const done = part.flatMap((one) => {
      const answer = bySeq.get(one.seq)
      if (!answer) return []
      const { seq, uid, amount, at, kind } = one
      return [{ seq, uid, amount, at, kind, state: answer.state, reason: answer.reason, left: answer.left }]
    })
    const list = await api(tillBlacklist, { params: { sn: till.sn } })
    const next = {
      ...till,
      waiting: till.waiting.filter((one) => !bySeq.has(one.seq)),
      done: [...done.toReversed(), ...till.done].slice(0, doneMax),
      barred: list.barred,
      blacklistVersion: list.version,
    }
    saveTill(next)
    return { till: next, isOnline: true, problem: null }
  } catch (error) {
    // A refusal is an answer: the line works, and the sentence is shown.
    if (isProblem(error) && error.problem.moved === false) return { till, isOnline: true, problem: error }
    const next = { ...till, waiting: till.waiting.map((one) => ({ ...one, offline: true })) }
    saveTill(next)
    return { till: next, isOnline: false, problem: null }
  }
}
