// Typed words: every key holds its Chinese and its English, so a missing word or language does not compile.
import { type Lang, lang, useLang } from "./language.ts"

export type Entry = readonly [zh: string, en: string]
export type Facts = Record<string, string | number>

export interface Text<K extends string> {
  (key: K, facts?: Facts): string
  readonly lang: Lang
}

/**
 * Declares the words of one area and gives the hook that speaks them.
 *
 *     const useText = dictionary({ left: ["剩余 {n} 天", "{n} days left"] })
 *     const t = useText()
 *     t("left", { n: 3 })
 */
export function dictionary<const D extends Record<string, Entry>>(entries: D): () => Text<Extract<keyof D, string>> {
  const make = (spoken: Lang): Text<Extract<keyof D, string>> =>
    Object.assign((key: Extract<keyof D, string>, facts?: Facts) => speak(entries[key] as Entry, spoken, facts), {
      lang: spoken,
    })
  const made = { zh: make("zh"), en: make("en") }
  return () => made[useLang()]
}

export function speak(entry: Entry, spoken: Lang, facts: Facts = {}): string {
  const sentence = entry[spoken === "zh" ? 0 : 1]
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in facts ? String(facts[name]) : whole))
}

/** Words that come from the server in both languages. */
export interface Both {
  zh: string
  en: string
}

export function say(both: Both | null | undefined, spoken: Lang = lang()): string {
  return both ? both[spoken] : ""
}

export function useSay(): (both: Both | null | undefined) => string {
  const spoken = useLang()
  return (both) => say(both, spoken)
}
