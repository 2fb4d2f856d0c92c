// One chart: drawn in the theme's colours, redrawn with the window, and always readable as a table as well.
import { type ReactNode, useEffect, useId, useRef, useState } from "react"
import { dictionary } from "#ui/i18n"
import { fontFamily, type Palette, palettes, useShade } from "#ui/theme"
import { echarts } from "./engine.ts"

const useText = dictionary({ table: ["看数据表", "Show as table"], chart: ["看图", "Show chart"] })

export interface ChartTable {
  head: string[]
  rows: (string | ReactNode)[][]
}

export interface ChartProps {
  /** What the chart shows, for the heading of the table and for screen readers. */
  title: string
  option: (palette: Palette) => Record<string, unknown>
  table: ChartTable
  height?: number
  /** Redraw when this changes. */
  data: unknown
}

export function Chart({ title, option, table, height = 260, data }: ChartProps) {
  const t = useText()
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  return (
    <figure className="hs-chart" aria-labelledby={id}>
      <figcaption id={id} className="hs-hidden">
        {title}
      </figcaption>
      {asTable ? <DataTable {...table} /> : <Drawing option={option} height={height} data={data} />}
      <button type="button" className="hs-chart-switch" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
        {t(asTable ? "chart" : "table")}
      </button>
    </figure>
  )
}

function Drawing({ option, height, data }: Pick<ChartProps, "option" | "data"> & { height: number }) {
  const shade = useShade()
  const box = useRef<HTMLDivElement>(null)
  const content = JSON.stringify(data)
  const latest = useRef(option)
  latest.current = option
  useEffect(() => {
    if (!box.current) return
    const chart = echarts.init(box.current, null, { renderer: "svg" })
    const palette = palettes[shade]
    chart.setOption({
      textStyle: { fontFamily, color: palette.muted },
      animationDuration: 300,
      ...latest.current(palette),
    })
    const watcher = new ResizeObserver(() => chart.resize())
    watcher.observe(box.current)
    return () => {
      watcher.disconnect()
      chart.dispose()
    }
  }, [shade, content])
  return <div ref={box} style={{ height }} aria-hidden />
}

function DataTable({ head, rows }: ChartTable) {
  return (
    <div className="hs-chart-table">
      <table>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) =>
                j === 0 ? (
                  <th key={j} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={j}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
