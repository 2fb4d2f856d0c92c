// The valuation as it is computed: quantity × price × remaining time, line by line, and what a price change would do.
import { Segmented, Slider } from "antd"
import { useState } from "react"
import { useEndpoint } from "#ui/api"
import { Ladder } from "#ui/charts"
import { dictionary, useSay } from "#ui/i18n"
import { fromFen, grouped, Money } from "#ui/money"
import { Columns, Loaded, Nothing, Pairs, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { caseValuationPreview } from "../../contract.ts"
import { pollutants } from "../../rules.ts"
import { type WhatIf, whatIf } from "../what-if.ts"
import { bandTones, coverRungs, percentOf, useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  live: ["今天的估值", "Valuation today"],
  how: [
    "可抵押数量 × 单价 × 剩余月数 ÷ 总月数，逐项四舍五入到分，再乘抵押率。",
    "Pledgeable quantity × unit price × months left ÷ months in all, rounded to the fen per right, then the cap.",
  ],
  right: ["排污权", "Right"],
  quantity: ["可抵押数量", "Quantity"],
  price: ["单价（元）", "Unit price"],
  time: ["剩余 / 总月数", "Months left / in all"],
  value: ["价值（元）", "Value (CNY)"],
  rights: ["排污权合计", "All rights"],
  others: ["其他押品可贷", "Lendable on other collateral"],
  change: ["如果价格变动", "If prices change"],
  changeNote: ["拖动看看：价值、可贷金额和抵押率会怎样变。", "Move the slider to see value, lendable amount and LTV."],
  outcome: ["结果", "Outcome"],
  cure: ["需补足", "To cure"],
  history: ["估值记录", "Valuations on file"],
  on: ["估值日", "Valued on"],
  until: ["有效至", "Valid until"],
  appraiser: ["评估人", "Appraiser"],
  why: ["原因", "Why"],
  first: ["首次", "First"],
  bulletin: ["价格公告", "Price bulletin"],
  yearly: ["年度", "Yearly"],
  manual: ["人工", "By hand"],
  preview: ["试算", "Preview"],
  none: ["还没有正式估值。", "No valuation on file yet."],
  empty: ["先在“押品与登记”里加入排污权。", "Add an emission right under Collateral first."],
  fact: ["有文件", "from a document"],
  unverified: ["待核原文", "text not re-read"],
  assumption: ["本行约定", "own choice"],
  loanMax: ["本笔最多可贷", "Loan at most"],
})

export function ValuationTab({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const [basis, setBasis] = useState<"FULL" | "SURPLUS">("FULL")
  const hasRight = found.legs.some((leg) => leg.class === "emission_right" && leg.status === "active")
  const query = useEndpoint(
    caseValuationPreview,
    { params: { id: found.id }, query: { basis } },
    { enabled: hasRight, keepPrevious: true },
  )
  const choice = (
    <Segmented
      aria-label={s("basis")}
      value={basis}
      onChange={setBasis}
      options={(["FULL", "SURPLUS"] as const).map((value) => ({ value, label: s(value) }))}
    />
  )
  return (
    <Stack>
      {hasRight ? (
        <Loaded query={query} rows={6}>
          {(valuation) => <Live found={found} valuation={valuation} choice={choice} />}
        </Loaded>
      ) : (
        <Panel>
          <Nothing text={t("empty")} />
        </Panel>
      )}
      <OnFile found={found} />
    </Stack>
  )
}

type Valuation = CaseDetail["valuations"][number]

function Live({ found, valuation, choice }: { found: CaseDetail; valuation: Valuation; choice: React.ReactNode }) {
  const t = useText()
  const [changePct, setChangePct] = useState(0)
  const result = whatIf({
    rights: valuation.rights,
    legs: found.legs,
    priceChangePct: changePct,
    outstanding: found.outstanding,
    alertBands: found.alertBands,
  })
  return (
    <Columns>
      <Panel title={t("live")} extra={choice} note={t("how")}>
        <Formula result={result} valuation={valuation} />
      </Panel>
      <Panel title={t("change")} note={t("changeNote")}>
        <Slider
          className="em-slider"
          min={-50}
          max={20}
          step={5}
          value={changePct}
          onChange={setChangePct}
          marks={{ [-50]: "−50%", [-25]: "−25%", 0: "0", 20: "+20%" }}
          ariaLabelForHandle={t("change")}
        />
        <Outcome result={result} bands={found.alertBands} loanMax={changePct === 0 ? valuation.loanMax : null} />
      </Panel>
    </Columns>
  )
}

function Formula({ result, valuation }: { result: WhatIf; valuation: Valuation }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const unitName = (unit: "t" | "kg") => s(unit === "t" ? "unitT" : "unitKg")
  return (
    <table className="em-formula">
      <thead>
        <tr>
          <th scope="col">{t("right")}</th>
          <th scope="col">{t("quantity")}</th>
          <td className="em-sign em-wide" aria-hidden />
          <th scope="col">{t("price")}</th>
          <td className="em-sign em-wide" aria-hidden />
          <th scope="col">{t("time")}</th>
          <td className="em-sign em-wide" aria-hidden />
          <th scope="col">{t("value")}</th>
        </tr>
      </thead>
      <tbody>
        {result.rights.map((one, i) => (
          <tr key={one.rightNo}>
            <th scope="row">
              {say(pollutants[one.pollutant])}
              <div className="hs-muted hs-small">{one.rightNo}</div>
              <div className="hs-muted hs-small">
                {valuation.rights[i]?.priceSource} · {t(valuation.rights[i]?.certainty ?? "assumption")}
              </div>
            </th>
            <td>
              {grouped(one.pledgeable)} {unitName(one.unit)}
            </td>
            <td className="em-sign em-wide">×</td>
            <td>
              {grouped(one.price, 2)}
              <div className="hs-muted hs-small">{s(valuation.rights[i]?.priceFrom ?? "BASE_PRICE")}</div>
            </td>
            <td className="em-sign em-wide">×</td>
            <td>
              {one.factor.months} / {one.factor.of}
            </td>
            <td className="em-sign em-wide">=</td>
            <td>
              <Money value={one.value} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={7}>
            {t("rights")}
          </th>
          <td>
            <Money value={result.rightsValue} strong />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

function Outcome({
  result,
  bands,
  loanMax,
}: {
  result: WhatIf
  bands: CaseDetail["alertBands"]
  loanMax: string | null
}) {
  const t = useText()
  const s = useSceneText()
  const { cover } = result
  return (
    <div style={{ marginTop: 28 }}>
      <Pairs
        items={[
          { label: t("rights"), value: <Money value={result.rightsValue} unit /> },
          { label: t("others"), value: <Money value={result.othersLendable} unit /> },
          { label: s("lendable"), value: <Money value={result.lendable} unit strong /> },
          loanMax ? { label: t("loanMax"), value: <Money value={loanMax} unit strong /> } : null,
          cover
            ? {
                label: s("ltv"),
                value: (
                  <StateTag tone={bandTones[cover.band]}>{`${percentOf(cover.ltvBp)}% ${s(cover.band)}`}</StateTag>
                ),
              }
            : null,
          cover && cover.cureFen > 0n
            ? { label: t("cure"), value: <Money value={fromFen(cover.cureFen)} unit strong /> }
            : null,
        ]}
      />
      {cover ? (
        <div style={{ marginTop: 16 }}>
          <Ladder
            label={`${s("ltv")} ${percentOf(cover.ltvBp)}%`}
            at={percentOf(cover.ltvBp)}
            rungs={coverRungs(bands)}
          />
        </div>
      ) : null}
    </div>
  )
}

function OnFile({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  return (
    <Panel title={t("history")} flush>
      <Grid
        label={t("history")}
        rows={found.valuations}
        rowKey={(r) => r.id ?? r.valuedOn}
        columns={[
          { key: "on", title: t("on"), render: (r) => r.valuedOn, nowrap: true, phone: "title" },
          { key: "why", title: t("why"), render: (r) => t(r.reason) },
          { key: "basis", title: s("basis"), render: (r) => s(r.basis) },
          { key: "rights", title: t("rights"), align: "right", render: (r) => <Money value={r.rightsValue} /> },
          { key: "lendable", title: s("lendable"), align: "right", render: (r) => <Money value={r.lendable} /> },
          { key: "appraiser", title: t("appraiser"), render: (r) => r.appraiser },
          { key: "until", title: t("until"), render: (r) => r.validUntil, nowrap: true },
        ]}
        empty={<Nothing text={t("none")} />}
      />
    </Panel>
  )
}
