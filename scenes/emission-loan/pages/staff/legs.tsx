// The package leg by leg: what it is, what it is worth, what it lends, and whether each charge is registered.
import { Alert } from "antd"
import type { z } from "zod"
import { classTitles } from "#contract/products/collateral"
import { api } from "#ui/api"
import { ConfirmAction, DialogAction, ReasonAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money, Quantity } from "#ui/money"
import { Nothing, Pairs, Panel, Stack } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { loseLeg, recordRegistration, removeLeg } from "../../contract.ts"
import type { leg, registration } from "../../model.ts"
import { pollutants } from "../../rules.ts"
import { percentOf, useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"
import { AddCollateral } from "./add-collateral.tsx"
import { AddRight } from "./add-right.tsx"

type Leg = z.output<typeof leg>
type Registration = z.output<typeof registration>

const useText = dictionary({
  legs: ["押品", "Collateral"],
  none: [
    "还没有押品。先加入排污权，双抵押还需另一类押品。",
    "No collateral yet. Add the right first; a double mortgage needs another class too.",
  ],
  missing: ["双抵押还缺：{what}", "The double mortgage still lacks: {what}"],
  right: ["排污权", "an emission right"],
  other: ["其他类别押品", "another class of collateral"],
  value: ["评估价值", "Value"],
  cap: ["抵押率上限", "Cap"],
  prior: ["在先债权", "Prior claims"],
  quantity: ["冻结数量", "Frozen quantity"],
  valuedOn: ["评估日", "Valued on"],
  validUntil: ["估值有效至", "Valid until"],
  location: ["坐落", "Location"],
  insurance: ["保险单", "Insurance"],
  active: ["有效", "Active"],
  lost: ["已失效", "Lost"],
  released: ["已解除", "Released"],
  "reserve-centre": ["排污权储备交易中心", "Reserve centre"],
  "real-estate": ["不动产登记", "Real-estate registry"],
  movables: ["中登网", "Movables registry"],
  freeze: ["冻结", "Freeze"],
  mortgage: ["抵押登记", "Mortgage"],
  filing: ["公示登记", "Filing"],
  release: ["解除", "Release"],
  draft: ["待发出", "Draft"],
  sent: ["已发出", "Sent"],
  done: ["已登记", "Registered"],
  refused: ["被退回", "Refused"],
  record: ["录入证明", "Record certificate"],
  certificate: ["登记证明编号", "Certificate number"],
  save: ["保存", "Save"],
  remove: ["移出", "Take out"],
  removeAsk: ["把这项押品移出？", "Take this collateral out?"],
  loseIt: ["登记失效", "Lost its force"],
  loseNote: ["登记失效后，双抵押会立即发出补充担保通知。", "A double mortgage gets a margin call at once."],
  before: ["签约前才能移出", "Only before the contract"],
  notRegistered: ["还没有发出登记申请", "No filing sent yet"],
})

const statusTones = { active: "good", lost: "bad", released: "neutral" } as const
const registrationTones = {
  draft: "neutral",
  sent: "primary",
  done: "good",
  refused: "bad",
  released: "neutral",
} as const
const beforeContract = ["lead", "applied", "env_hold", "env_checked", "valued"]

export function Legs({ found }: { found: CaseDetail }) {
  const t = useText()
  const hasRight = found.legs.some((one) => one.class === "emission_right" && one.status === "active")
  const hasOther = found.legs.some((one) => one.class !== "emission_right" && one.status === "active")
  const missing = [hasRight ? "" : t("right"), found.packageType === "DOUBLE" && !hasOther ? t("other") : ""].filter(
    Boolean,
  )
  const editable = beforeContract.includes(found.state) || found.state === "margin_call"
  return (
    <Stack>
      {missing.length > 0 && found.state !== "rejected" && found.state !== "released" ? (
        <Alert type="warning" showIcon title={t("missing", { what: missing.join("、") })} />
      ) : null}
      <Panel
        title={t("legs")}
        extra={
          editable ? (
            <>
              <AddRight found={found} />
              <AddCollateral caseId={found.id} />
            </>
          ) : undefined
        }
      >
        {found.legs.length === 0 ? <Nothing text={t("none")} /> : null}
        {found.legs.map((one) => (
          <OneLeg key={one.id} found={found} leg={one} />
        ))}
      </Panel>
    </Stack>
  )
}

function OneLeg({ found, leg: one }: { found: CaseDetail; leg: Leg }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  return (
    <article className="em-leg">
      <div className="em-leg-head">
        <strong>{one.title}</strong>
        <span className="hs-muted">{say(classTitles[one.class])}</span>
        <StateTag tone={statusTones[one.status]}>{t(one.status)}</StateTag>
        <span style={{ marginLeft: "auto", display: "inline-flex", gap: 8 }}>
          <LegActions found={found} leg={one} />
        </span>
      </div>
      <Pairs
        columns={4}
        items={[
          one.pollutant && one.quantity
            ? {
                label: t("quantity"),
                value: (
                  <>
                    <Quantity value={one.quantity} unit={one.unit ?? ""} /> {say(pollutants[one.pollutant])}
                  </>
                ),
              }
            : null,
          { label: t("value"), value: <Money value={one.value} unit /> },
          { label: t("cap"), value: `${percentOf(one.capBp)}%` },
          Number(one.priorClaims) > 0 ? { label: t("prior"), value: <Money value={one.priorClaims} unit /> } : null,
          { label: s("lendable"), value: <Money value={one.lendable} unit strong /> },
          { label: t("validUntil"), value: one.valuationValidUntil },
          one.location ? { label: t("location"), value: one.location } : null,
          one.insuranceNo ? { label: t("insurance"), value: one.insuranceNo } : null,
        ]}
      />
      <div className="em-registrations">
        {one.registrations.length === 0 && one.status === "active" ? (
          <span className="hs-muted hs-small">{t("notRegistered")}</span>
        ) : null}
        {one.registrations.map((each) => (
          <OneRegistration key={each.id} registration={each} />
        ))}
      </div>
    </article>
  )
}

function OneRegistration({ registration: one }: { registration: Registration }) {
  const t = useText()
  const notAllowed = useNotAllowed()
  return (
    <div className="em-registration">
      <span>
        {t(one.registry)} · {t(one.kind)}
      </span>
      <StateTag tone={registrationTones[one.state]}>{t(one.state)}</StateTag>
      <span className="hs-muted">{one.certificateNo ?? one.refusedReason ?? one.requestNo}</span>
      {one.state === "sent" || one.state === "refused" ? (
        <DialogAction<{ certificateNo: string }, unknown>
          name={`registration-${one.id}`}
          label={t("record")}
          kind="link"
          size="small"
          disabledReason={notAllowed("emission-loan.collateral")}
          submitLabel={t("save")}
          submit={(body, idempotencyKey) => api(recordRegistration, { params: { id: one.id }, body, idempotencyKey })}
        >
          <TextField name="certificateNo" label={t("certificate")} required max={60} />
        </DialogAction>
      ) : null}
    </div>
  )
}

function LegActions({ found, leg: one }: { found: CaseDetail; leg: Leg }) {
  const t = useText()
  const s = useSceneText()
  const notAllowed = useNotAllowed()
  if (one.status !== "active") return null
  const params = { id: found.id, legId: one.id }
  return beforeContract.includes(found.state) ? (
    <ConfirmAction
      name={`remove-${one.id}`}
      label={t("remove")}
      size="small"
      disabledReason={notAllowed("emission-loan.apply")}
      submit={(idempotencyKey) => api(removeLeg, { params, idempotencyKey })}
    >
      {t("removeAsk")} {one.title}
    </ConfirmAction>
  ) : (
    <ReasonAction
      name={`lose-${one.id}`}
      label={t("loseIt")}
      size="small"
      danger
      disabledReason={notAllowed("emission-loan.monitor")}
      reasonLabel={s("reason")}
      max={1000}
      submit={(reason, idempotencyKey) => api(loseLeg, { params, body: { reason }, idempotencyKey })}
    >
      {t("loseNote")}
    </ReasonAction>
  )
}
