// Last step: the request itself, beside what the package and the need allow.
import { Alert } from "antd"
import { api, useEndpoint } from "#ui/api"
import { CheckField, FormShell, MoneyField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { fromFen, Money } from "#ui/money"
import { Figure, Figures, Panel, Stack } from "#ui/page"
import { applyCase, caseValuationPreview } from "../../contract.ts"
import { emissionPaths as paths } from "../paths.ts"
import { methods, projectTags, useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"
import { needBody, type NeedValues, reckonNeed } from "./wizard-need.tsx"

const useText = dictionary({
  title: ["申请", "Application"],
  submit: ["提交申请", "Apply"],
  rights: ["排污权估值", "Value of the rights"],
  gap: ["资金需求", "Need"],
  purposeHint: [
    "写明买什么、付给谁，例如：购买玻璃熔窑技改设备",
    "What is bought from whom, e.g. furnace upgrade equipment",
  ],
  consent: ["在先抵押权人已书面同意", "The first lender agreed in writing"],
  noRights: [
    "还没有加入排污权，也可以先提交申请，估值前补齐。",
    "No right in the package yet; it can follow before valuation.",
  ],
})

interface Values {
  amount: string
  termMonths: string
  purpose: string
  method: (typeof methods)[number]
  projectTag?: (typeof projectTags)[number]
  consentLetter?: boolean
}

export function SubmitStep({ found, need }: { found: CaseDetail; need: NeedValues }) {
  const t = useText()
  const s = useSceneText()
  const go = useGo()
  const hasRight = found.legs.some((leg) => leg.class === "emission_right")
  const preview = useEndpoint(caseValuationPreview, { params: { id: found.id } }, { enabled: hasRight }).data
  const reckoned = reckonNeed(need)
  return (
    <Stack>
      {hasRight ? null : <Alert type="info" showIcon title={t("noRights")} />}
      <Figures>
        <Figure label={t("rights")} value={<Money value={preview?.rightsValue} wan />} />
        <Figure label={s("lendable")} value={<Money value={preview?.lendable} wan />} />
        <Figure label={t("gap")} value={<Money value={reckoned ? fromFen(reckoned.gapFen) : null} wan />} />
      </Figures>
      <Panel title={t("title")}>
        <FormShell<Values, { id: string }>
          name="application"
          initial={{ method: "interest_only" }}
          submitLabel={t("submit")}
          submit={(v, idempotencyKey) =>
            api(applyCase, {
              params: { id: found.id },
              body: {
                amount: v.amount,
                termMonths: Number(v.termMonths),
                purpose: v.purpose,
                method: v.method,
                projectTag: v.projectTag ?? null,
                need: needBody(need),
                consentLetter: v.consentLetter ?? false,
              },
              idempotencyKey,
            })
          }
          done={() => go(paths.case(found.id))}
        >
          <div className="hs-fields">
            <MoneyField name="amount" label={s("asked")} required />
            <WholeField name="termMonths" label={s("term")} required />
            <SelectField
              name="method"
              label={s("method")}
              required
              options={methods.map((value) => ({ value, label: s(value) }))}
            />
            <SelectField
              name="projectTag"
              label={s("projectTag")}
              options={projectTags.map((value) => ({ value, label: s(value) }))}
            />
            <div className="hs-wide">
              <TextField name="purpose" label={s("purpose")} required rows={3} max={500} hint={t("purposeHint")} />
            </div>
          </div>
          {found.packageType === "RESIDUAL" ? (
            <CheckField name="consentLetter" label={t("consent")}>
              {t("consent")}
            </CheckField>
          ) : null}
        </FormShell>
      </Panel>
    </Stack>
  )
}
