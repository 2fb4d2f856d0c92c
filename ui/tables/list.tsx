// A list page's body: filters, rows, paging, export and chosen columns over one endpoint. A page gives columns and words.
import { DownloadOutlined } from "@ant-design/icons"
import { App, Button } from "antd"
import { type ReactNode, useState } from "react"
import type { Endpoint } from "#contract/kernel/http"
import { saveBlob, sentence } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Failed, Nothing, Waiting } from "#ui/page"
import { type Column, toCsv } from "./columns.ts"
import { type Filter, FilterBar } from "./filters.tsx"
import { Grid } from "./grid.tsx"
import { allRows, type PageOf, usePaged } from "./paged.ts"
import { ColumnChooser, useColumns } from "./visibility.tsx"

const useText = dictionary({
  previous: ["上一页", "Previous"],
  next: ["下一页", "Next"],
  page: ["第 {n} 页", "Page {n}"],
  total: ["共 {n} 条", "{n} in total"],
  export: ["导出", "Export"],
  cut: ["只导出了前 {n} 条，请缩小筛选范围。", "Only the first {n} rows were exported; narrow the filters."],
  none: ["没有符合条件的记录。", "No records match."],
})

export interface ListProps<P, Q, T> {
  name: string
  label: string
  endpoint: Endpoint<P, Q, undefined, PageOf<T>>
  params?: P
  /** Fixed conditions beside the filters. */
  query?: Record<string, string | undefined>
  filters?: readonly Filter[]
  columns: readonly Column<T>[]
  rowKey: (row: T) => string
  href?: (row: T) => string
  empty?: { text: string; next?: ReactNode }
  limit?: number
  refreshMs?: number
  onPick?: (row: T) => void
  exportable?: boolean
}

export function List<P, Q, T extends object>(props: ListProps<P, Q, T>) {
  const t = useText()
  const [values, change] = useUrlValues()
  const filters = props.filters ?? []
  const query = { ...Object.fromEntries(filters.map((f) => [f.name, values[f.name]])), ...props.query }
  const paged = usePaged(props.endpoint, { ...props, query })
  const { shown, isShown, choose } = useColumns(props.name, props.columns)
  const canExport = props.exportable !== false && props.columns.some((column) => column.text)
  const bar = (
    <div className="hs-list-bar">
      {filters.length > 0 ? <FilterBar filters={filters} values={values} change={change} /> : <span />}
      <div className="hs-list-tools">
        {canExport ? <ExportButton {...props} query={query} shown={shown} /> : null}
        <ColumnChooser columns={props.columns} isShown={isShown} choose={choose} />
      </div>
    </div>
  )
  const rows = paged.data?.items
  return (
    <section className="hs-panel hs-list" aria-label={props.label}>
      {bar}
      {paged.error && !rows ? (
        <div className="hs-panel-body">
          <Failed error={paged.error} retry={paged.refetch} />
        </div>
      ) : null}
      {!rows && !paged.error ? <Waiting rows={8} /> : null}
      {rows ? (
        <Grid
          {...props}
          rows={rows}
          columns={shown}
          busy={paged.isPlaceholderData}
          empty={<Nothing text={props.empty?.text ?? t("none")} next={props.empty?.next} />}
        />
      ) : null}
      {rows && (paged.hasPrevious || paged.hasNext || paged.data?.total !== undefined) && rows.length > 0 ? (
        <div className="hs-list-foot">
          <span className="hs-muted">
            {paged.data?.total === undefined ? t("page", { n: paged.page }) : t("total", { n: paged.data.total })}
          </span>
          {paged.hasPrevious || paged.hasNext ? (
            <span className="hs-list-tools">
              <Button disabled={!paged.hasPrevious} onClick={paged.previous}>
                {t("previous")}
              </Button>
              <Button disabled={!paged.hasNext} onClick={paged.following}>
                {t("next")}
              </Button>
            </span>
          ) : null}
        </div>
      ) : null}
    </section>
  )
}

interface ExportProps<P, Q, T> {
  name: string
  endpoint: Endpoint<P, Q, undefined, PageOf<T>>
  params?: P
  query: Record<string, string | undefined>
  shown: readonly Column<T>[]
}

function ExportButton<P, Q, T>({ name, endpoint, params, query, shown }: ExportProps<P, Q, T>) {
  const t = useText()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      const { rows, cut } = await allRows(endpoint, { ...(params === undefined ? {} : { params }), query })
      saveBlob(new Blob([toCsv(shown, rows)], { type: "text/csv;charset=utf-8" }), `${name}.csv`)
      if (cut) message.warning(t("cut", { n: rows.length }))
    } catch (error) {
      message.error(sentence(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void run()} aria-label={t("export")}>
      <span className="hs-wide-only">{t("export")}</span>
    </Button>
  )
}
