// Orders with what of each still stands in custody, for the bank, the authority and the institution itself.
import { useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { StateTag } from "#ui/states"
import { List } from "#ui/tables"
import { listOrders } from "../../contract.ts"
import { orderStates, orderTitles } from "../../states.ts"
import { trainingPaths as paths } from "../paths.ts"
import { orderTones, useTrainingText } from "../words.ts"

export function OrdersPage({ href = paths.order }: { href?: (id: string) => string }) {
  const w = useTrainingText()
  const say = useSay()
  return (
    <Page title={w("orders")}>
      <List
        name="training-orders"
        label={w("orders")}
        endpoint={listOrders}
        filters={[
          { kind: "text", name: "q", label: w("search"), width: 220 },
          {
            kind: "select",
            name: "state",
            label: w("state"),
            options: orderStates.map((value) => ({ value, label: say(orderTitles[value]) })),
          },
          { kind: "select", name: "disputed", label: w("disputed"), options: [{ value: "yes", label: w("disputed") }] },
        ]}
        columns={[
          {
            key: "contract",
            title: w("contract"),
            render: (r) => r.contractNo,
            text: (r) => r.contractNo,
            nowrap: true,
          },
          { key: "student", title: w("student"), phone: "title", render: (r) => r.student, text: (r) => r.student },
          {
            key: "state",
            title: w("state"),
            phone: "tag",
            render: (r) => <StateTag tone={orderTones[r.state]}>{say(orderTitles[r.state])}</StateTag>,
            text: (r) => r.state,
          },
          { key: "course", title: w("course"), render: (r) => r.course, text: (r) => r.course },
          { key: "institution", title: w("institution"), render: (r) => r.institution, text: (r) => r.institution },
          {
            key: "paid",
            title: w("paid"),
            align: "right",
            render: (r) => <Money value={r.paid} />,
            text: (r) => r.paid,
          },
          {
            key: "unearned",
            title: w("unearned"),
            align: "right",
            render: (r) => <Money value={r.unearned} />,
            text: (r) => r.unearned,
          },
          {
            key: "lessons",
            title: w("lessons"),
            align: "right",
            render: (r) => `${r.done}/${r.lessons}`,
            text: (r) => `${r.done}/${r.lessons}`,
          },
          {
            key: "disputed",
            title: w("disputed"),
            align: "right",
            render: (r) => r.disputed || "—",
            text: (r) => String(r.disputed),
          },
        ]}
        rowKey={(r) => r.id}
        href={(r) => href(r.id)}
        empty={{ text: w("none") }}
      />
    </Page>
  )
}
