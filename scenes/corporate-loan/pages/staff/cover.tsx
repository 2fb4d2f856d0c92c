// Cash against service: how often a year's cash covers principal and interest of the year, and what is left of it in a bad one.
import { api } from "#ui/api"
import { FormShell, MoneyField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { Columns, Figure, Figures, Panel } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { saveCover } from "../../contract.ts"
import { isOpenForEditing } from "../../states.ts"
import { useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  title: ["现金流覆盖", "Cash cover"],
  cash: ["年经营现金流", "Cash a year"],
  service: ["年还本付息", "Service a year"],
  cover: ["覆盖倍数", "Cover"],
  stressed: ["现金流下降 20%", "Cash down 20%"],
  least: ["最低要求", "Least"],
  closed: ["提交审查后不能再改", "Closed after the submission"],
})

export function CoverPanel({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const notAllowed = useNotAllowed()
  const { cover } = found
  const isShort = cover !== null && Number(cover.cover) < Number(cover.least)
  return (
    <Columns wide="even">
      <Panel title={t("title")}>
        <FormShell<{ yearlyCash: string; yearlyService: string }, unknown>
          name="cover"
          initial={cover ?? {}}
          submitLabel={s("save")}
          blocked={isOpenForEditing(found.state) ? notAllowed("corporate-loan.apply") : t("closed")}
          submit={({ yearlyCash, yearlyService }, idempotencyKey) =>
            api(saveCover, { params: { id: found.id }, body: { yearlyCash, yearlyService }, idempotencyKey })
          }
        >
          <MoneyField name="yearlyCash" label={t("cash")} required />
          <MoneyField name="yearlyService" label={t("service")} required />
        </FormShell>
      </Panel>
      {cover ? (
        <Figures>
          <Figure label={t("cover")} value={cover.cover} tone={isShort ? "bad" : undefined} />
          <Figure label={t("stressed")} value={cover.stressed} />
          <Figure label={t("least")} value={cover.least} />
        </Figures>
      ) : null}
    </Columns>
  )
}
