// What the case is about: the request, the decision, the cover and the curve of value against outstanding.
import { Alert } from "antd"
import { Ladder, Trend } from "#ui/charts"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Money, Rate } from "#ui/money"
import { Columns, Figure, Figures, Nothing, Pairs, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { StateTag } from "#ui/states"
import { moment } from "#ui/timeline"
import { authorityTitles } from "../../rules.ts"
import { bandTones, coverRungs, percentOf, useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  request: ["申请与批准", "Request and decision"],
  start: ["起息日", "Start"],
  end: ["到期日", "End"],
  longest: ["最长可到", "Latest end allowed"],
  authority: ["审批权限", "Authority"],
  contract: ["合同编号", "Contract"],
  signed: ["签约时间", "Signed"],
  approval: ["审批单", "Approval"],
  open: ["查看", "Open"],
  cover: ["排污权抵押率", "LTV on the right"],
  coverNote: [
    "余额先由其他押品承担，其余由排污权承担。",
    "Other collateral carries first; the right carries the rest.",
  ],
  onRight: ["由排污权承担", "Carried by the right"],
  rightValue: ["排污权现值", "Value of the right"],
  cure: ["补足到 80% 需还款", "To repay back to 80%"],
  curve: ["价值与余额", "Value and outstanding"],
  rightLine: ["排污权价值", "Right"],
  packageLine: ["全部押品价值", "Whole package"],
  outstanding: ["贷款余额", "Outstanding"],
  day: ["日期", "Day"],
  noCurve: ["放款后开始记录。", "Recorded from pay-out on."],
  environment: ["环保核查", "Environmental check"],
  pass: ["通过", "Passed"],
  hold: ["待整改", "On hold"],
  reject: ["不符合", "Rejected"],
  noFindings: ["排放未超许可，未发现不符合项。", "Emissions within the permit; nothing found."],
  notChecked: ["还没有核查。", "Not checked yet."],
  need: ["流动资金需求", "Working-capital need"],
  cycle: ["营运资金周转天数", "Cash cycle in days"],
  capital: ["营运资金量", "Working capital"],
  gap: ["新增贷款需求", "Gap to finance"],
  marginCall: [
    "补充担保通知：{due} 前还款 {cure} 元或追加押品。{reason}",
    "Margin call: repay {cure} or add collateral by {due}. {reason}",
  ],
})

export function Summary({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const open = found.marginCalls.find((one) => one.closedOn === null)
  return (
    <Stack>
      {open ? (
        <Alert
          type="error"
          showIcon
          title={t("marginCall", { due: open.dueOn, cure: open.cureAmount, reason: open.reason })}
        />
      ) : null}
      <Figures>
        <Figure label={s("asked")} value={<Money value={found.askedAmount} wan />} />
        <Figure label={s("lendable")} value={<Money value={found.valuations[0]?.lendable ?? found.lendable} wan />} />
        <Figure label={s("approved")} value={<Money value={found.approvedAmount} wan />} />
        <Figure label={s("outstanding")} value={<Money value={found.outstanding} wan />} />
      </Figures>
      <Columns>
        <Stack>
          <Request found={found} />
          <Curve found={found} />
        </Stack>
        <Stack>
          <Cover found={found} />
          <Environment found={found} />
          <Need found={found} />
        </Stack>
      </Columns>
    </Stack>
  )
}

function Request({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  return (
    <Panel title={t("request")}>
      <Pairs
        columns={3}
        items={[
          { label: s("packageType"), value: s(found.packageType) },
          { label: s("term"), value: found.termMonths },
          { label: s("rate"), value: <Rate value={found.ratePct} /> },
          { label: s("method"), value: found.method ? s(found.method) : null },
          { label: s("projectTag"), value: found.projectTag ? s(found.projectTag) : null },
          { label: t("authority"), value: found.authority ? say(authorityTitles[found.authority]) : null },
          { label: t("start"), value: found.startOn },
          { label: t("end"), value: found.endOn },
          { label: t("longest"), value: found.longestEndOn },
          { label: t("contract"), value: found.contractNo },
          { label: t("signed"), value: moment(found.contractSignedAt) },
          found.approvalId
            ? { label: t("approval"), value: <To href={kernelPaths.approval(found.approvalId)}>{t("open")}</To> }
            : null,
          { label: s("purpose"), value: found.purpose, wide: true },
          found.approvalReasons.length > 0
            ? { label: t("authority"), value: found.approvalReasons.join("；"), wide: true }
            : null,
        ]}
      />
    </Panel>
  )
}

function Curve({ found }: { found: CaseDetail }) {
  const t = useText()
  return (
    <Panel title={t("curve")}>
      {found.curve.length === 0 ? (
        <Nothing text={t("noCurve")} />
      ) : (
        <Trend
          title={t("curve")}
          labelTitle={t("day")}
          labels={found.curve.map((one) => one.on)}
          series={[
            { name: t("packageLine"), values: found.curve.map((one) => one.packageValue), kind: "area", tone: "calm" },
            { name: t("rightLine"), values: found.curve.map((one) => one.rightValue), kind: "line", tone: "primary" },
            { name: t("outstanding"), values: found.curve.map((one) => one.outstanding), kind: "step", tone: "bad" },
          ]}
        />
      )}
    </Panel>
  )
}

function Cover({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const { cover } = found
  if (!cover) return null
  return (
    <Panel
      title={t("cover")}
      note={t("coverNote")}
      extra={<StateTag tone={bandTones[cover.band]}>{s(cover.band)}</StateTag>}
    >
      <Ladder
        label={`${t("cover")} ${percentOf(cover.ltvBp)}%`}
        at={percentOf(cover.ltvBp)}
        rungs={coverRungs(found.alertBands)}
      />
      <Pairs
        items={[
          { label: t("onRight"), value: <Money value={cover.onRight} unit /> },
          { label: t("rightValue"), value: <Money value={cover.rightValue} unit /> },
          Number(cover.cure) > 0
            ? { label: t("cure"), value: <Money value={cover.cure} unit strong />, wide: true }
            : null,
        ]}
      />
    </Panel>
  )
}

const verdictTones = { pass: "good", hold: "warn", reject: "bad" } as const

function Environment({ found }: { found: CaseDetail }) {
  const t = useText()
  const say = useSay()
  const { environment } = found
  if (!environment) return <Panel title={t("environment")}>{<span className="hs-muted">{t("notChecked")}</span>}</Panel>
  return (
    <Panel
      title={t("environment")}
      extra={<StateTag tone={verdictTones[environment.verdict]}>{t(environment.verdict)}</StateTag>}
      note={`${environment.checkedOn} · ${environment.checkedBy}`}
    >
      {environment.findings.length === 0 ? <span className="hs-muted">{t("noFindings")}</span> : null}
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {environment.findings.map((one) => (
          <li key={one.code + one.zh}>{say(one)}</li>
        ))}
      </ul>
    </Panel>
  )
}

function Need({ found }: { found: CaseDetail }) {
  const t = useText()
  const { need } = found
  if (!need) return null
  return (
    <Panel title={t("need")}>
      <Pairs
        items={[
          { label: t("cycle"), value: need.cycleDays },
          { label: t("capital"), value: <Money value={need.workingCapital} unit /> },
          { label: t("gap"), value: <Money value={need.gap} unit strong /> },
        ]}
      />
    </Panel>
  )
}
