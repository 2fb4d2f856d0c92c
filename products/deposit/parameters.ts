// Dated figures of deposits with the paper each comes from.
import { z } from "zod"
import type { ParameterSpec } from "#kernel/scene"

const listed = (from: string, value: string) => ({
  from,
  value,
  source: "国有大型银行人民币存款挂牌利率公告（活期）",
  certainty: "unverified" as const,
})

export const parameters: ParameterSpec[] = [
  {
    key: "deposit.demand-rate-pct",
    zh: "单位活期存款利率",
    en: "Rate of corporate demand deposits",
    schema: z.string().regex(/^\d{1,2}(\.\d{1,4})?$/, "利率须为百分数 / a rate is a decimal per cent"),
    unit: { zh: "% 年", en: "% a year" },
    values: [
      listed("2023-06-08", "0.20"),
      listed("2024-07-25", "0.15"),
      listed("2024-10-18", "0.10"),
      listed("2025-05-20", "0.05"),
    ],
  },
]
