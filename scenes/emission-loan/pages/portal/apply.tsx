// The firm applies by itself: how much, for how long, for what, on which rights.
import { api, useEndpoint } from "#ui/api"
import { FormShell, MoneyField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Page, Panel } from "#ui/page"
import { portalApply, portalRights } from "../../contract.ts"
import { pollutants } from "../../rules.ts"
import { emissionPaths as paths } from "../paths.ts"
import { methods, projectTags, useSceneText } from "../words.ts"
import { usePortalText } from "./words.ts"

const useText = dictionary({
  intro: [
    "提交后客户经理会与您联系；进度随时可在“我的业务”查看。",
    "Your manager will call you; follow the progress under My cases.",
  ],
  submit: ["提交申请", "Apply"],
  rights: ["用哪些排污权", "On which rights"],
  rightsHint: ["没有列出的，客户经理会帮您登记。", "Your manager registers those not listed."],
  package: ["担保方式", "Security"],
  DOUBLE: ["排污权加其他押品（厂房、设备等）", "Rights and other collateral (plant, equipment …)"],
  SINGLE: ["只用排污权", "Rights alone"],
  purposeHint: ["例如：购买节能熔窑设备", "e.g. an energy-saving furnace"],
  free: ["可用 {n}", "{n} free"],
})

interface Values {
  amount: string
  termMonths: string
  purpose: string
  method: (typeof methods)[number]
  projectTag?: (typeof projectTags)[number]
  packageType: "SINGLE" | "DOUBLE"
  rightIds?: string[]
}

export function PortalApplyPage() {
  const t = useText()
  const p = usePortalText()
  const s = useSceneText()
  const say = useSay()
  const go = useGo()
  const rights = useEndpoint(portalRights).data?.items ?? []
  return (
    <Page title={p("apply")} intro={t("intro")} narrow crumbs={[{ label: p("mine"), href: "/portal" }]}>
      <Panel>
        <FormShell<Values, { id: string }>
          name="portal-apply"
          initial={{ method: "interest_only", packageType: "DOUBLE", termMonths: "12" }}
          submitLabel={t("submit")}
          submit={(v, idempotencyKey) =>
            api(portalApply, {
              body: {
                ...v,
                termMonths: Number(v.termMonths),
                projectTag: v.projectTag ?? null,
                rightIds: v.rightIds ?? [],
              },
              idempotencyKey,
            })
          }
          done={({ id }) => go(paths.portalCase(id))}
        >
          <div className="hs-fields">
            <MoneyField name="amount" label={s("asked")} required />
            <WholeField name="termMonths" label={s("term")} required />
            <SelectField
              name="packageType"
              label={t("package")}
              required
              options={(["DOUBLE", "SINGLE"] as const).map((value) => ({ value, label: t(value) }))}
            />
            <SelectField
              name="rightIds"
              label={t("rights")}
              many
              hint={t("rightsHint")}
              options={rights.map((one) => ({
                value: one.id,
                label: `${say(pollutants[one.pollutant])} ${one.quantity} ${one.unit}（${t("free", { n: one.free })}）`,
              }))}
            />
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
        </FormShell>
      </Panel>
    </Page>
  )
}
