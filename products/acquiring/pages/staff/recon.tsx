// The reconciliation's two weeks: which days agree, which are open, which bill is missing; what is kept aside and how old
// it is; which channels people pay through.
import { useEndpoint } from "#ui/api"
import { Bars } from "#ui/charts"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Money } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import type { Tone } from "#ui/theme"
import { moment } from "#ui/timeline"
import { reconBoard } from "../../recon/contract.ts"
import { channelTitles } from "../../model.ts"
import { acquiringPaths as paths } from "../paths.ts"
import { useAcquiringText } from "../words.ts"

export const useReconText = dictionary({
  import: ["导入银行到账流水", "Import the bank's statement"],
  calendar: ["对账日历（近两周）", "The last two weeks"],
  running: ["次日出账", "Bill tomorrow"],
  none: ["账单未到", "No bill"],
  loaded: ["待对账", "To be matched"],
  matched: ["待签结", "To be signed"],
  signed: ["已签结", "Signed off"],
  open: ["待处理差异", "Open differences"],
  overdue: ["超时限差错", "Past the limit"],
  unsigned: ["未签结", "Not signed off"],
  agreed: ["一致", "Agree"],
  ourPay: ["本行收款", "Our payments"],
  theirPay: ["渠道收款", "Their payments"],
  refund: ["退款", "Refunds"],
  expected: ["应到账", "Expected"],
  received: ["已到账", "Received"],
  ages: ["差错账龄（工作日）", "Age of differences, working days"],
  noAges: ["没有待处理的差异。", "No difference is open."],
  surplus: ["长款", "Surplus"],
  shortage: ["短款", "Shortage"],
  count: ["笔数", "Number"],
  mix: ["渠道构成（近两周）", "Channels of the two weeks"],
  refused: ["未采信的账单文件", "Bill files refused"],
  file: ["文件", "File"],
  fault: ["原因", "Why"],
  at: ["时间", "When"],
})

export const dayTones: Record<"running" | "none" | "loaded" | "matched" | "signed", Tone> = {
  running: "neutral",
  none: "bad",
  loaded: "calm",
  matched: "warn",
  signed: "good",
}

export function ReconPage() {
  const t = useReconText()
  const w = useAcquiringText()
  const say = useSay()
  const may = useMay()
  const query = useEndpoint(reconBoard, { query: {} }, { refreshMs: 30_000 })
  return (
    <Page
      title={w("recon")}
      actions={
        may("acquiring.reconcile") ? <To href={kernelPaths.imports("acquiring.bank-lines")}>{t("import")}</To> : null
      }
    >
      <Loaded query={query} rows={10}>
        {(data) => (
          <Stack>
            <Figures>
              <Figure
                label={t("unsigned")}
                value={data.days.filter((one) => !["signed", "running"].includes(one.state)).length}
                tone={data.days.some((one) => one.state === "none") ? "warn" : undefined}
              />
              <Figure
                label={t("open")}
                value={data.ages.reduce((sum, one) => sum + one.count, 0)}
                href={`${paths.differences()}?state=open`}
              />
              <Figure label={t("overdue")} value={data.overdue} tone={data.overdue > 0 ? "bad" : undefined} />
            </Figures>
            <Columns wide="even">
              <Panel title={t("ages")}>
                {data.ages.every((one) => one.count === 0) ? (
                  <Nothing text={t("noAges")} />
                ) : (
                  <Bars
                    title={t("ages")}
                    labelTitle={t("ages")}
                    valueTitle={t("count")}
                    items={data.ages.map((one, place) => ({
                      label: one.band,
                      value: String(one.count),
                      tone: place === 0 ? ("calm" as const) : place === 1 ? ("warn" as const) : ("bad" as const),
                    }))}
                  />
                )}
                <p className="hs-muted">
                  {data.ages
                    .filter((one) => one.surplus !== "0.00" || one.shortage !== "0.00")
                    .map((one) => `${one.band}：${t("surplus")} ${one.surplus}，${t("shortage")} ${one.shortage}`)
                    .join("；")}
                </p>
              </Panel>
              <Panel title={t("mix")}>
                {data.mix.length === 0 ? (
                  <Nothing text={w("none")} />
                ) : (
                  <Bars
                    title={t("mix")}
                    labelTitle={w("channel")}
                    valueTitle={w("amount")}
                    horizontal
                    items={data.mix.map((one) => ({ label: say(channelTitles[one.channel]), value: one.amount }))}
                  />
                )}
              </Panel>
            </Columns>
            <Panel title={t("calendar")} flush>
              <Grid
                label={t("calendar")}
                rows={data.days}
                rowKey={(r) => `${r.channel}-${r.day}`}
                href={(r) => paths.reconDay(r.channel, r.day)}
                columns={[
                  { key: "day", title: w("day"), phone: "title", render: (r) => r.day, nowrap: true },
                  { key: "channel", title: w("channel"), render: (r) => say(channelTitles[r.channel]), nowrap: true },
                  { key: "agreed", title: t("agreed"), align: "right", render: (r) => r.matched },
                  { key: "ours", title: t("ourPay"), align: "right", render: (r) => <Money value={r.ourPay} /> },
                  { key: "theirs", title: t("theirPay"), align: "right", render: (r) => <Money value={r.theirPay} /> },
                  {
                    key: "expected",
                    title: t("expected"),
                    align: "right",
                    render: (r) => <Money value={r.expected} />,
                  },
                  {
                    key: "received",
                    title: t("received"),
                    align: "right",
                    render: (r) => <Money value={r.received} />,
                  },
                  { key: "open", title: t("open"), align: "right", render: (r) => r.open },
                  {
                    key: "state",
                    title: w("state"),
                    render: (r) => <StateTag tone={dayTones[r.state]}>{t(r.state)}</StateTag>,
                  },
                ]}
                empty={<Nothing text={w("none")} />}
              />
            </Panel>
            {data.refused.length > 0 ? (
              <Panel title={t("refused")} flush>
                <Grid
                  label={t("refused")}
                  rows={data.refused}
                  rowKey={(r) => r.at}
                  dense
                  columns={[
                    { key: "day", title: w("day"), render: (r) => r.day, nowrap: true },
                    { key: "channel", title: w("channel"), render: (r) => say(channelTitles[r.channel]) },
                    { key: "file", title: t("file"), phone: "title", render: (r) => r.name },
                    { key: "fault", title: t("fault"), render: (r) => r.fault },
                    { key: "at", title: t("at"), render: (r) => moment(r.at), nowrap: true },
                  ]}
                  empty={null}
                />
              </Panel>
            ) : null}
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
