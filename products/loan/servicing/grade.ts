// 人工认定分类: people may judge a note worse than its days say, and lift their own judgement again. Above the lowest class
// of the rules nobody gets: not during observation (E-OBS), nor before a bad note has proved itself.
import type { z } from "zod"
import { ok } from "#kernel/refusal"
import { mayRise, ownClass } from "../classes.ts"
import { noteOf } from "../day-end/classify.ts"
import { riskClassZh, worseOf, type RiskClass } from "../engine/classify.ts"
import { refuse } from "../refusals.ts"
import type { Action } from "./action.ts"
import { gradeInput } from "./inputs.ts"

export const grade: Action<z.output<typeof gradeInput>> = {
  name: "grade",
  kind: "judged",
  zh: "人工认定分类",
  en: "Judged class",
  permission: "loan.impair",
  input: gradeInput,
  levels: [["approver", "president"]],
  decide: async (_ctx, work, input) => {
    const { loan, money, day } = work
    const from = loan.risk_class as RiskClass
    const { to } = input
    const unmoved = { kind: "judged" as const, amountFen: 0n, postings: [], money }
    if (to === from) return refuse["E-SAME-CLASS"]({ now: riskClassZh[from], nowEn: from }, "to")
    const note = noteOf(loan, money)
    if (worseOf(from, to) === to)
      return ok({ ...unmoved, set: { risk_class: to, judged_class: to }, parts: { from, to } })
    if (note.observationUntil !== null && day < note.observationUntil && to === "pass") {
      return refuse["E-OBS"]({ until: note.observationUntil }, "to")
    }
    const kept = mayRise(note, day)
    if (kept) return refuse["E-CLASS-RULE"]({ why: kept.zh, whyEn: kept.en }, "to")
    const judged = to === "pass" ? null : to
    const lowest = ownClass({ ...note, riskClass: "pass", judgedClass: judged }, day)
    if (worseOf(lowest.riskClass, to) !== to) {
      return refuse["E-CLASS-RULE"]({ why: lowest.zh, whyEn: lowest.en }, "to")
    }
    return ok({ ...unmoved, set: { risk_class: to, judged_class: judged }, parts: { from, to } })
  },
}
