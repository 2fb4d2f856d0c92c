// Files that became bills, newest first.
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Loaded, Nothing, Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import { listBatches } from "../bills/contract.ts"
import { batchTitles } from "../states.ts"
import { batchHref } from "./side.ts"
import { batchTone, useCollectionText } from "./words.ts"

const useText = dictionary({
  count: ["张数", "Bills"],
  total: ["合计（元）", "Total (CNY)"],
  published: ["发布日", "Published"],
  none: ["还没有导入账单。", "No file yet."],
})

export function BatchesTab({ orgId }: { orgId: string }) {
  const t = useText()
  const w = useCollectionText()
  const say = useSay()
  const query = useEndpoint(listBatches, { params: { id: orgId } }, { refreshMs: 10_000 })
  return (
    <Panel flush>
      <Loaded query={query}>
        {(rows) => (
          <Grid
            label={w("batches")}
            rows={rows}
            rowKey={(r) => r.id}
            href={(r) => batchHref(r.id)}
            empty={<Nothing text={t("none")} />}
            columns={[
              { key: "batch", title: w("batch"), render: (r) => r.batchNo },
              { key: "count", title: t("count"), render: (r) => r.bills, align: "right" },
              { key: "total", title: t("total"), render: (r) => <Money value={r.total} />, align: "right" },
              {
                key: "state",
                title: w("state"),
                render: (r) => <StateTag tone={batchTone[r.state]}>{say(batchTitles[r.state])}</StateTag>,
              },
              { key: "by", title: w("by"), render: (r) => r.madeByName },
              { key: "at", title: w("at"), render: (r) => moment(r.madeAt) },
              { key: "published", title: t("published"), render: (r) => r.publishedOn ?? "—" },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  )
}
