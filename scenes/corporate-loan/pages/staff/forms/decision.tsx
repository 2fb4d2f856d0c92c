// Due diligence's last word, review, return, submission to the approvers, and a change of terms.
import { Button, Form } from "antd"
import { api } from "#ui/api"
import {
  ConfirmAction,
  DialogAction,
  MoneyField,
  RateField,
  ReasonAction,
  SelectField,
  TextField,
  WholeField,
} from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { kernelPaths } from "#ui/paths"
import { useMay } from "#ui/session"
import { changeTerms, returnCase, reviewCase, submitApproval, submitDd } from "../../../contract.ts"
import { guarantees, guaranteeTitles, raiseFacts, raiseTitles, type Guarantee, type RaiseFact } from "../../../rules.ts"
import { useSceneText } from "../../words.ts"
import type { ActionFormProps } from "../actions.tsx"

const useText = dictionary({
  ddOpinion: ["调查意见", "Opinion of the investigation"],
  amount: ["建议金额", "Amount proposed"],
  need: ["测算需求 {n} 元", "need {n}"],
  lendable: ["押品可贷 {n} 元", "package lends {n}"],
  conditions: ["附加条件", "Conditions"],
  condition: ["条件 {n}", "Condition {n}"],
  add: ["加一个条件", "Add a condition"],
  remove: ["删除", "Remove"],
  raise: ["提高一级审批的情形", "Facts that raise the authority"],
  submitAsk: [
    "按权限表确定审批层级，提交后不能再改。",
    "The authority table decides who signs; nothing changes afterwards.",
  ],
  returnAsk: ["退回客户经理补充，补齐后重新提交。", "Back to the manager, to be completed."],
  changeAsk: [
    "金额、期限、用途、担保任一变更都重新审查，原批复和额度收回。",
    "Any change is reviewed anew; what was granted ends.",
  ],
})

export function SubmitDdForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  return (
    <DialogAction<{ opinion: string }, unknown>
      name="submit-dd"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={label}
      submit={(body, idempotencyKey) => api(submitDd, { params: { id: found.id }, body, idempotencyKey })}
    >
      <TextField name="opinion" label={t("ddOpinion")} required rows={4} max={1000} />
    </DialogAction>
  )
}

interface Review {
  amount: string
  termMonths: string
  ratePct: string
  guarantee: Guarantee
  conditions?: string[]
  raiseFacts?: RaiseFact[]
  opinion: string
}

export function ReviewForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const hints = [found.need ? t("need", { n: found.need.loan }) : null, t("lendable", { n: found.lendable })]
  return (
    <DialogAction<Review, unknown>
      name="review"
      label={label}
      kind={kind}
      width={680}
      disabledReason={disabledReason}
      submitLabel={label}
      initial={{
        amount: found.reviewedAmount ?? found.askedAmount,
        termMonths: String(found.termMonths),
        ratePct: found.ratePct ?? undefined,
        guarantee: found.guarantee,
        conditions: found.conditions.map((one) => one.text),
        raiseFacts: found.raiseFacts,
        opinion: found.opinion ?? undefined,
      }}
      submit={({ termMonths, conditions = [], raiseFacts: facts = [], ...rest }, idempotencyKey) =>
        api(reviewCase, {
          params: { id: found.id },
          body: { ...rest, termMonths: Number(termMonths), conditions, raiseFacts: facts },
          idempotencyKey,
        })
      }
    >
      <MoneyField name="amount" label={t("amount")} required hint={hints.filter(Boolean).join("；")} />
      <div className="hs-fields">
        <WholeField name="termMonths" label={s("term")} required />
        <RateField name="ratePct" label={s("rate")} required />
      </div>
      <SelectField
        name="guarantee"
        label={s("guarantee")}
        required
        options={guarantees.map((value) => ({ value, label: say(guaranteeTitles[value]) }))}
      />
      <Form.List name="conditions">
        {(fields, { add, remove }) => (
          <div className="co-rows">
            {fields.map((field, at) => (
              <div key={field.key} style={{ display: "flex", gap: 8, alignItems: "end" }}>
                <div style={{ flex: 1 }}>
                  <TextField name={[field.name]} label={t("condition", { n: at + 1 })} required max={200} />
                </div>
                <Button style={{ marginBottom: 24 }} onClick={() => remove(field.name)}>
                  {t("remove")}
                </Button>
              </div>
            ))}
            <Button style={{ marginBottom: 16 }} onClick={() => add("")}>
              {t("add")}
            </Button>
          </div>
        )}
      </Form.List>
      <SelectField
        name="raiseFacts"
        label={t("raise")}
        many
        options={raiseFacts.map((value) => ({ value, label: say(raiseTitles[value]) }))}
      />
      <TextField name="opinion" label={s("opinion")} required rows={4} max={1000} />
    </DialogAction>
  )
}

export function ReturnForm({ found, label, disabledReason }: ActionFormProps) {
  const t = useText()
  const s = useSceneText()
  return (
    <ReasonAction
      name="return"
      label={label}
      disabledReason={disabledReason}
      reasonLabel={s("reason")}
      max={1000}
      submit={(reason, idempotencyKey) =>
        api(returnCase, { params: { id: found.id }, body: { reason }, idempotencyKey })
      }
    >
      {t("returnAsk")}
    </ReasonAction>
  )
}

export function SubmitApprovalForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const go = useGo()
  const may = useMay()
  return (
    <ConfirmAction
      name="submit-approval"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submit={(idempotencyKey) => api(submitApproval, { params: { id: found.id }, body: {}, idempotencyKey })}
      done={({ approvalId }) => (may("approval.read") ? go(kernelPaths.approval(approvalId)) : undefined)}
    >
      {t("submitAsk")}
    </ConfirmAction>
  )
}

interface Change {
  amount: string
  termMonths: string
  purpose: string
  guarantee: Guarantee
  reason: string
}

export function ChangeTermsForm({ found, label, disabledReason }: ActionFormProps) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  return (
    <DialogAction<Change, unknown>
      name="change-terms"
      label={label}
      disabledReason={disabledReason}
      submitLabel={label}
      initial={{
        amount: found.amount,
        termMonths: String(found.termMonths),
        purpose: found.purpose,
        guarantee: found.guarantee,
      }}
      submit={({ termMonths, ...rest }, idempotencyKey) =>
        api(changeTerms, {
          params: { id: found.id },
          body: { ...rest, termMonths: Number(termMonths) },
          idempotencyKey,
        })
      }
    >
      <p className="hs-muted">{t("changeAsk")}</p>
      <MoneyField name="amount" label={s("amount")} required />
      <WholeField name="termMonths" label={s("term")} required />
      <SelectField
        name="guarantee"
        label={s("guarantee")}
        required
        options={guarantees.map((value) => ({ value, label: say(guaranteeTitles[value]) }))}
      />
      <TextField name="purpose" label={s("purpose")} required rows={2} max={500} />
      <TextField name="reason" label={s("reason")} required rows={2} max={1000} />
    </DialogAction>
  )
}
