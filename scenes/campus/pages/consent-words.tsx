// What was said for one purpose, as a tag; the same on the list of all and on one person's page.
import type { z } from "zod"
import { dictionary, useSay } from "#ui/i18n"
import { Pairs } from "#ui/page"
import { StateTag } from "#ui/states"
import { moment } from "#ui/timeline"
import type { consentView } from "../contract.ts"
import { purposes, purposeTitles } from "../model.ts"

const useText = dictionary({
  yes: ["同意", "Agreed"],
  no: ["未同意", "Not agreed"],
  deleting: ["撤回，{day} 前删除", "withdrawn, deleted by {day}"],
  deleted: ["撤回，已从设备删除", "withdrawn and deleted"],
  withdrawn: ["已撤回", "withdrawn"],
  by: ["{who}，{at}", "{who}, {at}"],
})

type Word = z.output<typeof consentView>

export function Said({ word }: { word: Word }) {
  const t = useText()
  if (word.inForce) return <StateTag tone="good">{t("yes")}</StateTag>
  if (!word.withdrawnAt) return <StateTag>{t("no")}</StateTag>
  if (word.purpose !== "face") return <StateTag>{t("withdrawn")}</StateTag>
  return (
    <StateTag tone={word.deletedAt ? "neutral" : "warn"}>
      {word.deletedAt ? t("deleted") : t("deleting", { day: word.deleteDueOn ?? "" })}
    </StateTag>
  )
}

export function Consents({ words }: { words: readonly Word[] }) {
  const t = useText()
  const say = useSay()
  return (
    <Pairs
      columns={3}
      items={purposes.map((purpose) => {
        const word = words.find((one) => one.purpose === purpose)!
        return {
          label: say(purposeTitles[purpose]),
          value: (
            <>
              <Said word={word} /> {word.inForce ? t("by", { who: word.givenBy ?? "—", at: moment(word.givenAt) }) : ""}
            </>
          ),
        }
      })}
    />
  )
}
