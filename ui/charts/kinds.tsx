// The charts we draw: lines over time, bars, ladder steps and a funnel. Amounts come as decimal strings; they become
// numbers only for drawing, never for reckoning.
import { grouped } from "#ui/money"
import type { Palette } from "#ui/theme"
import { useNarrow } from "#ui/page"
import { Chart } from "./chart.tsx"

export interface Series {
  name: string
  /** One decimal string per label; null leaves a gap. */
  values: (string | null)[]
  kind?: "line" | "area" | "step"
  tone?: "primary" | "warn" | "good" | "bad" | "calm"
}

const plot = (value: string | null) => (value === null ? null : Number(value))

function axisText(value: number): string {
  if (Math.abs(value) >= 100_000_000) return `${value / 100_000_000}亿`
  if (Math.abs(value) >= 10_000) return `${value / 10_000}万`
  return String(value)
}

function frame(p: Palette, labels: readonly string[]) {
  return {
    grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 4, textStyle: { color: p.muted } },
    tooltip: {
      trigger: "axis",
      backgroundColor: p.surface,
      borderColor: p.line,
      textStyle: { color: p.text },
      valueFormatter: (value: unknown) => (value === null || value === undefined ? "—" : grouped(String(value))),
    },
    xAxis: {
      type: "category",
      data: labels,
      axisLine: { lineStyle: { color: p.line } },
      axisTick: { show: false },
      axisLabel: { color: p.muted, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      axisLabel: { color: p.muted, formatter: axisText },
      splitLine: { lineStyle: { color: p.line } },
    },
  }
}

export interface TrendProps {
  title: string
  labelTitle: string
  labels: readonly string[]
  series: readonly Series[]
  height?: number
}

/** Lines or areas over time, e.g. value against outstanding. */
export function Trend({ title, labelTitle, labels, series, height }: TrendProps) {
  return (
    <Chart
      title={title}
      {...(height === undefined ? {} : { height })}
      data={[labels, series]}
      option={(p) => ({
        ...frame(p, labels),
        series: series.map((one) => ({
          name: one.name,
          type: "line",
          data: one.values.map(plot),
          showSymbol: labels.length < 3,
          ...(one.kind === "step" ? { step: "end" } : {}),
          color: p[one.tone ?? "primary"],
          lineStyle: { width: 2 },
          ...(one.kind === "area" ? { areaStyle: { opacity: 0.14 } } : {}),
        })),
      })}
      table={{
        head: [labelTitle, ...series.map((one) => one.name)],
        rows: labels.map((label, i) => [label, ...series.map((one) => grouped(one.values[i] ?? "—"))]),
      }}
    />
  )
}

export interface BarsProps {
  title: string
  labelTitle: string
  valueTitle: string
  items: readonly { label: string; value: string; tone?: Series["tone"] }[]
  horizontal?: boolean
  height?: number
}

export function Bars({ title, labelTitle, valueTitle, items, horizontal: isLying, height }: BarsProps) {
  const narrow = useNarrow()
  // On a phone many bars lie down, so that their names can be read.
  const horizontal = isLying || (narrow && items.length > 6)
  // Half a case does not exist.
  const whole = items.every((item) => /^\d+$/.test(item.value)) ? { minInterval: 1 } : {}
  return (
    <Chart
      title={title}
      height={horizontal ? (height ?? Math.max(120, items.length * 26 + 30)) : (height ?? 240)}
      data={items}
      option={(p) => {
        const base = frame(
          p,
          items.map((item) => item.label),
        )
        return {
          ...base,
          legend: { show: false },
          yAxis: { ...base.yAxis, ...whole },
          grid: { ...base.grid, top: 12 },
          // Many bars leave no room for level names; a name that is left out would make its bar a riddle.
          ...(items.length > 8 && !horizontal
            ? {
                xAxis: {
                  ...base.xAxis,
                  axisLabel: { ...base.xAxis.axisLabel, interval: 0, hideOverlap: false, rotate: 40 },
                },
              }
            : {}),
          ...(horizontal
            ? {
                xAxis: { ...base.yAxis, ...whole, splitNumber: narrow ? 2 : 5 },
                yAxis: { ...base.xAxis, axisLabel: { color: p.muted, interval: 0 }, inverse: true },
              }
            : {}),
          series: [
            {
              name: valueTitle,
              type: "bar",
              barMaxWidth: 26,
              itemStyle: { borderRadius: horizontal ? [0, 4, 4, 0] : [4, 4, 0, 0] },
              data: items.map((item) => ({
                value: Number(item.value),
                itemStyle: { color: p[item.tone ?? "primary"] },
              })),
            },
          ],
        }
      }}
      table={{ head: [labelTitle, valueTitle], rows: items.map((item) => [item.label, grouped(item.value)]) }}
    />
  )
}

/** How many cases stand at each step, widest first. */
export function Funnel({ title, labelTitle, valueTitle, items, height = 260 }: BarsProps) {
  return (
    <Chart
      title={title}
      height={height}
      data={items}
      option={(p) => ({
        tooltip: { backgroundColor: p.surface, borderColor: p.line, textStyle: { color: p.text } },
        series: [
          {
            type: "funnel",
            sort: "none",
            left: "4%",
            width: "92%",
            top: 4,
            bottom: 4,
            gap: 3,
            minSize: "18%",
            label: { position: "inside", color: p.text, formatter: "{b}  {c}" },
            itemStyle: { borderWidth: 0 },
            data: items.map((item, i) => ({
              name: item.label,
              value: Number(item.value),
              itemStyle: { color: i % 2 ? p.calmSoft : p.primarySoft },
            })),
          },
        ],
      })}
      table={{ head: [labelTitle, valueTitle], rows: items.map((item) => [item.label, item.value]) }}
    />
  )
}
