// Dated figures of lending with the paper each comes from. What was not re-read in its document says so.
import { z } from "zod"
import type { ParameterSpec, ParameterValue } from "#kernel/scene"

const since = (
  value: unknown,
  source: string,
  certainty: ParameterValue["certainty"],
  from = "2020-01-01",
): ParameterValue => ({
  from,
  value,
  source,
  certainty,
})

export const parameters: ParameterSpec[] = [
  {
    key: "loan.vat-bp",
    zh: "贷款利息增值税率",
    en: "VAT on loan interest",
    schema: z.number().int().min(0).max(2000),
    unit: { zh: "基点（价内）", en: "basis points inside the price" },
    values: [since(600, "财税〔2016〕36号", "fact")],
  },
  {
    key: "loan.overdue-uplift-pct",
    zh: "逾期罚息加收比例",
    en: "Overdue uplift",
    schema: z.number().int().min(30).max(50),
    unit: { zh: "%", en: "%" },
    values: [since(50, "银发〔2003〕251号（30%–50%）", "fact")],
  },
  {
    key: "loan.misuse-uplift-pct",
    zh: "挪用罚息加收比例",
    en: "Misuse uplift",
    schema: z.number().int().min(50).max(100),
    unit: { zh: "%", en: "%" },
    values: [since(100, "银发〔2003〕251号（50%–100%）", "fact")],
  },
  {
    key: "loan.non-accrual-days",
    zh: "停止表内计息逾期天数",
    en: "Overdue days after which interest goes to memo",
    schema: z.number().int().min(30).max(180),
    unit: { zh: "天", en: "days" },
    values: [since(90, "财政部金融企业会计规定；CAS 22 第三阶段推定", "unverified")],
  },
  {
    key: "loan.entrusted-threshold-yuan",
    zh: "流动资金贷款受托支付起点",
    en: "Entrusted payment line, working capital",
    schema: z.number().int().min(1),
    unit: { zh: "元", en: "yuan" },
    values: [
      since(10_000_000, "《流动资金贷款管理办法》（国家金融监督管理总局令2024年第2号）", "unverified", "2024-07-01"),
      since(10_000_000, "《流动资金贷款管理暂行办法》（银监会令2010年第1号）", "unverified"),
    ],
  },
]
