// The filter bar of a list. Values live in the address; a typed text is sent when the person pauses.
import { Button, DatePicker, Input, Select } from "antd"
import dayjs from "dayjs"
import { useEffect, useId, useRef, useState } from "react"
import { dictionary } from "#ui/i18n"
import type { UrlValues } from "#ui/link"

export type Filter =
  | { kind: "text"; name: string; label: string; width?: number }
  | { kind: "select"; name: string; label: string; options: { value: string; label: string }[]; width?: number }
  | { kind: "date"; name: string; label: string }

const useText = dictionary({
  clear: ["清除条件", "Clear filters"],
  filters: ["筛选条件", "Filters"],
})

export interface FilterBarProps {
  filters: readonly Filter[]
  values: UrlValues
  change: (next: Record<string, string | undefined>) => void
}

export function FilterBar({ filters, values, change }: FilterBarProps) {
  const t = useText()
  const set = filters.some((filter) => values[filter.name])
  const clear = () => change(Object.fromEntries(filters.map((filter) => [filter.name, undefined])))
  return (
    <div className="hs-filters" role="search" aria-label={t("filters")}>
      {filters.map((filter) => (
        <One key={filter.name} filter={filter} value={values[filter.name]} change={change} />
      ))}
      {set ? (
        <Button type="link" onClick={clear}>
          {t("clear")}
        </Button>
      ) : null}
    </div>
  )
}

interface OneProps {
  filter: Filter
  value: string | undefined
  change: FilterBarProps["change"]
}

function One({ filter, value, change }: OneProps) {
  const id = useId()
  const set = (next: string | undefined) => change({ [filter.name]: next, after: undefined })
  return (
    <div className="hs-filter">
      <label htmlFor={id}>{filter.label}</label>
      {filter.kind === "text" ? <Typed id={id} value={value ?? ""} set={set} width={filter.width} /> : null}
      {filter.kind === "select" ? (
        <Select
          id={id}
          allowClear
          value={value ?? null}
          options={filter.options}
          placeholder="—"
          style={{ width: filter.width ?? 150 }}
          popupMatchSelectWidth={false}
          onChange={(next: string | null) => set(next ?? undefined)}
        />
      ) : null}
      {filter.kind === "date" ? (
        <DatePicker
          id={id}
          value={value ? dayjs(value) : null}
          placeholder="—"
          style={{ width: 140 }}
          onChange={(next) => set(next ? next.format("YYYY-MM-DD") : undefined)}
        />
      ) : null}
    </div>
  )
}

function Typed({ id, value, set, width }: { id: string; value: string; set: (v?: string) => void; width?: number }) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const latest = useRef({ value, set })
  latest.current = { value, set }
  useEffect(() => {
    if (text.trim() === latest.current.value) return
    const timer = setTimeout(() => latest.current.set(text.trim() || undefined), 350)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <Input
      id={id}
      allowClear
      value={text}
      style={{ width: width ?? 200 }}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => set(text.trim() || undefined)}
    />
  )
}
