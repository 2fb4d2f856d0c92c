// Rows as a table on a wide screen and as cards on a phone: the same columns, no sideways scrolling.
import { Table } from "antd"
import type { ReactNode } from "react"
import { To } from "#ui/link"
import { useNarrow } from "#ui/page"
import type { Column } from "./columns.ts"
import { useScrollByKey } from "./scroll-by-key.ts"

export interface GridProps<T> {
  rows: readonly T[]
  columns: readonly Column<T>[]
  rowKey: (row: T) => string
  /** Page of a row; the first column becomes its link. */
  href?: (row: T) => string
  label: string
  busy?: boolean
  empty?: ReactNode
  dense?: boolean
  footer?: ReactNode
  onPick?: (row: T) => void
}

export function Grid<T extends object>(props: GridProps<T>) {
  const narrow = useNarrow()
  if (props.rows.length === 0 && !props.busy) return <>{props.empty ?? null}</>
  return narrow ? <Cards {...props} /> : <Wide {...props} />
}

function linked<T>(column: Column<T>, first: boolean, row: T, href?: (row: T) => string): ReactNode {
  const content = column.render(row)
  return first && href ? <To href={href(row)}>{content}</To> : content
}

const flat = { childrenColumnName: "—" }

function Wide<T extends object>({ rows, columns, rowKey, href, label, busy, dense, footer, onPick }: GridProps<T>) {
  const box = useScrollByKey()
  return (
    <div className="hs-grid" ref={box}>
      <Table<T>
        aria-label={label}
        size={dense ? "small" : "middle"}
        pagination={false}
        loading={busy ?? false}
        dataSource={[...rows]}
        rowKey={rowKey}
        scroll={{ x: "max-content" }}
        // The table would take a field named `children` for rows under this row; our rows are flat whatever they hold.
        expandable={flat}
        {...(onPick ? { onRow: (row: T) => ({ onClick: () => onPick(row), className: "hs-pickable" }) } : {})}
        columns={columns.map((column, i) => ({
          key: column.key,
          title: column.title,
          align: column.align ?? "left",
          ...(column.width === undefined ? {} : { width: column.width }),
          className: column.align === "right" || column.nowrap ? "hs-nowrap" : "",
          render: (_: unknown, row: T) => linked(column, i === 0, row, href),
        }))}
      />
      {footer}
    </div>
  )
}

function Cards<T>({ rows, columns, rowKey, href, label, footer, onPick }: GridProps<T>) {
  const titles = columns.filter((column) => column.phone === "title")
  const title = titles[0] ?? columns[0]
  const tags = columns.filter((column) => column.phone === "tag")
  const lines = columns.filter((c) => c !== title && c.phone !== "hide" && c.phone !== "tag")
  return (
    <>
      <ul className="hs-cards" aria-label={label}>
        {rows.map((row) => (
          <li key={rowKey(row)}>
            <div className="hs-card-head">
              <strong>{title ? linked(title, true, row, href) : null}</strong>
              <span>
                {tags.map((column) => (
                  <span key={column.key}>{column.render(row)}</span>
                ))}
              </span>
            </div>
            <dl>
              {lines.map((column) => (
                <div key={column.key}>
                  {column.title ? <dt>{column.title}</dt> : <dt className="hs-hidden">{column.key}</dt>}
                  <dd>{column.render(row)}</dd>
                </div>
              ))}
            </dl>
            {onPick ? (
              <button type="button" className="hs-card-more" onClick={() => onPick(row)}>
                ›<span className="hs-hidden">{rowKey(row)}</span>
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {footer}
    </>
  )
}
