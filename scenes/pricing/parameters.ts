// Dated figures of prices and packages with the paper each comes from; prices themselves live in their own tables.
import { z } from "zod"
import type { ParameterSpec, ParameterValue } from "#kernel/scene"

const since = (value: unknown, source: string, certainty: ParameterValue["certainty"]): ParameterValue[] => [
  { from: "2016-05-01", value, source, certainty },
]

export const parameters: ParameterSpec[] = [
  {
    key: "pricing.vat-bp",
    zh: "手续费增值税率",
    en: "VAT on fees",
    schema: z.number().int().min(0).max(2000),
    unit: { zh: "基点（价内）", en: "basis points inside the price" },
    values: since(600, "财税〔2016〕36号（直接收费金融服务）", "unverified"),
  },
  {
    key: "pricing.notice-days",
    zh: "套餐到期提醒提前天数",
    en: "Days of notice before a package ends",
    schema: z.object({ firstDays: z.number().int().min(8).max(180), lastDays: z.number().int().min(1).max(7) }),
    unit: { zh: "天", en: "days" },
    values: since({ firstDays: 30, lastDays: 7 }, "本行约定（首发值）", "assumption"),
  },
  {
    key: "pricing.market-notice-months",
    zh: "市场调节价新增或调高的公示期",
    en: "Months of publication before a new or higher market price",
    schema: z.number().int().min(0).max(12),
    unit: { zh: "月", en: "months" },
    values: since(3, "《商业银行服务价格管理办法》（2014年）", "unverified"),
  },
]
