// The firm's loans: what each still owes and when it pays next.
import type { z } from "zod"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { Money, Rate } from "#ui/money"
import { Loaded, Nothing, Page, Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { type loanShape, ownLoans } from "../../contract.ts"
import { loanPaths as paths } from "../paths.ts"
import { stateTones, useLoanText } from "../words.ts"

const useText = dictionary({
  title: ["我的贷款", "My loans"],
  next: ["下次应还", "Next payment"],
  none: ["还没有贷款。", "No loans yet."],
})

type Loan = z.output<typeof loanShape>

export function PortalLoansPage() {
  const t = useText()
  const w = useLoanText()
  const query = useEndpoint(ownLoans)
  return (
    <Page title={t("title")}>
      <Panel flush>
        <Loaded query={query}>
          {({ items }) => (
            <Grid<Loan>
              label={t("title")}
              rows={items}
              rowKey={(r) => r.loanNo}
              href={(r) => paths.portalLoan(r.loanNo)}
              columns={[
                { key: "no", title: w("loanNo"), phone: "title", render: (r) => r.loanNo },
                {
                  key: "principal",
                  title: w("principal"),
                  align: "right",
                  render: (r) => <Money value={r.principal} />,
                },
                { key: "next", title: t("next"), render: (r) => <Next loan={r} /> },
                { key: "rate", title: w("rate"), align: "right", render: (r) => <Rate value={r.ratePct} /> },
                { key: "matures", title: w("matures"), render: (r) => r.maturesOn, nowrap: true },
                {
                  key: "state",
                  title: "",
                  phone: "tag",
                  render: (r) => <StateTag tone={stateTones[r.state]}>{w(r.state)}</StateTag>,
                },
              ]}
              empty={<Nothing text={t("none")} />}
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}

function Next({ loan }: { loan: Loan }) {
  const next = loan.schedule.find((row) => row.state !== "paid")
  if (!next) return <span className="hs-muted">—</span>
  return (
    <>
      <Money value={next.total} unit /> <span className="hs-muted hs-small">{next.due}</span>
    </>
  )
}
