// Who assessed, who reviewed, who signs and why; what was agreed and carried out; the exemption record.
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Columns, Nothing, Pairs, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { StateTag } from "#ui/states"
import { authorityTitles, measureTitles, toolTitles } from "../../rules.ts"
import { classTone, useReliefText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  decision: ["审批", "Decision"],
  none: ["还没有评估。", "Not assessed yet."],
  measure: ["让步方式", "What changes"],
  authority: ["有权审批", "Authority"],
  basis: ["权限依据", "Why"],
  assessedBy: ["评估人", "Assessed by"],
  reviewer: ["审查人", "Reviewed by"],
  opinion: ["评估意见", "Assessment"],
  review: ["审查意见", "Review"],
  deviation: ["不按建议的理由", "Why not as advised"],
  decidedOn: ["决定日", "Decided on"],
  declined: ["未批准理由", "Declined for"],
  approval: ["查看审批", "The approval"],
  carried: ["执行", "Carried out"],
  contract: ["协议", "Agreement"],
  signed: ["签约", "Signed"],
  effective: ["生效", "In effect"],
  receipt: ["入账编号", "Receipt"],
  watched: ["观察期", "Observation"],
  restarts: ["重新计算 {n} 次", "restarted {n} times"],
  closed: ["办结", "Closed"],
  exemption: ["尽职免责", "Exemption"],
  noExemption: ["还没有登记。", "None recorded."],
  duties: ["履职情况", "What was done"],
  result: ["结论", "Result"],
  by: ["认定人", "By"],
})

export function DecisionTab({ found }: { found: CaseDetail }) {
  return (
    <Columns wide="even">
      <Decision found={found} />
      <Stack>
        <CarriedOut found={found} />
        <Exemption found={found} />
      </Stack>
    </Columns>
  )
}

function Decision({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useReliefText()
  const say = useSay()
  const { proposal } = found
  return (
    <Panel
      title={t("decision")}
      extra={found.approvalId ? <To href={kernelPaths.approval(found.approvalId)}>{t("approval")}</To> : undefined}
    >
      {proposal && found.tool ? (
        <Pairs
          items={[
            { label: s("tool"), value: say(toolTitles[found.tool]) },
            proposal.measure ? { label: t("measure"), value: say(measureTitles[proposal.measure]) } : null,
            { label: t("authority"), value: found.authority ? say(authorityTitles[found.authority]) : null },
            { label: t("basis"), value: found.authorityReasons.map((one) => say(one)).join("；") },
            { label: t("assessedBy"), value: found.assessedBy },
            { label: t("reviewer"), value: found.reviewerName },
            { label: t("opinion"), value: proposal.opinion, wide: true },
            proposal.deviation ? { label: t("deviation"), value: proposal.deviation, wide: true } : null,
            { label: t("review"), value: found.opinion, wide: true },
            { label: t("decidedOn"), value: found.decidedOn },
            found.declinedReason ? { label: t("declined"), value: found.declinedReason, wide: true } : null,
          ]}
        />
      ) : (
        <Nothing text={t("none")} />
      )}
    </Panel>
  )
}

function CarriedOut({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useReliefText()
  const clock = found.observationFrom ? `${found.observationFrom} — ${found.observationUntil}` : null
  return (
    <Panel title={t("carried")}>
      <Pairs
        items={[
          { label: t("contract"), value: found.contractNo },
          { label: t("signed"), value: found.contractedOn ? `${found.contractedOn} ${found.signedBy ?? ""}` : null },
          { label: t("effective"), value: found.effectiveOn },
          { label: t("receipt"), value: found.receiptNo },
          { label: t("watched"), value: clock },
          {
            label: s("class"),
            value: <StateTag tone={classTone(found.riskClass)}>{s(found.riskClass)}</StateTag>,
          },
          found.restarts ? { label: s("restarts"), value: t("restarts", { n: found.restarts }) } : null,
          { label: t("closed"), value: found.closedOn ? `${found.closedOn} ${found.closedReason ?? ""}` : null },
        ]}
      />
    </Panel>
  )
}

function Exemption({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useReliefText()
  const { exemption } = found
  return (
    <Panel title={t("exemption")}>
      {exemption ? (
        <Pairs
          items={[
            { label: s("due"), value: exemption.on },
            { label: t("by"), value: exemption.byName },
            { label: t("duties"), value: exemption.duties, wide: true },
            { label: t("result"), value: exemption.result, wide: true },
          ]}
        />
      ) : (
        <Nothing text={t("noExemption")} />
      )}
    </Panel>
  )
}
