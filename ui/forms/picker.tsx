// Choosing one thing out of many by typing: asks the server when the person pauses, shows name and detail.
import { Form, Select, Spin } from "antd"
import { useEffect, useRef, useState } from "react"
import { dictionary } from "#ui/i18n"
import { requiredRule } from "./checks.ts"
import type { FieldProps } from "./fields.tsx"

const useText = dictionary({
  none: ["没有找到", "Nothing found"],
  type: ["输入名称或号码查找", "Type a name or number"],
})

export interface Choice {
  value: string
  label: string
  detail?: string
}

export function PickerField(
  props: FieldProps & { find: (text: string) => Promise<Choice[]>; onPick?: (value: string) => void },
) {
  return (
    <Form.Item
      name={props.name}
      label={props.label}
      rules={props.required ? [requiredRule(props.label)] : []}
      extra={props.hint}
    >
      <Picker find={props.find} onPick={props.onPick} disabled={props.disabled} placeholder={props.placeholder} />
    </Form.Item>
  )
}

interface PickerProps {
  id?: string
  value?: string
  onChange?: (value: string) => void
  find: (text: string) => Promise<Choice[]>
  onPick?: ((value: string) => void) | undefined
  disabled?: boolean | undefined
  placeholder?: string | undefined
}

function Picker({ id, value, onChange, find, onPick, disabled, placeholder }: PickerProps) {
  const t = useText()
  const [text, setText] = useState("")
  const [choices, setChoices] = useState<Choice[] | null>(null)
  const latest = useRef(find)
  latest.current = find
  useEffect(() => {
    let current = true
    const timer = setTimeout(() => {
      latest
        .current(text)
        .then((found) => current && setChoices(found))
        .catch(() => current && setChoices([]))
    }, 250)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text])
  return (
    <Select
      id={id}
      value={value ?? null}
      disabled={disabled ?? false}
      placeholder={placeholder ?? t("type")}
      showSearch={{ filterOption: false, onSearch: setText }}
      notFoundContent={choices === null ? <Spin size="small" /> : t("none")}
      options={(choices ?? []).map((choice) => ({ value: choice.value, label: choice.label, detail: choice.detail }))}
      optionRender={(option) => (
        <div>
          <div>{option.label}</div>
          <div className="hs-muted hs-small">{(option.data as { detail?: string }).detail}</div>
        </div>
      )}
      onChange={(next: string) => {
        onChange?.(next)
        onPick?.(next)
      }}
    />
  )
}
