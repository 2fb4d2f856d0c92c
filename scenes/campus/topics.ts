// Topics of the gates' messages, one tree a device. A device may write below its own `up` and read its own `down`.
export const upTopic = (sn: string): string => `campus/${sn}/up`
export const downTopic = (sn: string): string => `campus/${sn}/down`
export const upWords = ["events", "heartbeat", "roster"] as const
export type UpWord = (typeof upWords)[number]

/** "campus/G01/up/events" → device and word; null for anything else. */
export function readTopic(topic: string): { sn: string; word: UpWord } | null {
  const match = /^campus\/([\w-]{3,40})\/up\/(\w+)$/.exec(topic)
  const word = upWords.find((one) => one === match?.[2])
  return match && word ? { sn: match[1]!, word } : null
}
