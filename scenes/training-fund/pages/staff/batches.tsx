// Release batches and the lines of one.
import type { ReactNode } from "react"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { useParam } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid, List } from "#ui/tables"
import { moment } from "#ui/timeline"
import { deciderTitles } from "../../../../products/custody/states.ts"
import { getBatch, listBatches } from "../../contract.ts"
import { PaperAction } from "../paper-action.tsx"
import { trainingPaths as paths } from "../paths.ts"
import { useTrainingText } from "../words.ts"

const useText = dictionary({
  lines: ["课次", "Lessons"],
  at: ["发起时间", "Made at"],
  open: ["划拨中", "Paying"],
  done: ["已完成", "Done"],
  by: ["确认方式", "Confirmed by"],
  when: ["上课时间", "When"],
  step: ["第几次", "Step"],
  list: ["打印清单", "Print the list"],
  voucher: ["打印付款凭证", "Print the voucher"],
})

/** The institution sees its cash forecast above the same list. */
export function BatchesPage({ title, above }: { title?: string; above?: ReactNode }) {
  const t = useText()
  const w = useTrainingText()
  return (
    <Page title={title ?? w("batches")}>
      <Stack>
        {above}
        <List
          name="training-batches"
          label={w("batches")}
          endpoint={listBatches}
          columns={[
            { key: "number", title: w("number"), render: (r) => r.number, text: (r) => r.number, nowrap: true },
            {
              key: "institution",
              title: w("institution"),
              phone: "title",
              render: (r) => r.institution,
              text: (r) => r.institution,
            },
            {
              key: "state",
              title: w("state"),
              phone: "tag",
              render: (r) => <StateTag tone={r.state === "done" ? "good" : "warn"}>{t(r.state)}</StateTag>,
              text: (r) => r.state,
            },
            {
              key: "lines",
              title: t("lines"),
              align: "right",
              render: (r) => `${r.paidLines}/${r.lines}`,
              text: (r) => String(r.lines),
            },
            {
              key: "amount",
              title: w("amount"),
              align: "right",
              render: (r) => <Money value={r.amount} />,
              text: (r) => r.amount,
            },
            { key: "at", title: t("at"), render: (r) => moment(r.madeAt), text: (r) => r.madeAt, nowrap: true },
          ]}
          rowKey={(r) => r.id}
          href={(r) => paths.batch(r.id)}
          empty={{ text: w("none") }}
        />
      </Stack>
    </Page>
  )
}

export function BatchPage() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const id = useParam("id")
  const query = useEndpoint(getBatch, { params: { id } })
  return (
    <Loaded query={query} rows={8}>
      {(b) => (
        <Page
          title={b.number}
          crumbs={[{ label: w("batches"), href: paths.batches() }]}
          tag={<StateTag tone={b.state === "done" ? "good" : "warn"}>{t(b.state)}</StateTag>}
          intro={b.institution}
          actions={
            <>
              <PaperAction kind="batch-list" objectId={b.id} label={t("list")} />
              <PaperAction kind="batch-voucher" objectId={b.id} label={t("voucher")} />
            </>
          }
        >
          <Stack>
            <Figures>
              <Figure label={w("amount")} value={<Money value={b.amount} />} />
              <Figure label={t("lines")} value={`${b.paidLines}/${b.lines}`} />
              <Figure label={w("custodyNo")} value={b.custodyNo} />
              <Figure label={w("settlementNo")} value={b.settlementNo} />
            </Figures>
            <Panel flush>
              <Grid
                label={w("batches")}
                rows={b.rows}
                rowKey={(r) => `${r.contractNo}-${r.k}-${r.course}`}
                dense
                columns={[
                  { key: "contract", title: w("contract"), render: (r) => r.contractNo, nowrap: true },
                  { key: "student", title: w("student"), phone: "title", render: (r) => r.student },
                  { key: "course", title: w("course"), render: (r) => r.course },
                  { key: "k", title: t("step"), align: "right", render: (r) => r.k },
                  { key: "when", title: t("when"), render: (r) => moment(r.at), nowrap: true },
                  { key: "by", title: t("by"), render: (r) => say(deciderTitles[r.by]) },
                  { key: "amount", title: w("amount"), align: "right", render: (r) => <Money value={r.amount} /> },
                ]}
                empty={<Nothing text={w("none")} />}
              />
            </Panel>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}
