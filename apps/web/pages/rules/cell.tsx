// One cell of a decision table: read in words, changed by choosing a word where the column has any, else typed.
import { Select } from "antd"
import { dictionary, useSay } from "#ui/i18n"

export type Words = Record<string, { zh: string; en: string }>

const useText = dictionary({
  any: ["任意", "any"],
  is: ["等于 {word}", "is {word}"],
})

/** "full_mortgage" with its quotes is how the engine's language writes a text. */
const codeIn = (cell: string): string | undefined => /^"([^"]*)"$/.exec(cell)?.[1]

export function CellText({ cell, words }: { cell: string; words: Words | undefined }) {
  const t = useText()
  const say = useSay()
  if (cell === "") return <span className="hs-muted">{t("any")}</span>
  const code = codeIn(cell)
  if (code === undefined) return <>{cell}</>
  const word = words?.[code]
  return <>{word ? say(word) : code}</>
}

export interface CellEditProps {
  cell: string
  words: Words | undefined
  label: string
  change: (next: string) => void
}

export function CellEdit({ cell, words, label, change }: CellEditProps) {
  const t = useText()
  const say = useSay()
  const isWord = cell === "" || words?.[codeIn(cell) ?? ""] !== undefined
  if (words && isWord)
    return (
      <Select
        aria-label={label}
        size="small"
        value={cell}
        style={{ width: "100%", minWidth: 120 }}
        onChange={change}
        options={[
          { value: "", label: t("any") },
          ...Object.entries(words).map(([code, word]) => ({ value: `"${code}"`, label: say(word) })),
        ]}
      />
    )
  return (
    <input aria-label={label} value={cell} placeholder={t("any")} onChange={(event) => change(event.target.value)} />
  )
}
