// How the bank judges a note: its class with every change and the reason, the observation clock, expected loss, and how
// the rate came about.
import { dictionary, useSay } from "#ui/i18n"
import { Money, Rate } from "#ui/money"
import { Columns, Pairs, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Timeline } from "#ui/timeline"
import { classTones, useLoanText } from "../words.ts"
import type { LoanDetail } from "./loan.tsx"

const useText = dictionary({
  history: ["分类变化", "Changes of class"],
  unchanged: ["放款以来一直为正常。", "Pass since it was paid out."],
  now: ["当前", "Now"],
  restructured: ["重组日", "Restructured on"],
  observation: ["观察期", "Observation"],
  impaired: ["转列已减值", "Impaired on"],
  nonAccrual: ["表外计息自", "Off balance since"],
  misused: ["挪用自", "Misused since"],
  writtenOff: ["核销日", "Written off on"],
  loss: ["预期信用损失", "Expected credit loss"],
  stage: ["阶段", "Stage"],
  allowance: ["损失准备", "Allowance"],
  basis: ["算法", "How"],
  rates: ["利率变化", "Changes of the rate"],
  noRates: ["利率没有变过。", "The rate never changed."],
})

export function Classes({ loan }: { loan: LoanDetail }) {
  const t = useText()
  const w = useLoanText()
  const say = useSay()
  const { flags, loss } = loan
  const span = flags.observationFrom ? `${flags.observationFrom} — ${flags.observationUntil ?? ""}` : null
  return (
    <Columns wide="even">
      <Panel title={t("history")} extra={<StateTag tone={classTones[loan.riskClass]}>{w(loan.riskClass)}</StateTag>}>
        <Timeline
          label={t("history")}
          empty={t("unchanged")}
          entries={loan.classes.map((one) => ({
            key: `${one.on}${one.to}`,
            at: one.on,
            title: `${w(one.from)} → ${w(one.to)}`,
            detail: say(one.reason),
            tone: classTones[one.to],
          }))}
        />
      </Panel>
      <Stack>
        <Panel title={t("loss")}>
          <Pairs
            items={[
              { label: t("stage"), value: loss.stage },
              { label: t("allowance"), value: <Money value={loss.allowance} unit /> },
              { label: t("basis"), value: say(loss.basis), wide: true },
              flags.restructuredOn ? { label: t("restructured"), value: flags.restructuredOn } : null,
              span ? { label: t("observation"), value: span } : null,
              flags.nonAccrualOn ? { label: t("nonAccrual"), value: flags.nonAccrualOn } : null,
              flags.misusedFrom ? { label: t("misused"), value: flags.misusedFrom } : null,
              flags.impairedOn ? { label: t("impaired"), value: flags.impairedOn } : null,
              flags.writtenOffOn ? { label: t("writtenOff"), value: flags.writtenOffOn } : null,
            ]}
          />
        </Panel>
        <Panel title={t("rates")}>
          <Timeline
            label={t("rates")}
            empty={t("noRates")}
            entries={loan.rates.map((one) => ({
              key: one.on,
              at: one.on,
              title: <Rate value={one.ratePct} yearly />,
              detail: say(one.reason),
            }))}
          />
        </Panel>
      </Stack>
    </Columns>
  )
}
