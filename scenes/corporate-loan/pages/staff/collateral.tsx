// The package: what each thing is worth, what it lends after what ranks before us, and how far its registration is.
import { classTitles, collateralClasses, type CollateralClass } from "#contract/products/collateral"
import { api } from "#ui/api"
import { ConfirmAction, DateField, DialogAction, MoneyField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Figure, Figures, Nothing, Pairs, Panel, Stack } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { addLeg, recordRegistration, removeLeg, revalueLeg } from "../../contract.ts"
import { isOpenForEditing } from "../../states.ts"
import { percentOf, useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  lendable: ["押品可贷合计", "Package lends"],
  amount: ["贷款金额", "Loan"],
  add: ["加入押品", "Add collateral"],
  none: ["没有押品。", "No collateral."],
  class: ["押品类别", "Class"],
  title: ["押品名称", "Name"],
  titleNo: ["权证号", "Title number"],
  location: ["坐落", "Location"],
  value: ["评估价值", "Value"],
  valuedOn: ["评估日", "Valued on"],
  validUntil: ["估值有效至", "Valid until"],
  appraiser: ["评估机构", "Appraiser"],
  prior: ["在先债权最高额", "Prior claims"],
  insurance: ["保险单号", "Insurance policy"],
  cap: ["抵押率上限", "Cap"],
  lends: ["可贷", "Lends"],
  stale: ["估值过期", "Stale"],
  revalue: ["重估或补保险", "Value again, insure"],
  remove: ["移出", "Take out"],
  removeAsk: ["从本笔业务移出这项押品。", "Takes this thing out of the case."],
  registrations: ["登记", "Registrations"],
  noRegistrations: ["尚未登记。", "Not registered yet."],
  draft: ["待发送", "Draft"],
  sent: ["登记中", "Sent"],
  done: ["已登记", "Registered"],
  refused: ["未受理", "Refused"],
  releasing: ["解除中", "Releasing"],
  released: ["已解除", "Released"],
  record: ["录入证明", "Record the paper"],
  certificate: ["登记证明编号", "Certificate number"],
})

const stateWords = ["draft", "sent", "done", "refused", "releasing", "released"] as const
const tones = {
  draft: "neutral",
  sent: "warn",
  done: "good",
  refused: "bad",
  releasing: "warn",
  released: "neutral",
} as const
type Leg = CaseDetail["legs"][number]
type Other = Exclude<CollateralClass, "emission_right">

export function CollateralTab({ found }: { found: CaseDetail }) {
  const t = useText()
  return (
    <Stack>
      <Figures>
        <Figure label={t("lendable")} value={<Money value={found.lendable} wan />} />
        <Figure label={t("amount")} value={<Money value={found.amount} wan />} />
      </Figures>
      {isOpenForEditing(found.state) ? (
        <div className="co-acts">
          <Add found={found} />
        </div>
      ) : null}
      {found.legs.length === 0 ? (
        <Panel>
          <Nothing text={t("none")} />
        </Panel>
      ) : null}
      {found.legs.map((leg) => (
        <LegPanel key={leg.id} found={found} leg={leg} />
      ))}
    </Stack>
  )
}

function LegPanel({ found, leg }: { found: CaseDetail; leg: Leg }) {
  const t = useText()
  const say = useSay()
  const extra = (
    <span className="co-acts">
      {leg.isStale ? <StateTag tone="bad">{t("stale")}</StateTag> : null}
      <Revalue found={found} leg={leg} />
      {isOpenForEditing(found.state) ? <Remove found={found} leg={leg} /> : null}
    </span>
  )
  return (
    <Panel title={`${say(classTitles[leg.class])} · ${leg.title}`} extra={extra}>
      <Pairs
        columns={4}
        items={[
          { label: t("value"), value: <Money value={leg.value} unit /> },
          { label: t("cap"), value: `${percentOf(leg.capBp)}%` },
          { label: t("prior"), value: <Money value={leg.priorClaims} unit /> },
          { label: t("lends"), value: <Money value={leg.lendable} unit strong /> },
          { label: t("titleNo"), value: leg.titleNo },
          { label: t("location"), value: leg.location },
          { label: t("validUntil"), value: leg.validUntil },
          { label: t("insurance"), value: leg.insuranceNo },
        ]}
      />
      <Registrations leg={leg} />
    </Panel>
  )
}

function Registrations({ leg }: { leg: Leg }) {
  const t = useText()
  if (leg.registrations.length === 0) return <p className="hs-muted hs-small">{t("noRegistrations")}</p>
  return (
    <ul className="hs-plain" aria-label={t("registrations")}>
      {leg.registrations.map((one) => {
        const state = stateWords.find((word) => word === one.state) ?? "draft"
        return (
          <li key={one.id}>
            <span>
              {one.requestNo}
              <div className="hs-muted hs-small">{one.certificateNo ?? one.refusedReason ?? ""}</div>
            </span>
            <span className="co-acts">
              <StateTag tone={tones[state]}>{t(state)}</StateTag>
              {state === "sent" || state === "releasing" ? <Record id={one.id} /> : null}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Record({ id }: { id: string }) {
  const t = useText()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<{ certificateNo: string }, unknown>
      name={`registration-${id}`}
      label={t("record")}
      size="small"
      disabledReason={notAllowed("corporate-loan.collateral")}
      submitLabel={t("record")}
      submit={(body, idempotencyKey) => api(recordRegistration, { params: { id }, body, idempotencyKey })}
    >
      <TextField name="certificateNo" label={t("certificate")} required max={60} />
    </DialogAction>
  )
}

interface LegValues {
  class: Other
  title: string
  titleNo?: string
  location?: string
  value: string
  valuedOn: string
  appraiser: string
  priorClaims?: string
  insuranceNo?: string
}

function Add({ found }: { found: CaseDetail }) {
  const t = useText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const classes = collateralClasses.filter((one): one is Other => one !== "emission_right")
  return (
    <DialogAction<LegValues, unknown>
      name="add-leg"
      label={t("add")}
      width={640}
      disabledReason={notAllowed("corporate-loan.apply")}
      submitLabel={t("add")}
      submit={(v, idempotencyKey) =>
        api(addLeg, {
          params: { id: found.id },
          body: {
            ...v,
            titleNo: v.titleNo ?? "",
            location: v.location ?? "",
            priorClaims: v.priorClaims || "0",
            insuranceNo: v.insuranceNo ?? "",
          },
          idempotencyKey,
        })
      }
    >
      <div className="hs-fields">
        <SelectField
          name="class"
          label={t("class")}
          required
          options={classes.map((value) => ({ value, label: say(classTitles[value]) }))}
        />
        <TextField name="title" label={t("title")} required max={120} />
        <TextField name="titleNo" label={t("titleNo")} max={60} />
        <TextField name="location" label={t("location")} max={200} />
        <MoneyField name="value" label={t("value")} required />
        <MoneyField name="priorClaims" label={t("prior")} />
        <TextField name="appraiser" label={t("appraiser")} required max={80} />
        <DateField name="valuedOn" label={t("valuedOn")} required />
        <TextField name="insuranceNo" label={t("insurance")} max={60} />
      </div>
    </DialogAction>
  )
}

function Revalue({ found, leg }: { found: CaseDetail; leg: Leg }) {
  const t = useText()
  const s = useSceneText()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<{ value: string; valuedOn: string; appraiser: string; insuranceNo?: string }, unknown>
      name={`revalue-${leg.id}`}
      label={t("revalue")}
      size="small"
      disabledReason={notAllowed("corporate-loan.collateral")}
      submitLabel={s("save")}
      initial={{ value: leg.value, insuranceNo: leg.insuranceNo ?? undefined }}
      submit={({ insuranceNo, ...rest }, idempotencyKey) =>
        api(revalueLeg, {
          params: { id: found.id, legId: leg.id },
          body: { ...rest, insuranceNo: insuranceNo ?? "" },
          idempotencyKey,
        })
      }
    >
      <MoneyField name="value" label={t("value")} required />
      <DateField name="valuedOn" label={t("valuedOn")} required />
      <TextField name="appraiser" label={t("appraiser")} required max={80} />
      <TextField name="insuranceNo" label={t("insurance")} max={60} />
    </DialogAction>
  )
}

function Remove({ found, leg }: { found: CaseDetail; leg: Leg }) {
  const t = useText()
  const notAllowed = useNotAllowed()
  return (
    <ConfirmAction
      name={`remove-${leg.id}`}
      label={t("remove")}
      size="small"
      kind="text"
      danger
      disabledReason={notAllowed("corporate-loan.apply")}
      submit={(idempotencyKey) => api(removeLeg, { params: { id: found.id, legId: leg.id }, idempotencyKey })}
    >
      {t("removeAsk")}
    </ConfirmAction>
  )
}
