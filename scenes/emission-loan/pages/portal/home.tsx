// The firm's start page: each case in plain words, what happens next, what is owed.
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { useGo } from "#ui/link"
import { To } from "#ui/link"
import { Money } from "#ui/money"
import { Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { portalCases } from "../../contract.ts"
import { emissionPaths as paths } from "../paths.ts"
import { stateTone } from "../words.ts"
import { usePortalText } from "./words.ts"

export function PortalHomePage() {
  const t = usePortalText()
  const go = useGo()
  const query = useEndpoint(portalCases)
  const apply = <Action label={t("apply")} kind="primary" run={() => go(paths.portalApply())} />
  return (
    <Page title={t("mine")} narrow actions={apply}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Panel>
              <Nothing text={t("none")} next={apply} />
            </Panel>
          ) : (
            <Stack>
              {items.map((one) => (
                <Panel
                  key={one.id}
                  title={<To href={paths.portalCase(one.id)}>{one.caseNo}</To>}
                  extra={<StateTag tone={stateTone(one.state)}>{t.lang === "zh" ? one.statusZh : one.statusEn}</StateTag>}
                >
                  <p style={{ marginTop: 0 }}>
                    <span className="hs-muted">{t("next")}：</span>
                    {t.lang === "zh" ? one.nextZh : one.nextEn}
                  </p>
                  <Pairs
                    columns={4}
                    items={[
                      { label: t("asked"), value: <Money value={one.asked} unit /> },
                      { label: t("approved"), value: <Money value={one.approved} unit /> },
                      { label: t("appliedOn"), value: one.appliedOn },
                      { label: t("manager"), value: one.managerName },
                    ]}
                  />
                </Panel>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Page>
  )
}
