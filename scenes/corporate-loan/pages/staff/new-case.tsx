// The first step of a case: which firm, which product, what is asked. It is accepted at once; the rest follows step by step.
import { getParty, listParties } from "#contract/kernel/party"
import { api, useEndpoint } from "#ui/api"
import { FormShell, PickerField, SelectField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To, useGo, useUrlValues } from "#ui/link"
import { Loaded, Page, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { acceptCase } from "../../contract.ts"
import { loanProducts, productTitles } from "../../rules.ts"
import { corporatePaths as paths } from "../paths.ts"
import { useSceneText } from "../words.ts"
import { RequestFields, requestBody, type RequestValues } from "./request-fields.tsx"
import { WizardSteps } from "./wizard-steps.tsx"

const useText = dictionary({
  start: ["受理，下一步", "Accept, continue"],
  missing: ["没有这家企业？先建档", "The firm is not there? Open it first"],
})

interface Values extends RequestValues {
  partyId: string
  product: (typeof loanProducts)[number]
}

export function NewCasePage() {
  const s = useSceneText()
  const [{ party }] = useUrlValues()
  const known = useEndpoint(getParty, { params: { id: party ?? "" } }, { enabled: Boolean(party) })
  return (
    <Page title={s("newCase")} narrow crumbs={[{ label: s("scene"), href: paths.board() }]}>
      <Stack>
        <WizardSteps at={0} />
        {party ? (
          <Loaded query={known}>{(firm) => <Start firm={{ id: firm.id, name: firm.name }} />}</Loaded>
        ) : (
          <Start />
        )}
      </Stack>
    </Page>
  )
}

async function findFirms(text: string) {
  const page = await api(listParties, { query: { text: text || undefined, kind: "firm", limit: 20 } })
  return page.items.map((one) => ({ value: one.id, label: one.name, detail: one.uscc ?? "" }))
}

function Start({ firm }: { firm?: { id: string; name: string } }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const go = useGo()
  return (
    <Panel>
      <FormShell<Values, { id: string }>
        name="accept"
        initial={{
          product: "working_capital",
          method: "interest_only",
          everyMonths: "1",
          guarantee: "full_mortgage",
          partyId: firm?.id,
        }}
        submitLabel={t("start")}
        submit={({ partyId, product, ...values }, idempotencyKey) =>
          api(acceptCase, { body: { partyId, product, ...requestBody(values) }, idempotencyKey })
        }
        done={({ id }) => go(paths.wizard(id))}
      >
        {firm ? (
          <SelectField name="partyId" label={s("firm")} required options={[{ value: firm.id, label: firm.name }]} />
        ) : (
          <PickerField
            name="partyId"
            label={s("firm")}
            required
            find={findFirms}
            hint={<To href={kernelPaths.newCustomer()}>{t("missing")}</To>}
          />
        )}
        <SelectField
          name="product"
          label={s("product")}
          required
          options={loanProducts.map((value) => ({ value, label: say(productTitles[value]) }))}
        />
        <RequestFields />
      </FormShell>
    </Panel>
  )
}
