// The repayment plan: what falls due when, what is paid, and for each interest figure how it is reckoned.
import { Tooltip } from "antd"
import type { z } from "zod"
import { dictionary } from "#ui/i18n"
import { groupAmounts, Money } from "#ui/money"
import { Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import type { loanShape } from "../contract.ts"

const useText = dictionary({
  schedule: ["还款计划", "Schedule"],
  note: [
    "把鼠标或焦点放在利息上，可看每期的算法。",
    "Point at an interest figure, or reach it by key, to see how it is reckoned.",
  ],
  n: ["期", "No."],
  due: ["应还日", "Due"],
  days: ["天数", "Days"],
  interest: ["利息（元）", "Interest"],
  principal: ["本金（元）", "Principal"],
  total: ["合计（元）", "Total"],
  balance: ["剩余本金（元）", "Balance"],
  planned: ["未到期", "Planned"],
  dueNow: ["应还", "Due"],
  overdue: ["逾期", "Overdue"],
  paid: ["已还", "Paid"],
})

const tones = { planned: "neutral", due: "warn", overdue: "bad", paid: "good" } as const

type Row = z.output<typeof loanShape>["schedule"][number]

export function Schedule({ loan }: { loan: { schedule: Row[] } }) {
  const t = useText()
  return (
    <Panel title={t("schedule")} note={t("note")} flush>
      <Grid<Row>
        label={t("schedule")}
        rows={loan.schedule}
        rowKey={(r) => String(r.n)}
        dense
        columns={[
          { key: "n", title: t("n"), render: (r) => r.n, width: 50 },
          { key: "due", title: t("due"), render: (r) => r.due, nowrap: true, phone: "title" },
          { key: "days", title: t("days"), align: "right", render: (r) => r.days },
          {
            key: "interest",
            title: t("interest"),
            align: "right",
            render: (r) => <Explained text={r.explanation} amount={r.interest} />,
          },
          { key: "principal", title: t("principal"), align: "right", render: (r) => <Money value={r.principal} /> },
          { key: "total", title: t("total"), align: "right", render: (r) => <Money value={r.total} strong /> },
          { key: "balance", title: t("balance"), align: "right", render: (r) => <Money value={r.balance} /> },
          {
            key: "state",
            title: "",
            phone: "tag",
            render: (r) => <StateTag tone={tones[r.state]}>{t(r.state === "due" ? "dueNow" : r.state)}</StateTag>,
          },
        ]}
      />
    </Panel>
  )
}

/** The explanation must be reachable without a mouse, so the figure takes the focus. */
function Explained({ text, amount }: { text: string; amount: string }) {
  const title = groupAmounts(text)
  return (
    <Tooltip title={title}>
      <span
        tabIndex={0 /* oxlint-disable-line jsx-a11y/no-noninteractive-tabindex */}
        aria-description={title}
        className="hs-explained"
      >
        <Money value={amount} />
      </span>
    </Tooltip>
  )
}
