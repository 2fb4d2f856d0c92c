// Checks a field makes before it asks the server: only shape. What the business allows is the server's to say.
import type { Rule } from "antd/es/form/index.js"
import { lang } from "#ui/i18n"

const words = {
  required: ["请填写{label}", "{label} is required"],
  money: ["金额最多两位小数，例如 1234.50", "An amount has at most two decimals, e.g. 1234.50"],
  quantity: ["数量最多三位小数，例如 60.000", "A quantity has at most three decimals, e.g. 60.000"],
  rate: ["利率为百分数，例如 4.35", "A rate is a per cent figure, e.g. 4.35"],
  whole: ["请填写整数", "Enter a whole number"],
} as const

export type CheckName = keyof typeof words

export function told(name: CheckName, label = ""): string {
  return words[name][lang() === "zh" ? 0 : 1].replace("{label}", label)
}

const shapes: Record<Exclude<CheckName, "required">, RegExp> = {
  money: /^\d{1,15}(\.\d{1,2})?$/,
  quantity: /^\d{1,15}(\.\d{1,3})?$/,
  rate: /^\d{1,3}(\.\d{1,6})?$/,
  whole: /^\d{1,13}$/,
}

export function isShaped(kind: keyof typeof shapes, text: string): boolean {
  return shapes[kind].test(text)
}

export function requiredRule(label: string): Rule {
  return { required: true, whitespace: true, message: told("required", label) }
}

export function shapeRule(kind: keyof typeof shapes): Rule {
  return {
    validator: async (_, value: unknown) => {
      if (value === undefined || value === null || value === "") return
      if (!isShaped(kind, String(value))) throw new Error(told(kind))
    },
  }
}

/** What a person types or pastes: full-width digits, commas and spaces become a plain decimal. */
export function plainDecimal(typed: string): string {
  return typed
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．。]/g, ".")
    .replace(/[,，\s¥￥元]/g, "")
}
