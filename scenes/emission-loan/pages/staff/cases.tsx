// All cases a person may see, filtered by state, firm, outlet and project.
import type { z } from "zod"
import { Action } from "#ui/action"
import { useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { useNotAllowed, useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { dayOf } from "#ui/timeline"
import { listCases } from "../../contract.ts"
import type { caseSummary } from "../../model.ts"
import { states, stateTitles } from "../../states.ts"
import { emissionPaths as paths } from "../paths.ts"
import { bandTones, percentOf, projectTags, stateTone, useSceneText } from "../words.ts"

export type CaseRow = z.output<typeof caseSummary>

export function CasesPage() {
  const s = useSceneText()
  const say = useSay()
  const go = useGo()
  const notAllowed = useNotAllowed()
  const { options } = useOutlets()
  const columns = useCaseColumns()
  const start = (
    <Action
      label={s("newCase")}
      kind="primary"
      disabledReason={notAllowed("emission-loan.apply")}
      run={() => go(paths.newCase())}
    />
  )
  return (
    <Page title={s("cases")} actions={start}>
      <List
        name="emission-cases"
        label={s("cases")}
        endpoint={listCases}
        filters={[
          { kind: "text", name: "q", label: `${s("caseNo")} / ${s("firm")}`, width: 220 },
          {
            kind: "select",
            name: "state",
            label: s("state"),
            options: states.map((value) => ({ value, label: say(stateTitles[value]) })),
          },
          { kind: "select", name: "outlet", label: s("outlet"), options, width: 180 },
          {
            kind: "select",
            name: "tag",
            label: s("projectTag"),
            options: projectTags.map((value) => ({ value, label: s(value) })),
          },
        ]}
        columns={columns}
        rowKey={(r) => r.id}
        href={(r) => paths.case(r.id)}
        empty={{ text: s("none"), next: start }}
      />
    </Page>
  )
}

export function useCaseColumns(): Column<CaseRow>[] {
  const s = useSceneText()
  const say = useSay()
  const { nameOf } = useOutlets()
  const head = (key: "asked" | "outstanding" | "lendable") => s("amountHead", { name: s(key) })
  return [
    { key: "firm", title: s("firm"), render: (r) => r.partyName, text: (r) => r.partyName, phone: "title" },
    { key: "caseNo", title: s("caseNo"), render: (r) => r.caseNo, text: (r) => r.caseNo, nowrap: true },
    { key: "packageType", title: s("packageType"), render: (r) => s(r.packageType), text: (r) => s(r.packageType) },
    {
      key: "state",
      title: s("state"),
      phone: "tag",
      render: (r) => <StateTag tone={stateTone(r.state)}>{say(stateTitles[r.state])}</StateTag>,
      text: (r) => say(stateTitles[r.state]),
    },
    {
      key: "asked",
      title: head("asked"),
      align: "right",
      render: (r) => <Money value={r.approvedAmount ?? r.askedAmount} />,
      text: (r) => r.approvedAmount ?? r.askedAmount ?? "",
    },
    {
      key: "lendable",
      title: head("lendable"),
      align: "right",
      render: (r) => <Money value={r.lendable} />,
      text: (r) => r.lendable ?? "",
    },
    {
      key: "outstanding",
      title: head("outstanding"),
      align: "right",
      render: (r) => <Money value={r.outstanding} />,
      text: (r) => r.outstanding ?? "",
    },
    {
      key: "ltv",
      title: s("ltv"),
      align: "right",
      render: (r) =>
        r.ltvBp === null ? (
          "—"
        ) : (
          <StateTag tone={r.band ? bandTones[r.band] : "neutral"}>{percentOf(r.ltvBp)}%</StateTag>
        ),
      text: (r) => (r.ltvBp === null ? "" : percentOf(r.ltvBp)),
    },
    { key: "outlet", title: s("outlet"), render: (r) => nameOf(r.outlet), text: (r) => nameOf(r.outlet), hidden: true },
    { key: "manager", title: s("manager"), render: (r) => r.managerName ?? "—", text: (r) => r.managerName ?? "" },
    {
      key: "days",
      title: s("days"),
      align: "right",
      render: (r) => r.workingDays ?? "—",
      text: (r) => String(r.workingDays ?? ""),
      hidden: true,
    },
    {
      key: "since",
      title: s("since"),
      render: (r) => dayOf(r.stateSince),
      text: (r) => dayOf(r.stateSince),
      nowrap: true,
    },
  ]
}
