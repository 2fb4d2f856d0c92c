// The project behind a loan: what it costs, what the owners must and did pay in, how far the works are.
import { Button, Form } from "antd"
import { api } from "#ui/api"
import { DialogAction, FormShell, MoneyField, RateField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Columns, Figure, Figures, Nothing, Panel, Stack } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { Grid } from "#ui/tables"
import { recordProgress, saveProject } from "../../contract.ts"
import { industryTitles, projectIndustries, type ProjectIndustry } from "../../rules.ts"
import { isOpenForEditing } from "../../states.ts"
import { percentOf, useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  title: ["项目资料", "Project"],
  name: ["项目名称", "Name"],
  industry: ["行业（资本金比例）", "Industry (equity ratio)"],
  total: ["总投资", "Total investment"],
  approvals: ["批文", "Approvals"],
  kind: ["类别", "Kind"],
  kindHint: ["备案、用地、规划、施工、环评、能评", "filing, land, planning, construction, environment, energy"],
  number: ["文号", "Number"],
  add: ["加一项批文", "Add an approval"],
  remove: ["删除", "Remove"],
  closed: ["提交审查后不能再改", "Closed after the submission"],
  required: ["资本金最低", "Equity required"],
  debt: ["借款最多", "Debt at most"],
  paid: ["资本金到位", "Equity paid"],
  progress: ["工程进度", "Progress"],
  drawable: ["累计可提", "Drawable in all"],
  record: ["登记到位与进度", "Record equity and progress"],
  evidence: ["凭据", "Evidence"],
  evidenceHint: ["验资报告、监理月报编号", "Number of the capital or supervision report"],
  history: ["到位与进度记录", "Equity and progress"],
  none: ["还没有记录。", "Nothing recorded yet."],
  on: ["日期", "Day"],
  by: ["登记人", "By"],
  paidInAll: ["累计到位资本金", "Equity paid in all"],
  follow: ["贷款随资本金和进度发放：累计提款不超过两者中较低的比例。", "Loan money follows equity and progress."],
})

interface Values {
  name: string
  industry: ProjectIndustry
  totalInvestment: string
  approvals?: { kind: string; number: string }[]
}

export function ProjectPanel({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const { project } = found
  const blocked = isOpenForEditing(found.state) ? notAllowed("corporate-loan.apply") : t("closed")
  return (
    <Columns wide="even">
      <Panel title={t("title")}>
        <FormShell<Values, unknown>
          name="project"
          initial={project ?? { industry: "other" }}
          submitLabel={s("save")}
          blocked={blocked}
          submit={({ name, industry, totalInvestment, approvals = [] }, idempotencyKey) =>
            api(saveProject, {
              params: { id: found.id },
              body: { name, industry, totalInvestment, approvals },
              idempotencyKey,
            })
          }
        >
          <TextField name="name" label={t("name")} required max={120} />
          <SelectField
            name="industry"
            label={t("industry")}
            required
            options={projectIndustries.map((value) => ({ value, label: say(industryTitles[value]) }))}
          />
          <MoneyField name="totalInvestment" label={t("total")} required />
          <Form.List name="approvals">
            {(fields, { add, remove }) => (
              <div className="co-rows">
                {fields.map((field) => (
                  <div key={field.key} className="hs-fields">
                    <TextField
                      name={[field.name, "kind"]}
                      label={t("kind")}
                      placeholder={t("kindHint")}
                      required
                      max={40}
                    />
                    <TextField name={[field.name, "number"]} label={t("number")} required max={60} />
                    <Button onClick={() => remove(field.name)}>{t("remove")}</Button>
                  </div>
                ))}
                <Button onClick={() => add({})}>{t("add")}</Button>
              </div>
            )}
          </Form.List>
        </FormShell>
      </Panel>
      {project ? <Standing found={found} project={project} /> : null}
    </Columns>
  )
}

function Standing({ found, project }: { found: CaseDetail; project: NonNullable<CaseDetail["project"]> }) {
  const t = useText()
  const s = useSceneText()
  return (
    <Stack>
      <Figures>
        <Figure
          label={t("required")}
          value={<Money value={project.equityRequired} wan />}
          note={`${percentOf(project.ratioBp)}%`}
        />
        <Figure label={t("debt")} value={<Money value={project.debtMax} wan />} />
        <Figure
          label={t("paid")}
          value={`${percentOf(project.equityBp)}%`}
          note={<Money value={project.equityPaid} wan />}
        />
        <Figure label={t("progress")} value={`${percentOf(project.progressBp)}%`} />
        <Figure label={t("drawable")} value={<Money value={project.drawable} wan />} />
      </Figures>
      <Panel title={t("history")} note={t("follow")} extra={<Record found={found} />} flush>
        <Grid
          label={t("history")}
          rows={project.progress}
          rowKey={(r) => `${r.on}${r.equityPaid}${r.progressBp}`}
          empty={<Nothing text={t("none")} />}
          columns={[
            { key: "on", title: t("on"), phone: "title", render: (r) => r.on, nowrap: true },
            {
              key: "paid",
              title: s("amountHead", { name: t("paidInAll") }),
              align: "right",
              render: (r) => <Money value={r.equityPaid} />,
            },
            { key: "progress", title: t("progress"), align: "right", render: (r) => `${percentOf(r.progressBp)}%` },
            { key: "evidence", title: t("evidence"), render: (r) => r.evidence },
            { key: "by", title: t("by"), render: (r) => r.byName },
          ]}
        />
      </Panel>
    </Stack>
  )
}

function Record({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<{ equityPaid: string; progressPct: string; evidence: string }, unknown>
      name="progress"
      label={t("record")}
      size="small"
      disabledReason={notAllowed("corporate-loan.apply")}
      submitLabel={s("save")}
      submit={(body, idempotencyKey) => api(recordProgress, { params: { id: found.id }, body, idempotencyKey })}
    >
      <MoneyField name="equityPaid" label={t("paidInAll")} required />
      <RateField name="progressPct" label={t("progress")} required />
      <TextField name="evidence" label={t("evidence")} required max={1000} hint={t("evidenceHint")} />
    </DialogAction>
  )
}
