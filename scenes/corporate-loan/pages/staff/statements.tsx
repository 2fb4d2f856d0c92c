// Financial statements: what the firm handed in, checked at the desk before it is believed.
import { api } from "#ui/api"
import { DialogAction, MoneyField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Nothing, Panel } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { Grid } from "#ui/tables"
import { addStatement } from "../../contract.ts"
import { turnovers, turnoverTitles, type Turnover } from "../../rules.ts"
import { isEnded } from "../../states.ts"
import { percentOf, useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  title: ["财务报表", "Financial statements"],
  note: [
    "资产须等于负债加权益；成本高于收入须说明原因。",
    "Assets equal liabilities and equity; a cost above sales is explained.",
  ],
  none: ["还没有录入报表，至少录入一期才能开始尽调。", "None yet; at least one is needed to start."],
  add: ["录入报表", "Enter a statement"],
  period: ["期间", "Period"],
  periodHint: ["年度写 2025，最近一期写 2026-09", "A year as 2025, the latest month as 2026-09"],
  sales: ["营业收入", "Sales"],
  cost: ["营业成本", "Cost of sales"],
  profit: ["利润总额", "Profit"],
  assets: ["资产合计", "Assets"],
  liabilities: ["负债合计", "Liabilities"],
  equity: ["所有者权益", "Equity"],
  cash: ["货币资金", "Cash"],
  ratio: ["资产负债率", "Debt ratio"],
  remark: ["说明", "Remark"],
  received: ["收到日", "Received"],
})

const items = ["sales", "cost", "profit", "assets", "liabilities", "equity", "cash"] as const

interface Values {
  period: string
  items: Record<(typeof items)[number], string> & { balances: Record<Turnover, string> }
  note?: string
}

export function StatementsPanel({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  return (
    <Panel title={t("title")} note={t("note")} extra={isEnded(found.state) ? undefined : <Add found={found} />} flush>
      <Grid
        label={t("title")}
        rows={found.statements}
        rowKey={(r) => r.period}
        empty={<Nothing text={t("none")} />}
        dense
        columns={[
          { key: "period", title: t("period"), phone: "title", render: (r) => r.period },
          ...(["sales", "cost", "profit", "assets", "liabilities"] as const).map((key) => ({
            key,
            title: s("amountHead", { name: t(key) }),
            align: "right" as const,
            render: (r: CaseDetail["statements"][number]) => <Money value={r.items[key]} />,
          })),
          { key: "ratio", title: t("ratio"), align: "right", render: (r) => `${percentOf(r.debtRatioBp)}%` },
          { key: "received", title: t("received"), render: (r) => r.receivedOn, nowrap: true },
        ]}
      />
    </Panel>
  )
}

function Add({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<Values, unknown>
      name="statement"
      label={t("add")}
      width={760}
      disabledReason={notAllowed("corporate-loan.apply")}
      submitLabel={s("save")}
      submit={({ note, ...body }, idempotencyKey) =>
        api(addStatement, { params: { id: found.id }, body: { ...body, note: note ?? "" }, idempotencyKey })
      }
    >
      <div className="hs-fields">
        <TextField name="period" label={t("period")} required max={7} hint={t("periodHint")} />
        {items.map((name) => (
          <MoneyField key={name} name={["items", name]} label={t(name)} required />
        ))}
        {turnovers.map((name) => (
          <MoneyField key={name} name={["items", "balances", name]} label={say(turnoverTitles[name])} required />
        ))}
        <div className="hs-wide">
          <TextField name="note" label={t("remark")} max={500} />
        </div>
      </div>
    </DialogAction>
  )
}
