// All company loans a person may see, filtered by state, product and outlet.
import type { z } from "zod"
import { Action } from "#ui/action"
import { useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { useNotAllowed, useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { listCases } from "../../contract.ts"
import type { caseSummary } from "../../model.ts"
import { levelTitles, loanProducts, productTitles } from "../../rules.ts"
import { states, stateTitles } from "../../states.ts"
import { corporatePaths as paths } from "../paths.ts"
import { levelTones, stateTone, useSceneText } from "../words.ts"

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
      disabledReason={notAllowed("corporate-loan.apply")}
      run={() => go(paths.newCase())}
    />
  )
  return (
    <Page title={s("cases")} actions={start}>
      <List
        name="corporate-cases"
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
          {
            kind: "select",
            name: "product",
            label: s("product"),
            options: loanProducts.map((value) => ({ value, label: say(productTitles[value]) })),
            width: 220,
          },
          { kind: "select", name: "outlet", label: s("outlet"), options, width: 180 },
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
  const money = (key: "amount" | "outstanding" | "undrawn"): Column<CaseRow> => ({
    key,
    title: s("amountHead", { name: s(key) }),
    align: "right",
    render: (r) => <Money value={r[key]} />,
    text: (r) => r[key],
  })
  return [
    { key: "firm", title: s("firm"), render: (r) => r.partyName, text: (r) => r.partyName, phone: "title" },
    { key: "caseNo", title: s("caseNo"), render: (r) => r.caseNo, text: (r) => r.caseNo, nowrap: true },
    {
      key: "product",
      title: s("product"),
      render: (r) => say(productTitles[r.product]),
      text: (r) => say(productTitles[r.product]),
    },
    {
      key: "state",
      title: s("state"),
      phone: "tag",
      render: (r) => <StateTag tone={stateTone(r.state)}>{say(stateTitles[r.state])}</StateTag>,
      text: (r) => say(stateTitles[r.state]),
    },
    money("amount"),
    money("outstanding"),
    { ...money("undrawn"), hidden: true },
    {
      key: "level",
      title: s("warnings"),
      render: (r) => (r.level ? <StateTag tone={levelTones[r.level]}>{say(levelTitles[r.level])}</StateTag> : "—"),
      text: (r) => (r.level ? say(levelTitles[r.level]) : ""),
    },
    {
      key: "overdue",
      title: s("overdueDays"),
      align: "right",
      render: (r) => r.overdueDays || "—",
      text: (r) => String(r.overdueDays),
    },
    { key: "age", title: s("age"), align: "right", render: (r) => r.age, text: (r) => String(r.age) },
    { key: "manager", title: s("manager"), render: (r) => r.managerName ?? "—", text: (r) => r.managerName ?? "" },
    { key: "outlet", title: s("outlet"), render: (r) => nameOf(r.outlet), text: (r) => nameOf(r.outlet), hidden: true },
    { key: "accepted", title: s("accepted"), render: (r) => r.acceptedOn, text: (r) => r.acceptedOn, hidden: true },
  ]
}
