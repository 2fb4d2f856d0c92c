// How the interest of an account came about: each settlement with its balance-days, rate and days of the year.
import type { z } from "zod"
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"
import { Nothing, Panel } from "#ui/page"
import { Grid } from "#ui/tables"
import type { getDeposit } from "../contract.ts"

const useText = dictionary({
  title: ["结息记录", "Interest credited"],
  note: [
    "积数计息：每日余额相加为积数，利息＝积数×年利率÷360；每季末月 20 日结息，次日入账。",
    "Balance-days × rate ÷ 360; settled on the 20th of the quarter's last month, credited on the day after.",
  ],
  period: ["期间", "Period"],
  interest: ["利息", "Interest"],
  how: ["算法", "How"],
  none: ["还没有结过息。", "No interest was settled yet."],
})

type Settlement = z.output<typeof getDeposit.response>["settlements"][number]

export function Settlements({ settlements }: { settlements: Settlement[] }) {
  const t = useText()
  return (
    <Panel title={t("title")} note={t("note")} flush>
      <Grid<Settlement>
        label={t("title")}
        rows={settlements}
        rowKey={(r) => r.from}
        columns={[
          { key: "period", title: t("period"), phone: "title", render: (r) => `${r.from} — ${r.to}`, nowrap: true },
          { key: "interest", title: t("interest"), align: "right", render: (r) => <Money value={r.interest} /> },
          { key: "how", title: t("how"), render: (r) => r.explanation },
        ]}
        empty={<Nothing text={t("none")} />}
      />
    </Panel>
  )
}
