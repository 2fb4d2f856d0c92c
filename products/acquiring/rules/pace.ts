// When to ask a channel again: soon at first, as a payer is waiting, then ever more seldom. Pure.

const pacesSeconds = [5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600]

export function nextAsk(now: Date, asks: number): Date {
  const seconds = pacesSeconds[Math.min(asks, pacesSeconds.length - 1)]!
  return new Date(now.getTime() + seconds * 1_000)
}
