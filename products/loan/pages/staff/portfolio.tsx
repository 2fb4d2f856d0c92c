// The portfolio as it was summed last night: how much, how late, how good, to whom, at what rate. Every figure leads to
// the notes behind it.
import { DatePicker, Select } from "antd"
import dayjs from "dayjs"
import type { z } from "zod"
import { useEndpoint } from "#ui/api"
import { Bars, Trend } from "#ui/charts"
import { dictionary, useSay } from "#ui/i18n"
import { To, useUrlValues } from "#ui/link"
import { Money, percentOf } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { useOutlets } from "#ui/session"
import { Grid } from "#ui/tables"
import { loanPortfolio } from "../../contract.ts"
import { loanPaths as paths } from "../paths.ts"

const useText = dictionary({
  title: ["贷款组合", "Loan portfolio"],
  day: ["日期", "Day"],
  outlet: ["网点", "Outlet"],
  all: ["全行", "Whole branch"],
  asOf: ["{day} 日终", "As of the close of {day}"],
  none: ["第一次日终之后才有汇总。", "There are no figures before the first day end."],
  balance: ["贷款余额", "Balance"],
  loans: ["{n} 笔", "{n} loans"],
  newAmount: ["当日发放", "Paid out that day"],
  overdue: ["逾期余额", "Overdue"],
  bad: ["不良余额", "Bad"],
  badShare: ["不良率 {share}%", "{share}% of the balance"],
  overdueTitle: ["逾期天数", "Days overdue"],
  class: ["五级分类", "Classes"],
  rate: ["利率分布", "By rate"],
  industry: ["行业", "By industry"],
  vintage: ["按放款月份", "By month of pay-out"],
  method: ["还款方式", "By repayment"],
  band: ["分组", "Group"],
  amount: ["余额（元）", "Balance"],
  share: ["占比", "Share"],
  debtors: ["最大十户", "Largest debtors"],
  party: ["客户", "Customer"],
  count: ["笔数", "Loans"],
  trend: ["余额与不良走势", "Balance and bad loans"],
})

type Portfolio = z.output<typeof loanPortfolio.response>

export function PortfolioPage() {
  const t = useText()
  const [{ day, outlet }, change] = useUrlValues()
  const { options } = useOutlets()
  const asked = { ...(day ? { day } : {}), ...(outlet ? { outlet } : {}) }
  const query = useEndpoint(loanPortfolio, { query: asked }, { keepPrevious: true })
  return (
    <Page
      title={t("title")}
      intro={query.data?.day ? t("asOf", { day: query.data.day }) : undefined}
      actions={
        <>
          <DatePicker
            aria-label={t("day")}
            placeholder={t("day")}
            value={day ? dayjs(day) : null}
            onChange={(next) => change({ day: next?.format("YYYY-MM-DD") })}
          />
          <Select
            aria-label={t("outlet")}
            allowClear
            placeholder={t("all")}
            value={outlet ?? null}
            options={options}
            style={{ width: 170 }}
            onChange={(next: string | null) => change({ outlet: next ?? undefined })}
          />
        </>
      }
    >
      <Loaded query={query} rows={10}>
        {(found) =>
          found.day === null ? (
            <Panel>
              <Nothing text={t("none")} />
            </Panel>
          ) : (
            <Board found={found} />
          )
        }
      </Loaded>
    </Page>
  )
}

function Board({ found }: { found: Portfolio }) {
  const t = useText()
  const { total } = found
  const at = (dimension: Portfolio["breakdowns"][number]["dimension"]) =>
    found.breakdowns.find((one) => one.dimension === dimension)?.rows ?? []
  return (
    <Stack>
      <Figures>
        <Figure
          label={t("balance")}
          value={<Money value={total.balance} wan />}
          note={t("loans", { n: total.loans })}
          href={paths.loans()}
        />
        <Figure
          label={t("newAmount")}
          value={<Money value={total.newAmount} wan />}
          note={t("loans", { n: total.newLoans })}
        />
        <Figure
          label={t("overdue")}
          value={<Money value={total.overdue} wan />}
          href={paths.loans({ state: "overdue" })}
          tone={Number(total.overdue) > 0 ? "warn" : undefined}
        />
        <Figure
          label={t("bad")}
          value={<Money value={total.bad} wan />}
          note={t("badShare", { share: badShare(total) })}
          href={paths.loans({ riskClass: "substandard" })}
          tone={Number(total.bad) > 0 ? "bad" : undefined}
        />
      </Figures>
      <Columns wide="even">
        <Breakdown title={t("overdueTitle")} rows={at("overdue")} />
        <Breakdown title={t("class")} rows={at("class")} />
        <Breakdown title={t("rate")} rows={at("rate")} />
        <Breakdown title={t("industry")} rows={at("industry")} />
        <Breakdown title={t("vintage")} rows={at("vintage")} />
        <Breakdown title={t("method")} rows={at("method")} />
      </Columns>
      <Movement found={found} />
      <Debtors found={found} />
    </Stack>
  )
}

/** A share for reading only; the amounts beside it are exact. */
function badShare({ bad, balance }: Portfolio["total"]): string {
  return Number(balance) === 0 ? "0.00" : ((Number(bad) / Number(balance)) * 100).toFixed(2)
}

type Row = Portfolio["breakdowns"][number]["rows"][number]

const toneOf = (row: Row): "primary" | "warn" | "bad" => {
  if (Number(row.bad) > 0 && row.bad === row.balance) return "bad"
  return Number(row.overdue) > 0 && row.overdue === row.balance ? "warn" : "primary"
}

function Breakdown({ title, rows }: { title: string; rows: Row[] }) {
  const t = useText()
  const say = useSay()
  return (
    <Panel title={title}>
      <Bars
        title={title}
        labelTitle={t("band")}
        valueTitle={t("amount")}
        horizontal
        items={rows.map((row) => ({ label: say(row.label), value: row.balance, tone: toneOf(row) }))}
      />
    </Panel>
  )
}

function Movement({ found }: { found: Portfolio }) {
  const t = useText()
  return (
    <Panel title={t("trend")}>
      <Trend
        title={t("trend")}
        labelTitle={t("day")}
        labels={found.trend.map((one) => one.day)}
        series={[
          { name: t("balance"), values: found.trend.map((one) => one.balance), kind: "area" },
          { name: t("overdue"), values: found.trend.map((one) => one.overdue), tone: "warn" },
          { name: t("bad"), values: found.trend.map((one) => one.bad), tone: "bad" },
        ]}
      />
    </Panel>
  )
}

function Debtors({ found }: { found: Portfolio }) {
  const t = useText()
  return (
    <Panel title={t("debtors")} flush>
      <Grid
        label={t("debtors")}
        rows={found.debtors}
        rowKey={(r) => r.partyId}
        columns={[
          {
            key: "party",
            title: t("party"),
            phone: "title",
            render: (r) => <To href={kernelPaths.customer(r.partyId)}>{r.partyName}</To>,
          },
          { key: "loans", title: t("count"), align: "right", render: (r) => r.loans },
          { key: "balance", title: t("amount"), align: "right", render: (r) => <Money value={r.balance} /> },
          { key: "share", title: t("share"), align: "right", render: (r) => percentOf(r.shareBp) },
        ]}
        empty={<Nothing text={t("none")} />}
      />
    </Panel>
  )
}
