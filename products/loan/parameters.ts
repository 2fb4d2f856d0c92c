// Dated figures of lending with the paper each comes from. What was not re-read in its document says so.
import { z } from "zod"
import type { ParameterSpec, ParameterValue } from "#kernel/scene"
import { loanProducts, productMethods, type LoanProduct } from "./product.ts"

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

const bp = z.number().int().min(0).max(10_000)
const percent = z.string().regex(/^\d{1,2}(\.\d{1,6})?$/)

/** Values as published on the 20th (or the next working day); from memory, to be compared with the notice. */
const published = (from: string, oneYear: string, fiveYear: string): ParameterValue =>
  since(
    { oneYear, fiveYear },
    `全国银行间同业拆借中心 ${from} 公布（中国人民银行公告〔2019〕第15号）`,
    "unverified",
    from,
  )

const every = (zh: string, en: string, over: Partial<LoanProduct>): LoanProduct => ({
  zh,
  en,
  methods: [...productMethods],
  termMonthsMin: 1,
  termMonthsMax: 60,
  amountMinYuan: "10000",
  amountMaxYuan: "1000000000",
  ratePctMin: "1.50",
  ratePctMax: "12.00",
  everyMonths: [1, 3, 6, 12],
  gracePrincipalMax: 12,
  settlementDay: 20,
  movesOnHoliday: false,
  ...over,
})

/** 三个办法 (令2024年第1、2号) set the longest terms; amounts and rates are the branch's own. */
const products: Record<string, LoanProduct> = {
  "working-capital": every("流动资金贷款", "Working-capital loan", { termMonthsMax: 60 }),
  "fixed-asset": every("固定资产（项目）贷款", "Fixed-asset loan", { termMonthsMax: 120, gracePrincipalMax: 36 }),
  "medium-long": every("中长期营运资金贷款", "Medium and long working-capital loan", { termMonthsMin: 12 }),
  "emission-loan": every("排污权抵押贷款", "Emission-right loan", {}),
}

export const parameters: ParameterSpec[] = [
  {
    key: "loan.products",
    zh: "贷款产品",
    en: "Loan products",
    schema: loanProducts,
    values: [since(products, "本行产品手册（首发值）；期限上限见三个办法（2024）", "assumption")],
  },
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
  {
    key: "loan.lpr",
    zh: "贷款市场报价利率（LPR）",
    en: "Loan prime rate",
    schema: z.object({ oneYear: percent, fiveYear: percent }),
    unit: { zh: "%，一年期与五年期以上", en: "%, one year and over five years" },
    values: [
      published("2019-08-20", "4.25", "4.85"),
      published("2019-09-20", "4.20", "4.85"),
      published("2019-11-20", "4.15", "4.80"),
      published("2020-02-20", "4.05", "4.75"),
      published("2020-04-20", "3.85", "4.65"),
      published("2021-12-20", "3.80", "4.65"),
      published("2022-01-20", "3.70", "4.60"),
      published("2022-05-20", "3.70", "4.45"),
      published("2022-08-22", "3.65", "4.30"),
      published("2023-06-20", "3.55", "4.20"),
      published("2023-08-21", "3.45", "4.20"),
      published("2024-02-20", "3.45", "3.95"),
      published("2024-07-22", "3.35", "3.85"),
      published("2024-10-21", "3.10", "3.60"),
      published("2025-05-20", "3.00", "3.50"),
    ],
  },
  {
    key: "loan.ecl",
    zh: "预期信用损失参数",
    en: "Expected credit loss",
    schema: z.object({
      pd12Bp: bp,
      pdLifeBp: bp,
      lgdBp: bp,
      impairedLossBp: bp,
      stage2Days: z.number().int().min(1).max(90),
      stage3Days: z.number().int().min(30).max(180),
    }),
    unit: { zh: "基点；天", en: "basis points; days" },
    values: [
      since(
        { pd12Bp: 120, pdLifeBp: 600, lgdBp: 4500, impairedLossBp: 5500, stage2Days: 30, stage3Days: 90 },
        "CAS 22（财会〔2017〕7号）三阶段模型；违约概率与损失率为本行假设",
        "assumption",
      ),
    ],
  },
]
