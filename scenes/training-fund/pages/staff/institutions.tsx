// Institutions by level, with what stands in custody for each.
import { useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import type { z } from "zod"
import { type institutionView, listInstitutions } from "../../contract.ts"
import { levels, levelTitles } from "../../model.ts"
import { institutionTitles } from "../../states.ts"
import { trainingPaths as paths } from "../paths.ts"
import { institutionTones, levelTones, useTrainingText } from "../words.ts"
import { Register } from "./register.tsx"

type Row = z.output<typeof institutionView>

export function useInstitutionColumns(): Column<Row>[] {
  const w = useTrainingText()
  const say = useSay()
  const { nameOf } = useOutlets()
  return [
    {
      key: "name",
      title: w("institution"),
      phone: "title",
      render: (r) => (
        <>
          {r.name} {r.blacklisted ? <StateTag tone="bad">{w("black")}</StateTag> : null}
          {r.marked && !r.blacklisted ? <StateTag tone="warn">{w("marked")}</StateTag> : null}
        </>
      ),
      text: (r) => r.name,
    },
    {
      key: "level",
      title: w("level"),
      phone: "tag",
      render: (r) => <StateTag tone={levelTones[r.level]}>{say(levelTitles[r.level])}</StateTag>,
      text: (r) => r.level,
    },
    {
      key: "state",
      title: w("state"),
      render: (r) => <StateTag tone={institutionTones[r.state]}>{say(institutionTitles[r.state])}</StateTag>,
      text: (r) => r.state,
    },
    { key: "held", title: w("held"), align: "right", render: (r) => <Money value={r.held} />, text: (r) => r.held },
    {
      key: "unearned",
      title: w("unearned"),
      align: "right",
      render: (r) => <Money value={r.unearned} />,
      text: (r) => r.unearned,
    },
    {
      key: "deposit",
      title: w("deposit"),
      align: "right",
      render: (r) => <Money value={r.deposit} />,
      text: (r) => r.deposit,
    },
    {
      key: "students",
      title: w("students"),
      align: "right",
      render: (r) => r.students,
      text: (r) => String(r.students),
    },
    { key: "alerts", title: w("alerts"), align: "right", render: (r) => r.alerts, text: (r) => String(r.alerts) },
    { key: "outlet", title: w("outlet"), render: (r) => nameOf(r.outlet), text: (r) => r.outlet },
  ]
}

export function InstitutionsPage() {
  const w = useTrainingText()
  const say = useSay()
  const { options } = useOutlets()
  return (
    <Page title={w("institutions")} actions={<Register />}>
      <List
        name="training-institutions"
        label={w("institutions")}
        endpoint={listInstitutions}
        filters={[
          { kind: "text", name: "q", label: w("search"), width: 220 },
          {
            kind: "select",
            name: "level",
            label: w("level"),
            options: levels.map((value) => ({ value, label: say(levelTitles[value]) })),
          },
          { kind: "select", name: "outlet", label: w("outlet"), options },
        ]}
        columns={useInstitutionColumns()}
        rowKey={(r) => r.id}
        href={(r) => paths.institution(r.id)}
        empty={{ text: w("none") }}
      />
    </Page>
  )
}
