// What can be done with the case now: buttons with the server's own reasons; filling in and assessing happen on their tabs.
import { Action } from "#ui/action"
import { api } from "#ui/api"
import { ConfirmAction, DateField, DialogAction, ReasonAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import * as contract from "../../contract.ts"
import { reasonCodes, ways, wishes } from "../../model.ts"
import type { ReliefAction } from "../../states.ts"
import { reliefPaths as paths } from "../paths.ts"
import { useReliefText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  way: ["联系方式", "Way"],
  talked: ["了解到的情况", "What was said"],
  opinion: ["审查意见", "Opinion"],
  submitAsk: ["按权限表确定审批层级；审批通过后才能签约。", "The table decides who signs; signing comes after that."],
  signAsk: ["确认企业和担保人已在协议上签字盖章。", "The firm and its guarantors have signed."],
  effectAsk: [
    "按批准的方案改变借据：续贷以新借据结清旧借据，其他措施改还款计划。应计利息从企业账户扣收。",
    "Changes the note as approved: a renewal settles the old note, other measures change its plan.",
  ],
  gone: ["困难是否消除", "Is the difficulty gone"],
  yes: ["已消除，办结", "Gone: close"],
  no: ["未消除，维持关注", "Not gone: stays special mention"],
  ground: ["认定依据", "Grounds"],
  duties: ["履职情况（走访、调查、审批）", "What was done"],
  result: ["免责结论", "Result"],
})

type Offered = CaseDetail["actions"][number]
interface FormProps {
  found: CaseDetail
  label: string
  kind: "primary" | "default"
  disabledReason: string | null
}

const tabs: Partial<Record<ReliefAction, string>> = { fill: "rules", assess: "choose" }
const quiet = new Set<ReliefAction>(["close", "giveBack", "exempt"])

export function CaseActions({ found }: { found: CaseDetail }) {
  // A step of another post is that post's business; here it would only be in the way.
  const shown = found.actions.filter((one) => one.enabled || one.reason?.en !== "Not an act of your post")
  const lacks = found.rules.some((one) => one.status === "missing" && one.rule !== "early")
  const isNext = (one: Offered): boolean => {
    if (!one.enabled || quiet.has(one.action)) return false
    if (one.action === "contact") return found.contact === null && found.application === null
    if (one.action === "fill") return lacks
    return one.action !== "assess" || !lacks
  }
  const next = shown.find(isNext)?.action
  return (
    <>
      {shown.map((one) => (
        <One key={one.action} found={found} offered={one} isNext={one.action === next} />
      ))}
    </>
  )
}

function One({ found, offered, isNext }: { found: CaseDetail; offered: Offered; isNext: boolean }) {
  const say = useSay()
  const go = useGo()
  const { action } = offered
  const tab = tabs[action]
  const disabledReason = offered.enabled ? null : say(offered.reason)
  const kind = isNext ? ("primary" as const) : ("default" as const)
  if (tab)
    return (
      <Action
        label={say(offered)}
        kind={kind}
        disabledReason={disabledReason}
        run={() => go(paths.case(found.id, tab))}
      />
    )
  const Form = forms[action]
  return Form ? <Form found={found} label={say(offered)} kind={kind} disabledReason={disabledReason} /> : null
}

function ContactForm({ found, ...button }: FormProps) {
  const t = useText()
  const s = useReliefText()
  return (
    <DialogAction<{ on: string; way: (typeof ways)[number]; note: string }, unknown>
      name="contact"
      {...button}
      submitLabel={button.label}
      initial={{ way: "visit" }}
      submit={(body, idempotencyKey) => api(contract.recordContact, { params: { id: found.id }, body, idempotencyKey })}
    >
      <DateField name="on" label={s("due")} required />
      <SelectField name="way" label={t("way")} required options={ways.map((value) => ({ value, label: s(value) }))} />
      <TextField name="note" label={t("talked")} required rows={4} max={1000} />
    </DialogAction>
  )
}

type Asked = { reasonCode: (typeof reasonCodes)[number]; wish: (typeof wishes)[number]; words: string }

function ApplyForm({ found, ...button }: FormProps) {
  const s = useReliefText()
  return (
    <DialogAction<Asked, unknown>
      name="apply"
      {...button}
      submitLabel={button.label}
      initial={{ wish: "unsure" }}
      submit={(body, idempotencyKey) =>
        api(contract.takeApplication, { params: { id: found.id }, body, idempotencyKey })
      }
    >
      <SelectField
        name="reasonCode"
        label={s("reasonCode")}
        required
        options={reasonCodes.map((value) => ({ value, label: s(value) }))}
      />
      <SelectField
        name="wish"
        label={s("wish")}
        required
        options={wishes.map((value) => ({ value, label: s(value) }))}
      />
      <TextField name="words" label={s("words")} required rows={4} max={1000} />
    </DialogAction>
  )
}

function SubmitForm({ found, ...button }: FormProps) {
  const t = useText()
  return (
    <DialogAction<{ opinion: string }, unknown>
      name="submit"
      {...button}
      submitLabel={button.label}
      submit={(body, idempotencyKey) => api(contract.submitCase, { params: { id: found.id }, body, idempotencyKey })}
    >
      <p className="hs-muted">{t("submitAsk")}</p>
      <TextField name="opinion" label={t("opinion")} required rows={4} max={1000} />
    </DialogAction>
  )
}

/** A step that takes a reason and nothing else. */
const reasoned =
  (endpoint: typeof contract.giveBack, name: string) =>
  ({ found, ...button }: FormProps) => {
    const s = useReliefText()
    return (
      <ReasonAction
        name={name}
        {...button}
        reasonLabel={s("reason")}
        max={1000}
        submit={(reason, idempotencyKey) =>
          api(endpoint, { params: { id: found.id }, body: { reason }, idempotencyKey })
        }
      />
    )
  }

function SignForm({ found, ...button }: FormProps) {
  const t = useText()
  return (
    <ConfirmAction
      name="sign"
      {...button}
      submit={(idempotencyKey) => api(contract.signCase, { params: { id: found.id }, body: {}, idempotencyKey })}
    >
      {t("signAsk")}
    </ConfirmAction>
  )
}

function EffectForm({ found, ...button }: FormProps) {
  const t = useText()
  return (
    <ConfirmAction
      name="effect"
      {...button}
      submit={(idempotencyKey) => api(contract.takeEffect, { params: { id: found.id }, body: {}, idempotencyKey })}
    >
      {t("effectAsk")}
    </ConfirmAction>
  )
}

function CureForm({ found, ...button }: FormProps) {
  const t = useText()
  return (
    <DialogAction<{ gone: "yes" | "no"; note: string }, unknown>
      name="cure"
      {...button}
      submitLabel={button.label}
      submit={({ gone, note }, idempotencyKey) =>
        api(contract.judgeCure, { params: { id: found.id }, body: { isGone: gone === "yes", note }, idempotencyKey })
      }
    >
      <SelectField
        name="gone"
        label={t("gone")}
        required
        options={(["yes", "no"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextField name="note" label={t("ground")} required rows={3} max={1000} />
    </DialogAction>
  )
}

function ExemptForm({ found, ...button }: FormProps) {
  const t = useText()
  return (
    <DialogAction<{ duties: string; result: string }, unknown>
      name="exempt"
      {...button}
      submitLabel={button.label}
      submit={(body, idempotencyKey) =>
        api(contract.recordExemption, { params: { id: found.id }, body, idempotencyKey })
      }
    >
      <TextField name="duties" label={t("duties")} required rows={4} max={1000} />
      <TextField name="result" label={t("result")} required rows={2} max={1000} />
    </DialogAction>
  )
}

const forms: Partial<Record<ReliefAction, (props: FormProps) => React.ReactNode>> = {
  contact: ContactForm,
  apply: ApplyForm,
  submit: SubmitForm,
  giveBack: reasoned(contract.giveBack, "give-back"),
  contract: SignForm,
  takeEffect: EffectForm,
  cure: CureForm,
  exempt: ExemptForm,
  close: reasoned(contract.closeCase, "close"),
}
