// A card counts its own purchases. Uploads come late and out of order, so what has come is kept as ranges: a number seen
// twice is a replay, a number that is missing in between is a gap to be explained, never a reason to freeze anybody.

export type Ranges = readonly (readonly [number, number])[]

/** The ranges with this counter added, or null when it was seen before. */
export function addCounter(seen: Ranges, counter: number): Ranges | null {
  if (seen.some(([from, to]) => counter >= from && counter <= to)) return null
  const all = [...seen, [counter, counter] as const].toSorted((a, b) => a[0] - b[0])
  const merged: [number, number][] = []
  for (const [from, to] of all) {
    const last = merged.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

/** Counters the card has used that no terminal has told us of yet, between the first and the highest known. */
export function gapsOf(seen: Ranges): [number, number][] {
  return seen.slice(1).map(([from], at) => [seen[at]![1] + 1, from - 1])
}

export const highest = (seen: Ranges): number => seen.at(-1)?.[1] ?? 0

/** What the purchases still missing took from the card: what we hold less what the card itself shows. */
export function missingFen(serverFen: bigint, readFen: bigint | null, seen: Ranges): bigint {
  if (readFen === null || gapsOf(seen).length === 0) return 0n
  return serverFen > readFen ? serverFen - readFen : 0n
}
