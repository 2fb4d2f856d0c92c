// Meal subsidies: pay into the fund, propose for whole classes, another person agrees; what is not eaten goes back.
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { useEndpoint, api } from "#ui/api"
import { openPaper } from "#ui/print"
import { ConfirmAction, DateField, DialogAction, MoneyField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import type { z } from "zod"
import {
  decideGrantEndpoint,
  fundEndpoint,
  type grantView,
  listGrants,
  proposeGrantEndpoint,
} from "../../cards/contract.ts"
import { listClasses } from "../../portal-contract.ts"
import { useCampusText } from "../words.ts"

const useText = dictionary({
  title: ["补助发放", "Subsidies"],
  fund: ["专项资金余额", "In the fund"],
  standard: ["每生每天标准", "Standard a day"],
  pay: ["拨入资金", "Pay in"],
  reference: ["拨款文号", "Paper"],
  payNote: [
    "从学校结算账户转入专项资金，只能用于补助发放。",
    "From the school's account into the fund; used for grants only.",
  ],
  propose: ["提出发放", "Propose"],
  proposeNote: [
    "提出后须由另一人确认；到期未用的退回专项资金，不能取现，也不能在商店使用。",
    "Another person agrees. What is unused returns; it is never cash and buys nothing at the shop.",
  ],
  name: ["名称", "Title"],
  perDay: ["每天", "A day"],
  days: ["天数", "Days"],
  classes: ["班级", "Classes"],
  people: ["人数", "People"],
  total: ["总额", "Total"],
  returned: ["已退回", "Returned"],
  by: ["提出 / 确认", "Proposed / agreed"],
  agree: ["确认发放", "Agree"],
  refuse: ["不同意", "Refuse"],
  agreeNote: ["向 {n} 人发放共 {total} 元？", "Pay {total} to {n} people?"],
  own: ["须由另一人确认", "Another person must agree"],
  proposed: ["待确认", "Waits"],
  granting: ["发放中", "Being paid"],
  granted: ["已发放", "Paid"],
  returning: ["退回中", "Being returned"],
  returned2: ["已退回结余", "Rest returned"],
  refused: ["未通过", "Refused"],
  none: ["还没有发放。", "No grants yet."],
})

type Grant = z.output<typeof grantView>
const tones = {
  proposed: "warn",
  granting: "primary",
  granted: "good",
  returning: "primary",
  returned: "neutral",
  refused: "neutral",
} as const

export function SubsidiesPage() {
  const t = useText()
  const w = useCampusText()
  const may = useMay()
  const query = useEndpoint(listGrants, {}, { refreshMs: 10_000 })
  return (
    <Page
      title={t("title")}
      actions={
        <>
          {may("campus.fund") ? <PayIn /> : null}
          <Propose standard={query.data?.standard ?? "5.00"} />
        </>
      }
    >
      <Loaded query={query}>
        {({ fund, standard, items }) => (
          <Stack>
            <Figures>
              <Figure label={t("fund")} value={<Money value={fund} unit />} />
              <Figure label={t("standard")} value={<Money value={standard} unit />} />
            </Figures>
            <Panel flush>
              <Grid
                label={t("title")}
                rows={items}
                rowKey={(r) => r.id}
                empty={<Nothing text={t("none")} />}
                columns={[
                  { key: "title", title: t("name"), phone: "title", render: (r) => r.title },
                  { key: "from", title: w("from"), render: (r) => r.from, nowrap: true },
                  { key: "to", title: w("to"), render: (r) => r.to, nowrap: true },
                  { key: "people", title: t("people"), align: "right", render: (r) => r.people },
                  { key: "total", title: t("total"), align: "right", render: (r) => <Money value={r.total} /> },
                  {
                    key: "returned",
                    title: t("returned"),
                    align: "right",
                    render: (r) => <Money value={r.returned} />,
                  },
                  { key: "by", title: t("by"), render: (r) => `${r.proposedBy} / ${r.decidedBy ?? "—"}` },
                  {
                    key: "state",
                    title: w("state"),
                    phone: "tag",
                    render: (r) => (
                      <StateTag tone={tones[r.state]}>{t(r.state === "returned" ? "returned2" : r.state)}</StateTag>
                    ),
                  },
                  {
                    key: "act",
                    title: "",
                    render: (r) => (r.state === "proposed" ? <Decide grant={r} /> : <Sheet id={r.id} />),
                  },
                ]}
              />
            </Panel>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Sheet({ id }: { id: string }) {
  const w = useCampusText()
  return (
    <Action
      label={w("print")}
      size="small"
      run={() => openPaper(printPaper, { params: { kind: "campus.subsidy-list", objectId: id } })}
    />
  )
}

function Decide({ grant }: { grant: Grant }) {
  const t = useText()
  const params = { id: grant.id }
  return (
    <span className="hs-page-actions">
      {([true, false] as const).map((agree) => (
        <ConfirmAction
          key={String(agree)}
          name={`grant-${agree}-${grant.id}`}
          label={t(agree ? "agree" : "refuse")}
          size="small"
          {...(agree ? { kind: "primary" as const } : {})}
          disabledReason={grant.mine ? t("own") : null}
          submit={(idempotencyKey) => api(decideGrantEndpoint, { params, body: { agree }, idempotencyKey })}
        >
          {t("agreeNote", { n: grant.people, total: grant.total })}
        </ConfirmAction>
      ))}
    </span>
  )
}

function PayIn() {
  const t = useText()
  const w = useCampusText()
  return (
    <DialogAction<{ amount: string; reference: string }, unknown>
      name="pay-fund"
      label={t("pay")}
      submitLabel={t("pay")}
      submit={(body, idempotencyKey) => api(fundEndpoint, { body, idempotencyKey })}
    >
      <p style={{ marginTop: 0 }}>{t("payNote")}</p>
      <MoneyField name="amount" label={w("amount")} required />
      <TextField name="reference" label={t("reference")} required max={60} />
    </DialogAction>
  )
}

interface Values {
  title: string
  perDay: string
  days: string
  from: string
  to: string
  classIds: string[]
}

function Propose({ standard }: { standard: string }) {
  const t = useText()
  const w = useCampusText()
  const classes = useEndpoint(listClasses)
  return (
    <DialogAction<Values, unknown>
      name="propose-grant"
      label={t("propose")}
      kind="primary"
      submitLabel={t("propose")}
      initial={{ perDay: standard, days: "20" }}
      submit={({ days, ...body }, idempotencyKey) =>
        api(proposeGrantEndpoint, { body: { ...body, days: Number(days) }, idempotencyKey })
      }
    >
      <p style={{ marginTop: 0 }}>{t("proposeNote")}</p>
      <TextField name="title" label={t("name")} required max={40} />
      <MoneyField name="perDay" label={t("perDay")} required />
      <WholeField name="days" label={t("days")} required />
      <DateField name="from" label={w("from")} required />
      <DateField name="to" label={w("to")} required />
      <SelectField
        name="classIds"
        label={t("classes")}
        required
        many
        options={(classes.data?.items ?? []).map((one) => ({ value: one.id, label: one.title }))}
      />
    </DialogAction>
  )
}
