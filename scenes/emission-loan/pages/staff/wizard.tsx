// The steps after the lead: each saves what it gathers on the server, so the case can be left and taken up again.
import { Button } from "antd"
import { useState } from "react"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useGo, useParam, useUrlValues } from "#ui/link"
import { Loaded, Page, Stack } from "#ui/page"
import { getCase } from "../../contract.ts"
import { emissionPaths as paths } from "../paths.ts"
import { useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"
import { Legs } from "./legs.tsx"
import { emptyNeed, type NeedValues, NeedStep } from "./wizard-need.tsx"
import { RightsStep } from "./wizard-rights.tsx"
import { SubmitStep } from "./wizard-submit.tsx"
import { WizardSteps } from "./wizard-steps.tsx"
import "../emission.css"

const useText = dictionary({
  back: ["上一步", "Back"],
  next: ["下一步", "Next"],
  later: ["以后再填", "Later"],
})

export function WizardPage() {
  const id = useParam("id")
  const s = useSceneText()
  const query = useEndpoint(getCase, { params: { id } })
  return (
    <Loaded query={query} rows={8}>
      {(found) => (
        <Page
          title={found.partyName}
          narrow
          intro={found.caseNo}
          crumbs={[
            { label: s("scene"), href: paths.board() },
            { label: found.caseNo, href: paths.case(found.id) },
          ]}
        >
          <Steps found={found} />
        </Page>
      )}
    </Loaded>
  )
}

function Steps({ found }: { found: CaseDetail }) {
  const t = useText()
  const go = useGo()
  const [{ step = "1" }, change] = useUrlValues()
  const [need, setNeed] = useState<NeedValues>(emptyNeed)
  const at = Math.min(4, Math.max(1, Number(step) || 1))
  const move = (to: number) => change({ step: String(to) })
  return (
    <Stack>
      <WizardSteps at={at} />
      {at === 1 ? <RightsStep partyId={found.partyId} /> : null}
      {at === 2 ? <Legs found={found} /> : null}
      {at === 3 ? <NeedStep need={need} change={setNeed} /> : null}
      {at === 4 ? <SubmitStep found={found} need={need} /> : null}
      <div style={{ display: "flex", gap: 8, justifyContent: "space-between" }}>
        {at > 1 ? <Button onClick={() => move(at - 1)}>{t("back")}</Button> : <span />}
        <span style={{ display: "flex", gap: 8 }}>
          <Button onClick={() => go(paths.case(found.id))}>{t("later")}</Button>
          {at < 4 ? (
            <Button type="primary" onClick={() => move(at + 1)}>
              {t("next")}
            </Button>
          ) : null}
        </span>
      </div>
    </Stack>
  )
}
