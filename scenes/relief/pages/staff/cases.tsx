// All relief cases a person may see, filtered by state, measure and outlet.
import type { z } from "zod"
import { Action } from "#ui/action"
import { api } from "#ui/api"
import { FormDialog, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { useNotAllowed, useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { useState } from "react"
import { listCases, openCase } from "../../contract.ts"
import type { caseSummary } from "../../model.ts"
import { tools, toolTitles } from "../../rules.ts"
import { states, stateTitles } from "../../states.ts"
import { reliefPaths as paths } from "../paths.ts"
import { classTone, signalWord, stateTone, useReliefText } from "../words.ts"

export type CaseRow = z.output<typeof caseSummary>

const useText = dictionary({
  open: ["登记纾困", "Open a case"],
  loanHint: ["借据编号，可在“借据”列表中查到", "The number of the note"],
})

export function CasesPage() {
  const s = useReliefText()
  const say = useSay()
  const { options } = useOutlets()
  return (
    <Page title={s("cases")} actions={<OpenCase />}>
      <List
        name="relief-cases"
        label={s("cases")}
        endpoint={listCases}
        filters={[
          { kind: "text", name: "q", label: `${s("caseNo")} / ${s("loanNo")} / ${s("firm")}`, width: 240 },
          {
            kind: "select",
            name: "state",
            label: s("state"),
            options: states.map((value) => ({ value, label: say(stateTitles[value]) })),
          },
          {
            kind: "select",
            name: "tool",
            label: s("tool"),
            options: tools.map((value) => ({ value, label: say(toolTitles[value]) })),
            width: 180,
          },
          { kind: "select", name: "outlet", label: s("outlet"), options, width: 180 },
        ]}
        columns={useCaseColumns()}
        rowKey={(r) => r.id}
        href={(r) => paths.case(r.id)}
        empty={{ text: s("none") }}
      />
    </Page>
  )
}

/** The manager takes up a note by its number. */
export function OpenCase() {
  const t = useText()
  const s = useReliefText()
  const go = useGo()
  const notAllowed = useNotAllowed()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Action label={t("open")} kind="primary" disabledReason={notAllowed("relief.handle")} run={() => setOpen(true)} />
      <FormDialog<{ loanNo: string }, { id: string }>
        name="relief-open"
        title={t("open")}
        open={isOpen}
        close={() => setOpen(false)}
        submitLabel={t("open")}
        submit={(body, idempotencyKey) => api(openCase, { body, idempotencyKey })}
        done={({ id }) => go(paths.case(id))}
      >
        <TextField name="loanNo" label={s("loanNo")} hint={t("loanHint")} required max={40} />
      </FormDialog>
    </>
  )
}

export function useCaseColumns(): Column<CaseRow>[] {
  const s = useReliefText()
  const say = useSay()
  const { nameOf } = useOutlets()
  const toolOf = (r: CaseRow) => (r.tool ? say(toolTitles[r.tool]) : "—")
  return [
    { key: "firm", title: s("firm"), render: (r) => r.partyName, text: (r) => r.partyName, phone: "title" },
    { key: "caseNo", title: s("caseNo"), render: (r) => r.caseNo, text: (r) => r.caseNo, nowrap: true },
    { key: "loanNo", title: s("loanNo"), render: (r) => r.loanNo, text: (r) => r.loanNo, nowrap: true },
    {
      key: "state",
      title: s("state"),
      phone: "tag",
      render: (r) => <StateTag tone={stateTone(r.state)}>{say(stateTitles[r.state])}</StateTag>,
      text: (r) => say(stateTitles[r.state]),
    },
    {
      key: "left",
      title: s("daysLeft"),
      align: "right",
      render: (r) =>
        r.overdueDays > 0 ? (
          <StateTag tone="bad">{s("overdue", { n: r.overdueDays })}</StateTag>
        ) : (
          s("days", { n: r.daysLeft })
        ),
      text: (r) => String(r.overdueDays > 0 ? -r.overdueDays : r.daysLeft),
    },
    { key: "matures", title: s("matures"), render: (r) => r.maturesOn, text: (r) => r.maturesOn, nowrap: true },
    {
      key: "balance",
      title: s("balanceHead"),
      align: "right",
      render: (r) => <Money value={r.outstanding} />,
      text: (r) => r.outstanding,
    },
    {
      key: "class",
      title: s("class"),
      render: (r) => <StateTag tone={classTone(r.riskClass)}>{s(r.riskClass)}</StateTag>,
      text: (r) => s(r.riskClass),
    },
    { key: "tool", title: s("tool"), render: toolOf, text: toolOf },
    {
      key: "signal",
      title: s("signal"),
      render: (r) => s(signalWord[r.signal]),
      text: (r) => s(signalWord[r.signal]),
      hidden: true,
    },
    { key: "outlet", title: s("outlet"), render: (r) => nameOf(r.outlet), text: (r) => nameOf(r.outlet), hidden: true },
  ]
}
