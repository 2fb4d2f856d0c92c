// Which columns of a list a person wants to see; kept on this device by the list's name.
import { SettingOutlined } from "@ant-design/icons"
import { Button, Checkbox, Popover } from "antd"
import { useState } from "react"
import { dictionary } from "#ui/i18n"
import type { Column } from "./columns.ts"

const useText = dictionary({ columns: ["显示的列", "Columns shown"] })

function read(name: string): Record<string, boolean> {
  try {
    return JSON.parse(localStorage.getItem(`huoshui.columns.${name}`) ?? "{}") as Record<string, boolean>
  } catch {
    return {}
  }
}

export function useColumns<T>(name: string, columns: readonly Column<T>[]) {
  const [chosen, setChosen] = useState(() => read(name))
  const isShown = (column: Column<T>) => chosen[column.key] ?? !column.hidden
  const choose = (key: string, shown: boolean) => {
    const next = { ...chosen, [key]: shown }
    setChosen(next)
    try {
      localStorage.setItem(`huoshui.columns.${name}`, JSON.stringify(next))
    } catch {
      // Without storage the choice lasts for this visit.
    }
  }
  return { shown: columns.filter(isShown), isShown, choose }
}

export function ColumnChooser<T>(props: {
  columns: readonly Column<T>[]
  isShown: (column: Column<T>) => boolean
  choose: (key: string, shown: boolean) => void
}) {
  const t = useText()
  const list = (
    <div className="hs-stack" style={{ gap: 6 }}>
      {props.columns.slice(1).map((column) =>
        column.title ? (
          <Checkbox
            key={column.key}
            checked={props.isShown(column)}
            onChange={(event) => props.choose(column.key, event.target.checked)}
          >
            {column.title}
          </Checkbox>
        ) : null,
      )}
    </div>
  )
  return (
    <Popover content={list} trigger="click" placement="bottomRight" title={t("columns")}>
      <Button icon={<SettingOutlined />} aria-label={t("columns")} />
    </Popover>
  )
}
