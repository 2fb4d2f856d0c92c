// Transfer ids: UUIDv7, so that they grow with time and the index that keeps them for ever stays compact
// (random ids cost about twice as much at ten million rows). A posting's legs take the numbers after its own id.
import { randomFillSync } from "node:crypto"

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const randomPool = Buffer.alloc(16_384)
let randomAt = randomPool.length
let lastMs = 0
let counter = 0

/** A fresh id. The twelve bits after the time count within a millisecond, so ids of one process are ordered. */
export function newId(nowMs: number = Date.now()): string {
  if (randomAt + 8 > randomPool.length) {
    randomFillSync(randomPool)
    randomAt = 0
  }
  counter = nowMs > lastMs ? 0 : counter + 1
  if (counter > 0xfff) {
    lastMs += 1
    counter = 0
  } else if (nowMs > lastMs) lastMs = nowMs
  const time = lastMs.toString(16).padStart(12, "0")
  // The lowest twelve bits stay zero: room for the legs of a posting without meeting a neighbour's id.
  const random = randomPool.toString("hex", randomAt, randomAt + 7)
  randomAt += 7
  const variant = ((Number.parseInt(random.slice(0, 1), 16) & 0x3) | 0x8).toString(16)
  const version = `7${counter.toString(16).padStart(3, "0")}`
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}${random.slice(1, 4)}-${random.slice(4, 13)}000`
}

export function isId(text: string): boolean {
  return pattern.test(text)
}

export const legsMax = 4_096

/** The id of a leg: the posting's id plus the number of the leg. Leg 0 carries the posting's own id. */
export function legId(postingId: string, leg: number): string {
  if (leg === 0) return postingId
  if (leg < 0 || leg >= legsMax) throw new RangeError(`A posting has at most ${legsMax} legs`)
  const low = (BigInt(`0x${postingId.slice(24)}`) + BigInt(leg)) & 0xffff_ffff_ffffn
  return postingId.slice(0, 24) + low.toString(16).padStart(12, "0")
}
