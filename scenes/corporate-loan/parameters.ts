// Dated figures and the approval matrix of this scene, each with the paper it comes from or marked as our own choice.
import { z } from "zod"
import type { DecisionSpec, ParameterSpec, ParameterValue } from "#kernel/scene"
import { capitalRatiosBp, careDays, loanProducts, projectIndustries, termCeilings, warningDays } from "./rules.ts"

const int = (min: number, max: number) => z.number().int().min(min).max(max)
const bank = "本行授信管理要求（首发值）"

const own = (value: unknown, source = bank, from = "2020-01-01"): ParameterValue => ({
  from,
  value,
  source,
  certainty: "assumption",
})
const paper = (value: unknown, source: string, from = "2020-01-01"): ParameterValue => ({
  from,
  value,
  source,
  certainty: "unverified",
})

const band = z.object({ least: int(1, 360), usual: int(1, 360), most: int(1, 360) })
const lines = z.object({ projectYuan: int(1, 1_000_000_000), workingCapitalYuan: int(1, 1_000_000_000) })

export const parameters: ParameterSpec[] = [
  {
    key: "corporate-loan.term-months",
    zh: "各产品合同期限",
    en: "Contract terms by product",
    schema: z.object(Object.fromEntries(loanProducts.map((name) => [name, band]))),
    unit: { zh: "月", en: "months" },
    values: [
      paper(
        termCeilings,
        "《流动资金贷款管理办法》《固定资产贷款管理办法》（金融监管总局令2024年第2号、第1号）",
        "2024-07-01",
      ),
      own(termCeilings),
    ],
  },
  {
    key: "corporate-loan.slow-cycle-days",
    zh: "周转较慢的天数线",
    en: "Cash cycle counted as slow",
    schema: int(30, 720),
    unit: { zh: "天", en: "days" },
    values: [own(180)],
  },
  {
    key: "corporate-loan.entrusted-yuan",
    zh: "受托支付起点（按合同日期）",
    en: "Entrusted payment lines by contract date",
    schema: lines,
    unit: { zh: "元", en: "yuan" },
    values: [
      paper(
        { projectYuan: 10_000_000, workingCapitalYuan: 10_000_000 },
        "金融监管总局令2024年第1号、第2号：向单一交易对象单笔超过一千万元",
        "2024-07-01",
      ),
      paper(
        { projectYuan: 5_000_000, workingCapitalYuan: 10_000_000 },
        "银监会令2009年第2号（五百万元）、2010年第1号",
        "2010-02-12",
      ),
    ],
  },
  {
    key: "corporate-loan.entrusted-days",
    zh: "受托支付时限",
    en: "Days to pay out entrusted money",
    schema: z.object({ usual: int(1, 30), most: int(1, 60) }),
    unit: { zh: "工作日", en: "working days" },
    values: [
      paper({ usual: 5, most: 10 }, "金融监管总局令2024年第1号、第2号", "2024-07-01"),
      own({ usual: 5, most: 10 }),
    ],
  },
  {
    key: "corporate-loan.off-site-yuan",
    zh: "可只做非现场调查的金额上限（小微企业）",
    en: "Off-site alone for small firms up to",
    schema: int(0, 1_000_000_000),
    unit: { zh: "元", en: "yuan" },
    values: [paper(10_000_000, "金融监管总局令2024年第2号", "2024-07-01"), own(0, "此前须现场调查")],
  },
  {
    key: "corporate-loan.capital-ratio-bp",
    zh: "项目资本金最低比例",
    en: "Least share of equity by industry",
    schema: z.object(Object.fromEntries(projectIndustries.map((name) => [name, int(0, 10_000)]))),
    unit: { zh: "基点", en: "basis points" },
    values: [
      {
        from: "2015-09-09",
        value: capitalRatiosBp,
        source: "国发〔2015〕51号；钢铁、电解铝、水泥见国发〔2009〕27号；平板及再生玻璃归入其他",
        certainty: "fact",
      },
    ],
  },
  {
    key: "corporate-loan.approval-months",
    zh: "审批有效期",
    en: "Validity of an approval",
    schema: int(1, 24),
    unit: { zh: "月", en: "months" },
    values: [own(6)],
  },
  {
    key: "corporate-loan.bureau-days",
    zh: "放款前征信复查有效天数",
    en: "Age of the bureau re-check",
    schema: int(1, 180),
    unit: { zh: "天", en: "days" },
    values: [own(30)],
  },
  {
    key: "corporate-loan.cover-least",
    zh: "现金流覆盖最低倍数",
    en: "Least cash cover",
    schema: int(100, 500),
    unit: { zh: "百分之一倍（110 = 1.10 倍）", en: "hundredths (110 = 1.10)" },
    values: [own(110)],
  },
  {
    key: "corporate-loan.capital-yuan",
    zh: "资本净额（单一借款人 10% 上限的基数）",
    en: "Net capital for the single-borrower cap",
    schema: int(1, 9_000_000_000_000),
    unit: { zh: "元", en: "yuan" },
    values: [own(20_000_000_000, "商业银行法第三十九条；资本净额为首发值")],
  },
  {
    key: "corporate-loan.care",
    zh: "贷后检查频率",
    en: "After-loan visits",
    schema: z.object({
      firstUseDays: int(1, 60),
      everyMonths: int(1, 12),
      smallEveryMonths: int(1, 12),
      smallYuan: int(0, 1_000_000_000),
      progressMonths: int(1, 12),
    }),
    values: [
      own({
        firstUseDays: careDays.firstUseDays,
        everyMonths: careDays.everyMonths,
        smallEveryMonths: careDays.smallEveryMonths,
        smallYuan: Number(careDays.smallFen / 100n),
        progressMonths: careDays.progressMonths,
      }),
    ],
  },
  {
    key: "corporate-loan.warning-days",
    zh: "预警处置时限",
    en: "Days to answer a warning",
    schema: z.object({ freeze: int(1, 30), plan: int(1, 30), visit: int(1, 60) }),
    unit: { zh: "冻结、方案按工作日，回访按天", en: "working days; days for the visit" },
    values: [own(warningDays)],
  },
]

const row = (exposure: string, project: string, term: string, guarantee: string, authority: string): string[] => [
  exposure,
  project,
  term,
  guarantee ? `"${guarantee}"` : "",
  `"${authority}"`,
]
/** Neither a large project nor a long term. */
const plain = (exposure: string, guarantee: string, authority: string): string[] =>
  row(exposure, "<= 5000", "<= 60", guarantee, authority)
const sample = (exposureWan: number, guarantee: string, authority: string, projectWan = 0, termMonths = 12) => ({
  input: { exposureWan, projectWan, termMonths, guarantee },
  output: { authority },
})

export const decisions: DecisionSpec[] = [
  {
    key: "corporate-loan.authority",
    zh: "公司贷款审批权限",
    en: "Approval authority of company loans",
    from: "2020-01-01",
    source: "本行授权书（首发值）",
    certainty: "assumption",
    table: {
      hitPolicy: "first",
      inputs: [
        { field: "exposureWan", zh: "审批后集团余额（万元）", en: "Group exposure in ten-thousand yuan" },
        { field: "projectWan", zh: "项目贷款金额（万元）", en: "Project loan in ten-thousand yuan" },
        { field: "termMonths", zh: "期限（月）", en: "Term in months" },
        { field: "guarantee", zh: "担保方式", en: "Guarantee" },
      ],
      outputs: [{ field: "authority", zh: "有权审批", en: "Authority" }],
      rows: [
        plain("<= 500", "unsecured", "city_approver"),
        plain("<= 500", "", "subbranch_head"),
        plain("<= 2000", "low_risk", "subbranch_head"),
        plain("<= 2000", "full_mortgage", "city_approver"),
        plain("<= 2000", "guarantor", "city_approver"),
        plain("<= 2000", "unsecured", "city_committee"),
        plain("<= 10000", "low_risk", "city_approver"),
        plain("<= 10000", "full_mortgage", "city_committee"),
        plain("<= 10000", "guarantor", "city_committee"),
        plain("<= 10000", "unsecured", "province"),
        row("", "", "", "low_risk", "city_committee"),
        row("", "", "", "unsecured", "head_office"),
        row("", "", "", "", "province"),
      ],
    },
    samples: [
      sample(500, "full_mortgage", "subbranch_head"),
      sample(500, "unsecured", "city_approver"),
      sample(1800, "full_mortgage", "city_approver"),
      sample(2001, "full_mortgage", "city_committee"),
      sample(2000, "low_risk", "subbranch_head"),
      sample(6400, "full_mortgage", "province", 6400, 60),
      sample(400, "full_mortgage", "province", 0, 61),
      sample(12_000, "low_risk", "city_committee"),
    ],
  },
]
