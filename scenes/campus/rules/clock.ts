// Device clocks run wrong. The middle of the last five differences seen at heartbeats corrects every event, so that late is
// late by the school's clock and not by the gate's.

export const samplesMax = 5

/** device − server, newest last; one odd sample (a slow network) does not move the middle. */
export function addSample(samples: readonly number[], offsetMs: number): number[] {
  return [...samples, offsetMs].slice(-samplesMax)
}

export function medianOffset(samples: readonly number[]): number {
  if (samples.length === 0) return 0
  const sorted = samples.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : Math.round((sorted[middle - 1]! + sorted[middle]!) / 2)
}

export const correctedTime = (deviceAt: Date, offsetMs: number): Date => new Date(deviceAt.getTime() - offsetMs)

export interface TimeLimits {
  /** How far ahead of us an event may lie after correction. */
  aheadMinutes: number
  behindDays: number
}

/** An event from the future or from long ago is kept, but says nothing about who is where. */
export function isTimeSuspect(correctedAt: Date, receivedAt: Date, limits: TimeLimits): boolean {
  const age = receivedAt.getTime() - correctedAt.getTime()
  return age < -limits.aheadMinutes * 60_000 || age > limits.behindDays * 86_400_000
}

/** News for a phone, or a line in the evening's digest. */
export const isNews = (correctedAt: Date, now: Date, newsMinutes: number): boolean =>
  now.getTime() - correctedAt.getTime() <= newsMinutes * 60_000

/** Days a device can be cut off before it must overwrite events. */
export const offlineDays = (storeEvents: number, people: number, passesPerDay: number): number =>
  storeEvents / (people * passesPerDay)
