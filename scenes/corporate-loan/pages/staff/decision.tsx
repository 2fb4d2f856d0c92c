// Review and approval: the reviewer's word, whose decision it is and why, and the conditions with their evidence.
import { api } from "#ui/api"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Money, Rate } from "#ui/money"
import { Columns, Nothing, Pairs, Panel } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { meetCondition } from "../../contract.ts"
import { authorityTitles, guaranteeTitles, raiseTitles } from "../../rules.ts"
import { useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  review: ["审查意见", "Review"],
  none: ["还没有审查意见。", "Not reviewed yet."],
  proposed: ["建议金额", "Proposed"],
  reviewer: ["审查人", "Reviewer"],
  authority: ["有权审批", "Authority"],
  reasons: ["权限依据", "Why"],
  raise: ["提高一级", "Raised by"],
  approved: ["批准金额", "Approved"],
  valid: ["签约有效期至", "To be signed by"],
  approval: ["审批单", "Approval"],
  open: ["查看", "Open"],
  conditions: ["附加条件", "Conditions"],
  noConditions: ["没有附加条件。", "No conditions."],
  met: ["已落实", "Met"],
  waiting: ["未落实", "Open"],
  meet: ["登记落实", "Met"],
  evidence: ["凭据", "Evidence"],
})

export function DecisionTab({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  return (
    <Columns wide="even">
      <Panel title={t("review")}>
        {found.reviewedAmount ? (
          <Pairs
            items={[
              { label: t("proposed"), value: <Money value={found.reviewedAmount} unit /> },
              { label: s("term"), value: found.termMonths },
              { label: s("rate"), value: <Rate value={found.ratePct} /> },
              { label: s("guarantee"), value: say(guaranteeTitles[found.guarantee]) },
              { label: t("reviewer"), value: found.reviewerName },
              { label: t("authority"), value: found.authority ? say(authorityTitles[found.authority]) : null },
              { label: t("approved"), value: <Money value={found.approvedAmount} unit /> },
              { label: t("valid"), value: found.approvalValidTo },
              found.approvalId
                ? { label: t("approval"), value: <To href={kernelPaths.approval(found.approvalId)}>{t("open")}</To> }
                : null,
              found.raiseFacts.length > 0
                ? { label: t("raise"), value: found.raiseFacts.map((one) => say(raiseTitles[one])).join("、") }
                : null,
              { label: t("reasons"), value: found.authorityReasons.join("；"), wide: true },
              { label: s("opinion"), value: found.opinion, wide: true },
            ]}
          />
        ) : (
          <Nothing text={t("none")} />
        )}
      </Panel>
      <Conditions found={found} />
    </Columns>
  )
}

function Conditions({ found }: { found: CaseDetail }) {
  const t = useText()
  return (
    <Panel title={t("conditions")}>
      {found.conditions.length === 0 ? <Nothing text={t("noConditions")} /> : null}
      <ul className="hs-plain">
        {found.conditions.map((one) => (
          <li key={one.id}>
            <span>
              {one.text}
              {one.metOn ? (
                <div className="hs-muted hs-small">
                  {one.metOn} · {one.metBy} · {one.evidence}
                </div>
              ) : null}
            </span>
            {one.metOn || found.state !== "approved" ? (
              <StateTag tone={one.metOn ? "good" : "warn"}>{t(one.metOn ? "met" : "waiting")}</StateTag>
            ) : (
              <Meet caseId={found.id} conditionId={one.id} />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Meet({ caseId, conditionId }: { caseId: string; conditionId: string }) {
  const t = useText()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<{ evidence: string }, unknown>
      name={`meet-${conditionId}`}
      label={t("meet")}
      size="small"
      disabledReason={notAllowed("corporate-loan.apply")}
      submitLabel={t("meet")}
      submit={(body, idempotencyKey) =>
        api(meetCondition, { params: { id: caseId, conditionId }, body, idempotencyKey })
      }
    >
      <TextField name="evidence" label={t("evidence")} required max={200} />
    </DialogAction>
  )
}
