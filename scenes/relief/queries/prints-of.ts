// Which papers can be printed for a case at its stage.
import type { CaseRow } from "../flows/case.ts"
import { consentsOf, stateOf } from "../flows/case.ts"
import { papers, type Stage } from "../papers.ts"

export function stageOf(row: CaseRow): Stage {
  return {
    state: stateOf(row),
    contacted: row.contacted_on !== null,
    applied: row.applied_on !== null,
    hasCash: row.cash !== null,
    consents: consentsOf(row)?.length ?? 0,
    assessed: row.proposal !== null,
    approved: row.decided_on !== null && row.declined_reason === null,
    declined: row.declined_reason !== null,
    exempted: row.exemption !== null,
    observed: row.observation_from !== null,
  }
}

export const printsFor = (row: CaseRow, forFirm = false) =>
  papers
    .filter((paper) => paper.ready(stageOf(row)) && (!forFirm || paper.isForFirm))
    .map(({ name, zh, en }) => ({ kind: `relief.${name}`, objectId: row.id, zh, en }))
