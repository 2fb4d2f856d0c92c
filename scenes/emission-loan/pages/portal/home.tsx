// On the firm's start page: each case in plain words, what happens next, what is owed.
import type { ReactNode } from "react"
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { useGo } from "#ui/link"
import { To } from "#ui/link"
import { Money } from "#ui/money"
import { Loaded, Nothing, Pairs, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { portalCases } from "../../contract.ts"
import { emissionPaths as paths } from "../paths.ts"
import { stateTone } from "../words.ts"
import type { PortalCase } from "./case.tsx"
import { usePortalText } from "./words.ts"

export function PortalHomeBlock() {
  const t = usePortalText()
  const go = useGo()
  const query = useEndpoint(portalCases)
  const apply = <Action label={t("apply")} kind="primary" run={() => go(paths.portalApply())} />
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Panel>
            <Nothing text={t("none")} next={apply} />
          </Panel>
        ) : (
          <Stack>
            <div>{apply}</div>
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
                    ...owed(one.loan).map(({ key, value }) => ({ label: t(key), value })),
                  ]}
                />
              </Panel>
            ))}
          </Stack>
        )
      }
    </Loaded>
  )
}

/** What is still owed and what is asked next; nothing once the loan is settled. */
function owed(loan: PortalCase["loan"]): { key: "principal" | "nextDue" | "nextAmount"; value: ReactNode }[] {
  if (!loan || Number(loan.owed) === 0) return []
  const next = loan.schedule.find((row) => row.state !== "paid")
  return [
    { key: "principal", value: <Money value={loan.principal} unit strong /> },
    ...(next
      ? [
          { key: "nextDue" as const, value: next.due },
          { key: "nextAmount" as const, value: <Money value={next.total} unit strong /> },
        ]
      : []),
  ]
}
