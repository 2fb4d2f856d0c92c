// The first step of a case: which firm, which kind of package. The lead is kept at once; the rest can follow another day.
import { listParties } from "#contract/kernel/party"
import { api, useEndpoint } from "#ui/api"
import { getParty } from "#contract/kernel/party"
import { FormShell, PickerField, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { To, useGo, useUrlValues } from "#ui/link"
import { kernelPaths } from "#ui/paths"
import { Loaded, Page, Panel, Stack } from "#ui/page"
import { openCase } from "../../contract.ts"
import { emissionPaths as paths } from "../paths.ts"
import { packageTypes, useSceneText } from "../words.ts"
import { WizardSteps } from "./wizard-steps.tsx"

const useText = dictionary({
  start: ["登记意向，下一步", "Open the lead, continue"],
  missing: ["没有这家企业？先建档", "The firm is not there? Open it first"],
  note: ["备注（来源、联系情况）", "Remarks (where it came from)"],
})

interface Values {
  partyId: string
  packageType: (typeof packageTypes)[number]
  note?: string
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
  const go = useGo()
  return (
    <Panel>
      <FormShell<Values, { id: string }>
        name="new-case"
        initial={{ packageType: "DOUBLE", partyId: firm?.id }}
        submitLabel={t("start")}
        submit={(values, idempotencyKey) =>
          api(openCase, { body: { ...values, note: values.note ?? "" }, idempotencyKey })
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
          name="packageType"
          label={s("packageType")}
          required
          options={packageTypes.map((value) => ({ value, label: s(value) }))}
        />
        <TextField name="note" label={t("note")} rows={3} max={1000} />
      </FormShell>
    </Panel>
  )
}
