// The forms that bring evidence: an answer with what was looked at, the cash sheet, the consents, a paper.
import { Button, Form } from "antd"
import { Action } from "#ui/action"
import { api } from "#ui/api"
import { DateField, DialogAction, MoneyField, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { saveCash, saveConsents, saveFindings } from "../../contract.ts"
import type { Answer, Finding } from "../../rules.ts"
import { reliefPaths as paths } from "../paths.ts"
import { useReliefText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  answer: ["结论", "Answer"],
  yes: ["是", "Yes"],
  no: ["否", "No"],
  look: ["核实", "Look into it"],
  upload: ["上传材料", "Upload"],
  again: ["重新核实", "Look again"],
  cash: ["现金流测算", "Cash sheet"],
  consents: ["担保人同意", "Consents"],
  inflow: ["未来 12 个月经营流入", "Cash in, twelve months"],
  outflow: ["未来 12 个月经营流出", "Cash out, twelve months"],
  service: ["同期应还本息（现在的计划）", "Debts due by the present plan"],
  serviceAfter: ["同期应还本息（让步后）", "Debts due after the change"],
  basis: ["测算依据", "Basis"],
  name: ["姓名或名称", "Name"],
  part: ["身份", "Part"],
  guarantor: ["保证人", "Guarantor"],
  pledgor: ["抵质押人", "Pledgor"],
  agreedOn: ["书面同意日（未同意留空）", "Agreed on (empty: not yet)"],
  add: ["加一位", "Add"],
  remove: ["删除", "Remove"],
  noneHint: ["没有保证人和抵质押人，不填直接保存即为确认。", "Save it empty to confirm that there are none."],
  businessLoan: ["是流动资金或经营性贷款？", "A working-capital or business loan?"],
  genuineNeed: ["需求真实、困难暂时？", "A genuine need, a passing shortage?"],
  lawful: ["依法合规经营？", "Lawful operation?"],
  stable: ["经营正常、能持续？", "Stable and able to continue?"],
  goodCredit: ["信用良好，无挪用、欠息、逃债？", "Good credit?"],
  meetsStandard: ["符合新发放贷款条件？", "Meets the standard of a new loan?"],
  otherConditions: ["符合本行其他条件？", "Meets the bank's other conditions?"],
  otherDebtBad: ["其他债务已不良？", "Other debts bad?"],
  borrowsElsewhere: ["能按市场条件在别处融资？", "Can borrow elsewhere at market terms?"],
  delistingRisk: ["有退市等风险？", "Risk of delisting?"],
  judgedInDifficulty: ["本行判断存在财务困难？", "In difficulty, in the bank's judgement?"],
})

export const difficultyFindings: Partial<Record<CaseDetail["difficulty"][number]["test"], Finding>> = {
  otherDebt: "otherDebtBad",
  market: "borrowsElsewhere",
  delisting: "delistingRisk",
  judged: "judgedInDifficulty",
}

interface Props {
  found: CaseDetail
  block: string | null
}

/** The button that brings what a rule lacks. */
export function Bring({ found, rule, block }: Props & { rule: CaseDetail["rules"][number] }) {
  const t = useText()
  const go = useGo()
  const { bring } = rule
  if (!bring || found.state !== "applied") return null
  if (bring.finding) return <FindingForm found={found} finding={bring.finding} block={block} />
  if (bring.paper) return <Action label={t("upload")} size="small" run={() => go(paths.case(found.id, "papers"))} />
  if (bring.sheet === "cash") return <CashForm found={found} block={block} size="small" />
  if (bring.sheet === "consents") return <ConsentsForm found={found} block={block} size="small" />
  return null
}

export function FindingForm({ found, finding, block }: Props & { finding: Finding }) {
  const t = useText()
  const s = useReliefText()
  const kept = found.findings[finding]
  return (
    <DialogAction<{ answer: Answer; note: string }, unknown>
      name={`finding-${finding}`}
      label={t(kept ? "again" : "look")}
      title={t(finding)}
      size="small"
      disabledReason={block}
      submitLabel={s("save")}
      initial={kept ? { answer: kept.answer, note: kept.note } : {}}
      submit={(given, idempotencyKey) =>
        api(saveFindings, { params: { id: found.id }, body: { findings: { [finding]: given } }, idempotencyKey })
      }
    >
      <SelectField
        name="answer"
        label={t("answer")}
        required
        options={(["yes", "no"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextField name="note" label={s("note")} required rows={3} max={500} />
    </DialogAction>
  )
}

interface CashValues {
  inflow: string
  outflow: string
  service: string
  serviceAfter: string
  note?: string
}

export function CashForm({ found, block, size }: Props & { size?: "small" }) {
  const t = useText()
  const s = useReliefText()
  return (
    <DialogAction<CashValues, unknown>
      name="cash"
      label={t("cash")}
      {...(size ? { size } : {})}
      disabledReason={block}
      submitLabel={s("save")}
      initial={found.cash ?? {}}
      submit={({ inflow, outflow, service, serviceAfter, note }, idempotencyKey) =>
        api(saveCash, {
          params: { id: found.id },
          body: { inflow, outflow, service, serviceAfter, note: note ?? "" },
          idempotencyKey,
        })
      }
    >
      {(["inflow", "outflow", "service", "serviceAfter"] as const).map((name) => (
        <MoneyField key={name} name={name} label={t(name)} required />
      ))}
      <TextField name="note" label={t("basis")} rows={2} max={500} />
    </DialogAction>
  )
}

type ConsentValues = { consents?: { name: string; part: "guarantor" | "pledgor"; agreedOn?: string | null }[] }

export function ConsentsForm({ found, block, size }: Props & { size?: "small" }) {
  const t = useText()
  const s = useReliefText()
  return (
    <DialogAction<ConsentValues, unknown>
      name="consents"
      label={t("consents")}
      {...(size ? { size } : {})}
      disabledReason={block}
      submitLabel={s("save")}
      initial={{ consents: found.consents ?? [] }}
      submit={({ consents }, idempotencyKey) =>
        api(saveConsents, {
          params: { id: found.id },
          body: { consents: (consents ?? []).map((one) => ({ ...one, agreedOn: one.agreedOn ?? null })) },
          idempotencyKey,
        })
      }
    >
      <p className="hs-muted">{t("noneHint")}</p>
      <Form.List name="consents">
        {(fields, { add, remove }) => (
          <>
            {fields.map((field) => (
              <div key={field.key} className="hs-fields">
                <TextField name={[field.name, "name"]} label={t("name")} required max={80} />
                <SelectField
                  name={[field.name, "part"]}
                  label={t("part")}
                  required
                  options={(["guarantor", "pledgor"] as const).map((value) => ({ value, label: t(value) }))}
                />
                <DateField name={[field.name, "agreedOn"]} label={t("agreedOn")} />
                <Button size="small" onClick={() => remove(field.name)}>
                  {t("remove")}
                </Button>
              </div>
            ))}
            <Button onClick={() => add({ part: "guarantor" })}>{t("add")}</Button>
          </>
        )}
      </Form.List>
    </DialogAction>
  )
}
