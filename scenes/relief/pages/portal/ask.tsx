// The firm asks in its own words: which loan, what happened, what would help.
import { api, useEndpoint } from "#ui/api"
import { FormShell, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useGo, useUrlValues } from "#ui/link"
import { Loaded, Nothing, Page, Panel } from "#ui/page"
import { portalAskRelief, portalReliefLoans } from "../../contract.ts"
import { reasonCodes, wishes } from "../../model.ts"
import { reliefPaths as paths } from "../paths.ts"
import { useReliefText } from "../words.ts"

const useText = dictionary({
  title: ["申请纾困", "Ask for help"],
  intro: [
    "用自己的话写就行。提交后客户经理会联系您；进度和要补的材料随时可看。",
    "Plain words will do. Your manager will call you; progress and what to bring are always to be seen.",
  ],
  back: ["有困难？", "In difficulty?"],
  which: ["哪笔贷款", "Which loan"],
  what: ["遇到了什么困难", "What happened"],
  hint: ["例如：主要客户回款推迟两个月，订单还在，想把到期日往后挪。", "e.g. our main buyer pays two months late."],
  submit: ["提交申请", "Send"],
  none: ["没有可申请的贷款，或都已在办理。", "No loan to ask for, or all are under way."],
})

interface Values {
  loanNo: string
  reasonCode: (typeof reasonCodes)[number]
  wish: (typeof wishes)[number]
  words: string
}

export function PortalAskPage() {
  const t = useText()
  const query = useEndpoint(portalReliefLoans)
  return (
    <Page title={t("title")} intro={t("intro")} narrow crumbs={[{ label: t("back"), href: paths.portal() }]}>
      <Panel>
        <Loaded query={query} rows={4}>
          {({ items }) => {
            const loans = items.filter((one) => one.canAsk)
            return loans.length > 0 ? <AskForm loans={loans} /> : <Nothing text={t("none")} />
          }}
        </Loaded>
      </Panel>
    </Page>
  )
}

function AskForm({ loans }: { loans: readonly { loanNo: string; outstanding: string; maturesOn: string }[] }) {
  const t = useText()
  const s = useReliefText()
  const go = useGo()
  const [{ loan }] = useUrlValues()
  return (
    <FormShell<Values, { id: string }>
      name="ask-relief"
      initial={{ wish: "unsure", loanNo: loan ?? loans[0]?.loanNo }}
      submitLabel={t("submit")}
      submit={(body, idempotencyKey) => api(portalAskRelief, { body, idempotencyKey })}
      done={({ id }) => go(paths.portalCase(id))}
    >
      <SelectField
        name="loanNo"
        label={t("which")}
        required
        options={loans.map((one) => ({
          value: one.loanNo,
          label: `${one.loanNo} · ${one.outstanding} · ${one.maturesOn}`,
        }))}
      />
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
      <TextField name="words" label={t("what")} hint={t("hint")} required rows={5} max={1000} />
    </FormShell>
  )
}
