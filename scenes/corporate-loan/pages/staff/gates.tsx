// The gates of a draw as a checklist: met or not, and why not.
import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons"
import type { z } from "zod"
import { dictionary, useSay } from "#ui/i18n"
import type { gateView } from "../../model.ts"

const useText = dictionary({ met: ["满足", "Met"], open: ["不满足", "Not met"] })

export function GateList({ gates }: { gates: readonly z.output<typeof gateView>[] }) {
  const t = useText()
  const say = useSay()
  return (
    <ul className="co-gates">
      {gates.map((gate) => (
        <li key={gate.code}>
          {gate.met ? (
            <CheckCircleFilled aria-label={t("met")} style={{ color: "var(--hs-good)" }} />
          ) : (
            <CloseCircleFilled aria-label={t("open")} style={{ color: "var(--hs-bad)" }} />
          )}
          <span>
            {say(gate)}
            {gate.detail ? <span className="hs-muted hs-small">　{gate.detail}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
