// The measure: what the decision table advises, what else is open and why not, the terms, and before and after at a press.
import { Alert } from "antd"
import { useState } from "react"
import { Action } from "#ui/action"
import { api } from "#ui/api"
import { CheckField, DateField, FormShell, MoneyField, RateField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Panel, Stack } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { assessCase, tryMeasure } from "../../contract.ts"
import type { Proposal } from "../../model.ts"
import {
  authorities,
  authorityTitles,
  effectTitles,
  measures,
  measureTitles,
  toolTitles,
  type Authority,
  type Measure,
  type Tool,
} from "../../rules.ts"
import { ComparisonPanel, type Comparison } from "../comparison.tsx"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  title: ["选择措施", "Choose the measure"],
  note: [
    "措施选择表按资格、困难测试和现金流给出建议；表可在“参数与决策表”中由两人修改。",
    "The decision table advises on eligibility, difficulty and cash; two people change it on the rules page.",
  ],
  advised: ["建议", "Advised"],
  closed: ["不可选", "Not open"],
  lacking: [
    "还有 {n} 项缺依据，建议会随核实结果变化；补齐后才能保存评估。",
    "{n} rules lack evidence: the advice may change, and the assessment is saved when all are there.",
  ],
  measure: ["让步方式", "What changes"],
  amount: ["续贷金额", "Amount"],
  amountHint: ["不超过原贷款余额 {n} 元", "at most the balance of {n}"],
  termMonths: ["期限（月）", "Months"],
  ratePct: ["年利率", "Rate"],
  method: ["还款方式", "Method"],
  interest_only: ["按期付息、到期还本", "Interest only"],
  bullet: ["利随本清", "Bullet"],
  equal_instalment: ["等额本息", "Equal instalments"],
  equal_principal: ["等额本金", "Equal principal"],
  untilOn: ["新的到期日", "Until"],
  untilHint: ["展期最晚至 {n}", "an extension ends by {n}"],
  instalments: ["期数", "Instalments"],
  firstDueOn: ["首期还款日", "First due on"],
  capitalise: ["欠息并入本金", "Unpaid interest joins the principal"],
  original: ["原审批权限", "Original authority"],
  opinion: ["评估意见", "Opinion"],
  deviation: ["不按建议的理由", "Why not as advised"],
  try: ["试算前后对比", "Before and after"],
  save: ["保存评估", "Save the assessment"],
  locked: ["受理申请后才能评估；已提交审批的不能再改。", "Assessed after the application and before the decision."],
})

interface Values {
  measure?: Measure
  amount?: string
  termMonths?: string
  ratePct?: string
  method?: NonNullable<Proposal["method"]>
  untilOn?: string
  instalments?: string
  firstDueOn?: string
  capitalise?: boolean
  original: Authority
  opinion: string
  deviation?: string
}

const whole = (text: string | undefined) => (text ? { n: Number(text) } : null)

function proposalOf(tool: Tool, v: Values): Proposal {
  const renews = tool === "RENEW" || tool === "REFINANCE"
  const term = whole(v.termMonths)
  const count = whole(v.instalments)
  return {
    tool,
    original: v.original,
    opinion: v.opinion,
    ...(v.deviation ? { deviation: v.deviation } : {}),
    ...(tool === "RESTRUCTURE" && v.measure ? { measure: v.measure } : {}),
    ...(renews && v.amount ? { amount: v.amount } : {}),
    ...(renews && term ? { termMonths: term.n } : {}),
    ...(renews && v.method ? { method: v.method, everyMonths: 1 as const } : {}),
    ...(v.ratePct ? { ratePct: v.ratePct } : {}),
    ...(v.untilOn && !renews ? { untilOn: v.untilOn } : {}),
    ...(count ? { instalments: count.n } : {}),
    ...(v.firstDueOn ? { firstDueOn: v.firstDueOn } : {}),
    ...(v.capitalise ? { capitalise: true } : {}),
  }
}

export function ChooserTab({ found }: { found: CaseDetail }) {
  const t = useText()
  const [tool, setTool] = useState<Tool>(found.proposal?.tool ?? found.advice.tool)
  const [tried, setTried] = useState<Comparison | null>(null)
  const denied = useNotAllowed()("relief.handle")
  const canAssess = found.state === "applied" || found.state === "assessed"
  const block = denied ?? (canAssess ? null : t("locked"))
  const shown = tried ?? found.comparison
  const lacking = found.rules.filter((one) => one.status === "missing" && one.rule !== "early").length
  return (
    <Stack>
      <Panel title={t("title")} note={t("note")}>
        {canAssess && lacking > 0 ? (
          <Alert type="info" showIcon title={t("lacking", { n: lacking })} style={{ marginBottom: 12 }} />
        ) : null}
        <Tools
          found={found}
          tool={tool}
          choose={(next) => {
            setTool(next)
            setTried(null)
          }}
        />
        {canAssess && denied === null ? (
          <Terms key={tool} found={found} tool={tool} block={block} tried={setTried} />
        ) : (
          <p className="hs-muted">{block}</p>
        )}
      </Panel>
      {shown ? <ComparisonPanel of={shown} /> : null}
    </Stack>
  )
}

function Tools({ found, tool, choose }: { found: CaseDetail; tool: Tool; choose: (tool: Tool) => void }) {
  const t = useText()
  const say = useSay()
  return (
    <div className="rl-tools" role="radiogroup" aria-label={t("title")}>
      {found.tools.map((one) => (
        <button
          key={one.tool}
          type="button"
          role="radio"
          className="rl-tool"
          data-on={one.tool === tool}
          aria-checked={one.tool === tool}
          aria-disabled={one.block !== null}
          onClick={() => (one.block === null ? choose(one.tool) : undefined)}
        >
          <span className="rl-tool-head">
            {say(one)}
            {found.advice.tool === one.tool ? <StateTag tone="good">{t("advised")}</StateTag> : null}
            {one.block ? <StateTag>{t("closed")}</StateTag> : null}
          </span>
          <span className="hs-muted hs-small">
            {one.block ? say(one.block) : say(toolTitles[one.tool].why)}
            {found.advice.tool === one.tool ? `（${say(effectTitles[found.advice.effect])}）` : ""}
          </span>
        </button>
      ))}
    </div>
  )
}

interface TermsProps {
  found: CaseDetail
  tool: Tool
  block: string | null
  tried: (of: Comparison) => void
}

function Terms({ found, tool, block, tried }: TermsProps) {
  const t = useText()
  const kept = found.proposal?.tool === tool ? found.proposal : null
  const initial: Partial<Values> = {
    original: kept?.original ?? "subbranch_head",
    amount: kept?.amount ?? found.outstanding,
    termMonths: String(kept?.termMonths ?? 12),
    ratePct: kept?.ratePct ?? (tool === "RENEW" || tool === "REFINANCE" ? found.loan.ratePct : undefined),
    method: kept?.method ?? "interest_only",
    untilOn: kept?.untilOn,
    measure: kept?.measure ?? "extend",
    opinion: kept?.opinion,
    deviation: kept?.deviation,
  }
  const [values, setValues] = useState<Values>(initial as Values)
  const attempt = async () => {
    const opinion = (values.opinion ?? "").length >= 4 ? values.opinion : t("try")
    const proposal = proposalOf(tool, { ...values, opinion })
    tried(await api(tryMeasure, { params: { id: found.id }, body: { proposal } }))
  }
  return (
    <FormShell<Values, unknown>
      name={`assess-${tool}`}
      initial={initial}
      watch={(next) => setValues({ ...values, ...next })}
      submitLabel={t("save")}
      blocked={block}
      submit={(given, idempotencyKey) =>
        api(assessCase, {
          params: { id: found.id },
          body: { proposal: proposalOf(tool, given) },
          idempotencyKey,
        })
      }
      footerExtra={tool === "DECLINE" ? undefined : <Action label={t("try")} run={attempt} />}
    >
      <div className="hs-fields">
        <Fields found={found} tool={tool} measure={values.measure} />
        <OfficeFields found={found} tool={tool} />
      </div>
    </FormShell>
  )
}

function Fields({ found, tool, measure }: { found: CaseDetail; tool: Tool; measure: Measure | undefined }) {
  const t = useText()
  const say = useSay()
  const methods = ["interest_only", "equal_instalment", "equal_principal", "bullet"] as const
  if (tool === "RENEW" || tool === "REFINANCE")
    return (
      <>
        <MoneyField name="amount" label={t("amount")} required hint={t("amountHint", { n: found.outstanding })} />
        <WholeField name="termMonths" label={t("termMonths")} required />
        <RateField name="ratePct" label={t("ratePct")} required />
        <SelectField
          name="method"
          label={t("method")}
          required
          options={methods.map((value) => ({ value, label: t(value) }))}
        />
      </>
    )
  const changes = tool === "RESTRUCTURE" ? measure : tool === "EXTEND" ? "extend" : "defer_p"
  if (tool === "DECLINE" || tool === "RESCHEDULE") return null
  return (
    <>
      {tool === "RESTRUCTURE" ? (
        <SelectField
          name="measure"
          label={t("measure")}
          required
          options={measures.map((value) => ({ value, label: say(measureTitles[value]) }))}
        />
      ) : null}
      {changes === "rate" ? <RateField name="ratePct" label={t("ratePct")} required /> : null}
      {changes === "reage" ? (
        <>
          <WholeField name="instalments" label={t("instalments")} required />
          <DateField name="firstDueOn" label={t("firstDueOn")} required />
          <CheckField name="capitalise" label=" ">
            {t("capitalise")}
          </CheckField>
        </>
      ) : null}
      {changes !== "rate" && changes !== "reage" ? (
        <DateField
          name="untilOn"
          label={t("untilOn")}
          required
          hint={changes === "extend" ? t("untilHint", { n: found.lastLawfulOn }) : undefined}
        />
      ) : null}
      {changes === "extend" ? <RateField name="ratePct" label={t("ratePct")} /> : null}
    </>
  )
}

function OfficeFields({ found, tool }: { found: CaseDetail; tool: Tool }) {
  const t = useText()
  const say = useSay()
  return (
    <>
      <SelectField
        name="original"
        label={t("original")}
        required
        options={authorities.map((value) => ({ value, label: say(authorityTitles[value]) }))}
      />
      <div className="hs-wide">
        <TextField name="opinion" label={t("opinion")} required rows={3} max={1000} />
      </div>
      {tool === found.advice.tool ? null : (
        <div className="hs-wide">
          <TextField name="deviation" label={t("deviation")} required rows={2} max={500} />
        </div>
      )}
    </>
  )
}
