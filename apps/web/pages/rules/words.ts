// Words for parameters and decision tables, with how sure a value is.
import { dictionary } from "#ui/i18n"
import type { Tone } from "#ui/theme"

export type Certainty = "fact" | "unverified" | "assumption"
export const certainties: readonly Certainty[] = ["fact", "unverified", "assumption"]
export const certaintyTones: Record<Certainty, Tone> = { fact: "good", unverified: "warn", assumption: "calm" }

export const useRuleText = dictionary({
  fact: ["有文件", "From a document"],
  unverified: ["待核原文", "Text not re-read"],
  assumption: ["本行约定", "Our own choice"],
  from: ["生效日", "From"],
  source: ["出处", "Source"],
  certainty: ["依据程度", "Certainty"],
  sourceHint: ["文件名称、文号与日期", "Title, number and date of the document"],
  propose: ["提出变更", "Propose a change"],
  submit: ["提交审批", "Submit for approval"],
  current: ["现行", "Current"],
  past: ["历史", "Past"],
  planned: ["待生效", "Planned"],
  by: ["提出人", "Proposed by"],
  twoPeople: ["变更须另一人审批后才生效。", "A change takes effect only after another person approves it."],
})
