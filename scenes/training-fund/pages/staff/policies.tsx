// Local policies as versions: what each says, from when, by which document; and the simulator that replays a month.
import { useEndpoint } from "#ui/api"
import { DatePicker, Select } from "antd"
import dayjs from "dayjs"
import { Trend } from "#ui/charts"
import { dictionary, useSay } from "#ui/i18n"
import { To, useUrlValues } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import type { z } from "zod"
import { listPolicies, type policyVersion, simulateEndpoint } from "../../contract.ts"
import { cadenceTitles, custodyTitles, giftTitles, releaseTitles } from "../../model.ts"
import { trainingPaths as paths } from "../paths.ts"
import { useTrainingText } from "../words.ts"

const useText = dictionary({
  from: ["生效日", "From"],
  source: ["依据", "Source"],
  fact: ["有文件", "From a document"],
  unverified: ["待核原文", "Text not re-read"],
  assumption: ["本行自定", "Own choice"],
  custody: ["存管方式", "Custody"],
  release: ["划拨方式", "Release"],
  cadence: ["划拨频次", "How often"],
  gift: ["赠课", "Gifts"],
  charge: ["收费上限", "Charge"],
  chargeText: ["{m} 个月 / {n} 课时 / {cap} 元", "{m} months / {n} lessons / {cap} yuan"],
  silence: ["家长未答自动确认", "Silence confirms"],
  days: ["{n} 个工作日", "{n} working days"],
  refund: ["机构未答视同同意", "Institution's silence agrees"],
  used: ["适用机构", "Institutions"],
  share: ["存管比例", "Share in custody"],
  versions: ["各版本", "Versions"],
  change: ["在参数页提出新版本（两人）", "Propose a version (two people)"],
  pending: ["有新版本待复核", "A version waits for its checker"],
  month: ["月份", "Month"],
  other: ["换成哪地政策", "Under which policy"],
  intro: [
    "{month} 的 {n} 份订单，按“{other}”重放，与各合同签约时的政策（{base}）比较；不改动任何数据。",
    "{n} orders of {month} replayed under {other}, each against the policy of its contract ({base}); nothing changes.",
  ],
  heldBase: ["存管余额（现行）", "In custody, as is"],
  heldOther: ["存管余额（推演）", "In custody, replayed"],
  released: ["期末已划给机构", "Released by the end"],
  refused: ["按新政策不能收费", "Not chargeable"],
  now: ["现行", "As is"],
  then: ["推演", "Replayed"],
  difference: ["差额", "Difference"],
})

export function PoliciesPage() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  const query = useEndpoint(listPolicies)
  return (
    <Page title={w("policies")} actions={may("rule-data.propose") ? <To href="/rules">{t("change")}</To> : undefined}>
      <Loaded query={query} rows={10}>
        {(list) => (
          <Stack>
            {list.map((one) =>
              one.current ? (
                <Panel
                  key={one.code}
                  title={`${say(one.title)} · ${one.code}`}
                  extra={
                    <StateTag
                      tone={
                        one.current.certainty === "fact"
                          ? "good"
                          : one.current.certainty === "unverified"
                            ? "warn"
                            : "calm"
                      }
                    >
                      {t(one.current.certainty)}
                    </StateTag>
                  }
                  note={one.pending ? t("pending") : undefined}
                >
                  <Pairs
                    columns={3}
                    items={[
                      { label: t("custody"), value: say(custodyTitles[one.current.policy.custody]) },
                      { label: t("release"), value: say(releaseTitles[one.current.policy.release]) },
                      { label: t("cadence"), value: say(cadenceTitles[one.current.policy.cadence]) },
                      {
                        label: t("charge"),
                        value: t("chargeText", {
                          m: one.current.policy.maxMonths,
                          n: one.current.policy.maxLessons,
                          cap: one.current.policy.capYuan ?? "—",
                        }),
                      },
                      { label: t("silence"), value: t("days", { n: one.current.policy.confirmWorkdays }) },
                      { label: t("refund"), value: t("days", { n: one.current.policy.refundAnswerWorkdays }) },
                      { label: t("gift"), value: say(giftTitles[one.current.policy.giftMode]) },
                      { label: t("from"), value: `${one.current.from}（${one.versions.length}）` },
                      { label: t("used"), value: one.institutions },
                      { label: t("share"), value: shareText(one.current.policy.custodyShareBp) },
                      { label: t("source"), value: one.current.source, wide: true },
                    ]}
                  />
                  {one.versions.length > 1 ? <Versions rows={one.versions} current={one.current.id} /> : null}
                </Panel>
              ) : null,
            )}
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

const shareText = (bp: number): string => `${bp / 100}%`

type Version = z.output<typeof policyVersion>

/** Earlier and coming versions: an order keeps the one of its day. */
function Versions({ rows, current }: { rows: readonly Version[]; current: string }) {
  const t = useText()
  const say = useSay()
  return (
    <Grid
      label={t("versions")}
      rows={rows}
      rowKey={(r) => r.id}
      dense
      columns={[
        {
          key: "from",
          title: t("from"),
          phone: "title",
          render: (r) => `${r.from}${r.id === current ? `（${t("now")}）` : ""}`,
          nowrap: true,
        },
        { key: "custody", title: t("custody"), render: (r) => say(custodyTitles[r.policy.custody]) },
        { key: "share", title: t("share"), align: "right", render: (r) => shareText(r.policy.custodyShareBp) },
        { key: "release", title: t("release"), render: (r) => say(releaseTitles[r.policy.release]) },
        { key: "source", title: t("source"), render: (r) => r.source },
      ]}
    />
  )
}

export function SimulatorPage() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const [{ policy = "WUHU_2022", month }, change] = useUrlValues()
  const policies = useEndpoint(listPolicies)
  const query = useEndpoint(simulateEndpoint, { query: { policy, month } }, { keepPrevious: true })
  return (
    <Page
      title={w("simulator")}
      actions={
        <>
          <DatePicker
            picker="month"
            aria-label={t("month")}
            allowClear={false}
            value={query.data ? dayjs(query.data.from) : null}
            onChange={(next) => change({ month: next?.format("YYYY-MM") })}
          />
          <Select
            aria-label={t("other")}
            value={policy}
            style={{ minWidth: 180 }}
            options={(policies.data ?? []).map((one) => ({ value: one.code, label: say(one.title) }))}
            onChange={(next: string) => change({ policy: next })}
          />
        </>
      }
    >
      <Loaded query={query} rows={10}>
        {(s) => (
          <Stack>
            <p className="hs-muted">
              {t("intro", { month: s.month, n: s.orders, other: say(s.other), base: s.base.map(say).join("、") })}
            </p>
            <Figures>
              <Figure label={`${t("released")} · ${t("now")}`} value={<Money value={s.released.base} />} />
              <Figure label={`${t("released")} · ${t("then")}`} value={<Money value={s.released.other} />} />
              <Figure label={t("refused")} value={`${s.refused.base} → ${s.refused.other}`} />
            </Figures>
            <Panel title={w("held")}>
              <Trend
                title={w("held")}
                labelTitle={w("on")}
                labels={s.days.map((one) => one.day)}
                series={[
                  { name: t("heldBase"), values: s.days.map((one) => one.baseHeld), kind: "step" },
                  { name: t("heldOther"), values: s.days.map((one) => one.otherHeld), kind: "step", tone: "warn" },
                ]}
              />
            </Panel>
            <Panel title={t("difference")} flush>
              <Grid
                label={t("difference")}
                rows={s.rows.filter((one) => one.difference !== "0.00" || one.refused.length > 0)}
                rowKey={(r) => r.orderId}
                dense
                href={(r) => paths.order(r.orderId)}
                columns={[
                  { key: "contract", title: w("contract"), phone: "title", render: (r) => r.contractNo, nowrap: true },
                  { key: "institution", title: w("institution"), render: (r) => r.institution },
                  { key: "policy", title: w("policy"), render: (r) => say(r.policy) },
                  { key: "base", title: t("now"), align: "right", render: (r) => <Money value={r.baseReleased} /> },
                  { key: "other", title: t("then"), align: "right", render: (r) => <Money value={r.otherReleased} /> },
                  {
                    key: "difference",
                    title: t("difference"),
                    align: "right",
                    render: (r) => <Money value={r.difference} signed />,
                  },
                  {
                    key: "refused",
                    title: t("refused"),
                    render: (r) => r.refused.map((one) => one.code).join(" ") || "—",
                  },
                ]}
                empty={<Nothing text={w("none")} />}
              />
            </Panel>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
