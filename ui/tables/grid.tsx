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

type Opening<T> = Pick<GridProps<T>, "href" | "onPick">

/** The cell that names the row opens it, by mouse and by keyboard. */
function opener<T>(column: Column<T>, row: T, { href, onPick }: Opening<T>): ReactNode {
  const content = column.render(row)
  if (href) return <To href={href(row)}>{content}</To>
  if (!onPick) return content
  return (
    <button
      type="button"
      className="hs-link-button"
      onClick={(event) => {
        // The whole row of a table takes a click as well; once is enough.
        event.stopPropagation()
        onPick(row)
      }}
    >
      {content}
    </button>
  )
}

const flat = { childrenColumnName: "—" }

function Wide<T extends object>(props: GridProps<T>) {
  const { rows, columns, rowKey, label, busy, dense, footer, onPick } = props
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
          render: (_: unknown, row: T) => (i === 0 ? opener(column, row, props) : column.render(row)),
        }))}
      />
      {footer}
    </div>
  )
}

function Cards<T>(props: GridProps<T>) {
  const { rows, columns, rowKey, label, footer } = props
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
              <strong>{title ? opener(title, row, props) : null}</strong>
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
          </li>
        ))}
      </ul>
      {footer}
    </>
  )
}
