// The fields of our forms. Figures stay decimal strings from the keyboard to the server; no float in between.
import { Checkbox, DatePicker, Form, Input, Select } from "antd"
import dayjs from "dayjs"
import type { ReactNode } from "react"
import { inCapitals } from "#ui/money"
import { plainDecimal, requiredRule, shapeRule } from "./checks.ts"

export type FieldName = string | (string | number)[]

export interface FieldProps {
  name: FieldName
  label: string
  required?: boolean
  hint?: ReactNode
  disabled?: boolean
  placeholder?: string
}

function rules(props: FieldProps) {
  return props.required ? [requiredRule(props.label)] : []
}

export function TextField(props: FieldProps & { rows?: number; type?: string; autoComplete?: string; max?: number }) {
  const shared = { disabled: props.disabled, placeholder: props.placeholder, maxLength: props.max }
  return (
    <Form.Item name={props.name} label={props.label} rules={rules(props)} extra={props.hint}>
      {props.rows ? (
        <Input.TextArea rows={props.rows} {...shared} />
      ) : (
        <Input type={props.type} autoComplete={props.autoComplete ?? "off"} {...shared} />
      )}
    </Form.Item>
  )
}

export function PasswordField(props: FieldProps & { autoComplete: "current-password" | "new-password" }) {
  return (
    <Form.Item name={props.name} label={props.label} rules={rules(props)} extra={props.hint}>
      <Input.Password autoComplete={props.autoComplete} />
    </Form.Item>
  )
}

/** A one-time code: digits only, the phone's number pad, filled by the device where it can. */
export function CodeField(props: FieldProps & { length?: number }) {
  return (
    <Form.Item
      name={props.name}
      label={props.label}
      rules={rules(props)}
      extra={props.hint}
      normalize={(value: string) =>
        plainDecimal(value ?? "")
          .replace(/\D/g, "")
          .slice(0, props.length ?? 6)
      }
    >
      <Input inputMode="numeric" autoComplete="one-time-code" size="large" className="hs-code" />
    </Form.Item>
  )
}

type FigureKind = "money" | "quantity" | "rate" | "whole"

function FigureField(props: FieldProps & { kind: FigureKind; unit?: string; extra?: ReactNode }) {
  return (
    <Form.Item
      name={props.name}
      label={props.label}
      rules={[...rules(props), shapeRule(props.kind)]}
      extra={props.extra ?? props.hint}
      normalize={(value: string | undefined) => (value ? plainDecimal(value) : value)}
    >
      <Input
        inputMode={props.kind === "whole" ? "numeric" : "decimal"}
        autoComplete="off"
        suffix={props.unit}
        disabled={props.disabled}
        placeholder={props.placeholder}
        className="hs-figure-input"
      />
    </Form.Item>
  )
}

/** Amount in yuan, with its 大写 below so that a misplaced zero is seen. */
export function MoneyField(props: FieldProps) {
  const form = Form.useFormInstance()
  const typed = Form.useWatch(props.name, form) as string | undefined
  const capitals = typed ? inCapitals(typed) : ""
  return <FigureField {...props} kind="money" unit="元" extra={capitals || props.hint} />
}

export function QuantityField(props: FieldProps & { unit?: string }) {
  return <FigureField {...props} kind="quantity" />
}

export function RateField(props: FieldProps) {
  return <FigureField {...props} kind="rate" unit="%" />
}

export function WholeField(props: FieldProps & { unit?: string }) {
  return <FigureField {...props} kind="whole" />
}

export function DateField(props: FieldProps & { notBefore?: string; notAfter?: string }) {
  return (
    <Form.Item
      name={props.name}
      label={props.label}
      rules={rules(props)}
      extra={props.hint}
      getValueProps={(value: string | undefined) => ({ value: value ? dayjs(value) : null })}
      normalize={(value: dayjs.Dayjs | null) => value?.format("YYYY-MM-DD")}
    >
      <DatePicker
        style={{ width: "100%" }}
        disabled={props.disabled}
        placeholder={props.placeholder ?? "YYYY-MM-DD"}
        {...(props.notBefore ? { minDate: dayjs(props.notBefore) } : {})}
        {...(props.notAfter ? { maxDate: dayjs(props.notAfter) } : {})}
      />
    </Form.Item>
  )
}

export interface Option {
  value: string
  label: string
  disabled?: boolean
}

export function SelectField(props: FieldProps & { options: readonly Option[]; many?: boolean; search?: boolean }) {
  return (
    <Form.Item
      name={props.name}
      label={props.label}
      rules={props.required ? [{ required: true, message: props.label }] : []}
      extra={props.hint}
    >
      <Select
        options={[...props.options]}
        disabled={props.disabled}
        placeholder={props.placeholder}
        showSearch={props.search ? { optionFilterProp: "label" } : false}
        {...(props.many ? { mode: "multiple" as const } : {})}
      />
    </Form.Item>
  )
}

export function CheckField(props: FieldProps & { children: ReactNode }) {
  const message = props.label
  return (
    <Form.Item
      name={props.name}
      valuePropName="checked"
      extra={props.hint}
      rules={
        props.required
          ? [{ validator: async (_, value: unknown) => (value ? undefined : Promise.reject(new Error(message))) }]
          : []
      }
    >
      <Checkbox disabled={props.disabled}>{props.children}</Checkbox>
    </Form.Item>
  )
}
