// What it takes to settle a note on a day, part by part.
import { DatePicker } from "antd"
import { useState } from "react"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Loaded, Panel } from "#ui/page"
import type { loanPayoff } from "../contract.ts"

const useText = dictionary({
  title: ["结清试算", "Payoff quote"],
  on: ["结清日", "On"],
  sum: ["合计", "Total"],
  assumed: ["已假定 {day} 的 {amount} 元按期还清。", "Assumes that {amount} due on {day} is paid on its day."],
})

/** The endpoint is the staff's or the firm's own. */
export function Payoff({ loanNo, endpoint }: { loanNo: string; endpoint: typeof loanPayoff }) {
  const t = useText()
  const say = useSay()
  const [on, setOn] = useState<string>()
  const query = useEndpoint(endpoint, { params: { loanNo }, query: on ? { on } : {} }, { keepPrevious: true })
  return (
    <Panel
      title={t("title")}
      extra={
        <DatePicker
          aria-label={t("on")}
          placeholder={t("on")}
          size="small"
          onChange={(next) => setOn(next?.format("YYYY-MM-DD"))}
        />
      }
    >
      <Loaded query={query} rows={3}>
        {(quote) => (
          <>
            <ul className="hs-plain">
              {quote.lines.map((line) => (
                <li key={line.en}>
                  <span>{say(line)}</span>
                  <Money value={line.amount} />
                </li>
              ))}
              <li>
                <strong>
                  {t("sum")} · {quote.on}
                </strong>
                <Money value={quote.total} strong />
              </li>
            </ul>
            {quote.assumed.map((one) => (
              <p key={one.due} className="hs-muted hs-small">
                {t("assumed", { day: one.due, amount: one.amount })}
              </p>
            ))}
          </>
        )}
      </Loaded>
    </Panel>
  )
}
