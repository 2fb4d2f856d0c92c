// What may be done to a note now. Each act shows what it would do before it is sent; what cannot be done says why.
import { Form } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { Action } from "#ui/action"
import { api } from "#ui/api"
import { DialogAction } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Money, Rate } from "#ui/money"
import { Pairs, Panel } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { useNotAllowed } from "#ui/session"
import { Grid } from "#ui/tables"
import { repayNote, type askPause } from "../../contract.ts"
import { repayBody, RepayFields, repayInitial, type RepayValues } from "../repay-fields.tsx"
import { actForms, type ActForm } from "./act-forms.tsx"
import type { LoanDetail } from "./loan.tsx"

const useText = dictionary({
  title: ["可办事项", "What may be done"],
  note: [
    "改变条件或核算的事项由另一人复核后生效；提交前可先看影响。",
    "Acts that change terms or books take effect when another person agrees; see what each would do first.",
  ],
  preview: ["看影响", "See what it does"],
  matures: ["到期日", "Matures"],
  rate: ["年利率", "Rate"],
  plan: ["之后的还款计划", "The plan then"],
  due: ["应还日", "Due"],
  principal: ["本金", "Principal"],
  interest: ["利息", "Interest"],
  total: ["合计", "Total"],
  elsewhere: ["在纾困业务中办理", "Done in a relief case"],
})

type Listed = LoanDetail["actions"][number]
type Effect = z.output<typeof askPause.response>["effect"]

export function Acts({ loan }: { loan: LoanDetail }) {
  const t = useText()
  const say = useSay()
  return (
    <Panel title={t("title")} note={t("note")}>
      <ul className="hs-plain">
        {loan.actions
          .filter((one) => one.name !== "payoff")
          .map((one) => (
            <li key={one.name}>
              <span>
                {say(one.title)}
                {one.reason ? <div className="hs-muted hs-small">{say(one.reason)}</div> : null}
              </span>
              <Act loan={loan} act={one} />
            </li>
          ))}
      </ul>
    </Panel>
  )
}

function Act({ loan, act }: { loan: LoanDetail; act: Listed }) {
  const t = useText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const denied = act.permitted ? null : notAllowed(`loan.${act.name}`)
  const blocked = act.reason ? say(act.reason) : denied
  if (act.name === "repayment") return <Repay loan={loan} label={say(act.title)} blocked={blocked} />
  const form = actForms[act.name]
  if (!form) return <span className="hs-muted hs-small">{t("elsewhere")}</span>
  return <Ask loan={loan} form={form} label={say(act.title)} blocked={blocked} />
}

interface One {
  loan: LoanDetail
  label: string
  blocked: string | null
}

function Repay({ loan, label, blocked }: One) {
  return (
    <DialogAction<RepayValues, unknown>
      name="loan-repay"
      label={label}
      size="small"
      disabledReason={blocked}
      submitLabel={label}
      initial={repayInitial}
      submit={(values, idempotencyKey) =>
        api(repayNote, { params: { loanNo: loan.loanNo }, body: repayBody(values), idempotencyKey })
      }
    >
      <RepayFields loan={loan} />
    </DialogAction>
  )
}

type Values = Record<string, unknown>

/** Empty fields are left out; whole numbers become numbers. */
function bodyOf(form: ActForm, values: Values): Values {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== "")
  return Object.fromEntries(given.map(([name, value]) => [name, form.numbers?.includes(name) ? Number(value) : value]))
}

function Ask({ loan, form, label, blocked }: One & { form: ActForm }) {
  const go = useGo()
  const params = { loanNo: loan.loanNo }
  return (
    <DialogAction<Values, z.output<typeof askPause.response>>
      name={`loan-${form.endpoint.path.split("/").at(-1)}`}
      label={label}
      size="small"
      width={680}
      disabledReason={blocked}
      submitLabel={label}
      initial={form.initial}
      submit={(values, idempotencyKey) => api(form.endpoint, { params, body: bodyOf(form, values), idempotencyKey })}
      done={({ approvalId }) => {
        if (approvalId) go(kernelPaths.approval(approvalId))
      }}
    >
      <form.Fields />
      <Preview loanNo={loan.loanNo} form={form} />
    </DialogAction>
  )
}

function Preview({ loanNo, form }: { loanNo: string; form: ActForm }) {
  const t = useText()
  const fields = Form.useFormInstance<Values>()
  const [effect, setEffect] = useState<Effect | null>(null)
  const look = async () => {
    setEffect(null)
    const body = bodyOf(form, await fields.validateFields())
    setEffect((await api(form.endpoint, { params: { loanNo }, body, dryRun: true })).effect)
  }
  return (
    <>
      <p>
        <Action label={t("preview")} size="small" run={look} />
      </p>
      {effect ? <Told effect={effect} /> : null}
    </>
  )
}

function Told({ effect }: { effect: Effect }) {
  const t = useText()
  return (
    <>
      <Pairs
        items={[
          { label: t("matures"), value: effect.maturesOn },
          { label: t("rate"), value: <Rate value={effect.ratePct} /> },
        ]}
      />
      {effect.rows.length > 0 ? (
        <Grid
          label={t("plan")}
          rows={effect.rows}
          rowKey={(r) => r.due}
          dense
          columns={[
            { key: "due", title: t("due"), phone: "title", render: (r) => r.due, nowrap: true },
            { key: "principal", title: t("principal"), align: "right", render: (r) => <Money value={r.principal} /> },
            { key: "interest", title: t("interest"), align: "right", render: (r) => <Money value={r.interest} /> },
            { key: "total", title: t("total"), align: "right", render: (r) => <Money value={r.total} strong /> },
          ]}
        />
      ) : null}
    </>
  )
}
