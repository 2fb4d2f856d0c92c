// Float and three-way check, and the settlements: the school and the bank look at the same panels.
import type { z } from "zod"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Figure, Figures, Nothing, Pairs, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import type { moneyView, settlementView } from "../contract.ts"
import { useCampusText } from "./words.ts"

const useText = dictionary({
  wallets: ["{n} 户", "{n} wallets"],
  arrears: ["欠款", "Arrears"],
  fund: ["补助专项资金", "Fund"],
  due: ["商户待结算", "Due to merchants"],
  loss: ["学校承担（挂失后消费）", "Borne by the school"],
  dormant: ["不动户", "Dormant"],
  check: ["三方核对：卡 = 系统 = 银行", "Card = server = bank"],
  ledger: ["账上合计", "On the ledger"],
  records: ["按业务流水", "By the lines"],
  difference: ["差额", "Difference"],
  moneyIn: ["累计收入", "Came in"],
  moneyOut: ["累计付出", "Went out"],
  even: ["相符", "Agree"],
  uneven: ["不符", "Differ"],
  cards: ["有卡面余额的卡 {read} 张，与系统相符 {agree} 张", "{agree} of {read} cards that show an amount agree"],
  waiting: ["等补传", "Waits for uploads"],
  differ: ["待核对", "Look at"],
  uid: ["卡号", "Card"],
  server: ["系统", "Server"],
  read: ["卡面", "Card shows"],
  gaps: ["缺号", "Missing counters"],
  settlements: ["商户结算", "Settlements"],
  day: ["日期", "Day"],
  gross: ["消费", "Sales"],
  reversed: ["冲正", "Taken back"],
  fee: ["手续费", "Fee"],
  net: ["入账", "Paid"],
  account: ["账号", "Account"],
})

export function MoneyPanels({ money }: { money: z.output<typeof moneyView> }) {
  const t = useText()
  const say = useSay()
  const isEven = money.check.difference === "0.00"
  return (
    <Stack>
      <Figures>
        {money.purses.map((purse) => (
          <Figure
            key={purse.code}
            label={say(purse)}
            value={<Money value={purse.amount} unit />}
            note={t("wallets", { n: purse.wallets })}
          />
        ))}
        <Figure
          label={t("arrears")}
          value={<Money value={money.arrears} unit />}
          note={t("wallets", { n: money.arrearsWallets })}
        />
        <Figure label={t("fund")} value={<Money value={money.fund} unit />} />
        <Figure
          label={t("dormant")}
          value={<Money value={money.dormantAmount} unit />}
          note={t("wallets", { n: money.dormant })}
        />
      </Figures>
      <Panel
        title={t("check")}
        extra={<StateTag tone={isEven ? "good" : "bad"}>{t(isEven ? "even" : "uneven")}</StateTag>}
        note={t("cards", { read: money.check.read, agree: money.check.agree })}
      >
        <Pairs
          columns={3}
          items={[
            { label: t("ledger"), value: <Money value={money.check.ledger} unit /> },
            { label: t("records"), value: <Money value={money.check.records} unit /> },
            { label: t("difference"), value: <Money value={money.check.difference} unit strong /> },
            { label: t("moneyIn"), value: <Money value={money.check.moneyIn} unit /> },
            { label: t("moneyOut"), value: <Money value={money.check.moneyOut} unit /> },
            { label: t("loss"), value: <Money value={money.loss} unit /> },
            ...money.merchants.map((one) => ({
              label: `${t("due")} · ${one.name}`,
              value: <Money value={one.due} unit />,
            })),
          ]}
        />
        <Cards title={t("waiting")} rows={money.check.waiting} />
        <Cards title={t("differ")} rows={money.check.differ} />
      </Panel>
    </Stack>
  )
}

function Cards({ title, rows }: { title: string; rows: z.output<typeof moneyView>["check"]["waiting"] }) {
  const t = useText()
  if (rows.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <Grid
        label={title}
        rows={rows}
        rowKey={(r) => r.uid}
        dense
        columns={[
          { key: "uid", title: t("uid"), phone: "title", render: (r) => r.uid },
          { key: "server", title: t("server"), align: "right", render: (r) => <Money value={r.server} /> },
          { key: "read", title: t("read"), align: "right", render: (r) => <Money value={r.read} /> },
          {
            key: "gaps",
            title: t("gaps"),
            render: (r) => r.gaps.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join("、"),
          },
        ]}
      />
    </>
  )
}

export function Settlements({ rows }: { rows: readonly z.output<typeof settlementView>[] }) {
  const t = useText()
  const w = useCampusText()
  return (
    <Panel title={t("settlements")} flush>
      <Grid
        label={t("settlements")}
        rows={rows}
        rowKey={(r) => `${r.day}-${r.merchant}`}
        dense
        empty={<Nothing text={w("none")} />}
        columns={[
          { key: "day", title: t("day"), phone: "title", render: (r) => r.day, nowrap: true },
          { key: "merchant", title: w("merchant"), render: (r) => r.merchant },
          { key: "gross", title: t("gross"), align: "right", render: (r) => <Money value={r.gross} /> },
          { key: "reversed", title: t("reversed"), align: "right", render: (r) => <Money value={r.reversed} /> },
          { key: "fee", title: t("fee"), align: "right", render: (r) => <Money value={r.fee} /> },
          { key: "net", title: t("net"), align: "right", render: (r) => <Money value={r.net} strong /> },
          { key: "account", title: t("account"), render: (r) => r.accountNo, nowrap: true },
        ]}
      />
    </Panel>
  )
}
