// The steps after acceptance: each saves what it gathers on the server, so the case can be left and taken up again.
import { Button } from "antd"
import { api, useEndpoint } from "#ui/api"
import { FormShell } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo, useParam, useUrlValues } from "#ui/link"
import { Loaded, Page, Panel, Stack } from "#ui/page"
import { getCase, startDd } from "../../contract.ts"
import { corporatePaths as paths } from "../paths.ts"
import { useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"
import { CoverPanel } from "./cover.tsx"
import { NeedPanel } from "./need.tsx"
import { RequestPanel } from "./overview.tsx"
import { ProjectPanel } from "./project.tsx"
import { StatementsPanel } from "./statements.tsx"
import { WizardSteps } from "./wizard-steps.tsx"
import "../corporate.css"

const useText = dictionary({
  back: ["上一步", "Back"],
  next: ["下一步", "Next"],
  later: ["以后再填", "Later"],
  start: ["开始尽职调查", "Start due diligence"],
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
  const at = Math.min(3, Math.max(1, Number(step) || 1))
  const move = (to: number) => change({ step: String(to) })
  return (
    <Stack>
      <WizardSteps at={at} />
      {at === 1 ? <StatementsPanel found={found} /> : null}
      {at === 2 ? <Sizing found={found} /> : null}
      {at === 3 ? <Start found={found} /> : null}
      <div style={{ display: "flex", gap: 8, justifyContent: "space-between" }}>
        {at > 1 ? <Button onClick={() => move(at - 1)}>{t("back")}</Button> : <span />}
        <span style={{ display: "flex", gap: 8 }}>
          <Button onClick={() => go(paths.case(found.id))}>{t("later")}</Button>
          {at < 3 ? (
            <Button type="primary" onClick={() => move(at + 1)}>
              {t("next")}
            </Button>
          ) : null}
        </span>
      </div>
    </Stack>
  )
}

export function Sizing({ found }: { found: CaseDetail }) {
  return (
    <Stack>
      {found.product === "project" ? <ProjectPanel found={found} /> : <NeedPanel found={found} />}
      {found.product === "working_capital" ? null : <CoverPanel found={found} />}
    </Stack>
  )
}

function Start({ found }: { found: CaseDetail }) {
  const t = useText()
  const say = useSay()
  const go = useGo()
  const offered = found.actions.find((one) => one.action === "startDd")
  const reason = offered?.enabled ? null : say(offered?.reason) || null
  return (
    <Stack>
      <RequestPanel found={found} />
      <Panel>
        <FormShell<object, unknown>
          name="start-dd"
          submitLabel={t("start")}
          blocked={reason}
          submit={(_, idempotencyKey) => api(startDd, { params: { id: found.id }, body: {}, idempotencyKey })}
          done={() => go(paths.case(found.id, "diligence"))}
        >
          {null}
        </FormShell>
      </Panel>
    </Stack>
  )
}
