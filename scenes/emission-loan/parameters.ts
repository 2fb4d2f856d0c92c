// Dated figures and the approval matrix of this scene, each with the paper it comes from or marked as our own choice.
import { z } from "zod"
import type { DecisionSpec, ParameterSpec } from "#kernel/scene"
import { pollutantCodes } from "./rules/pollutants.ts"

const int = (min: number, max: number) => z.number().int().min(min).max(max)

/** Usual holding of a firm in the sector, in the pollutant's own unit, for the guard against mixed-up units. */
const medians = { COD: 50, NH3N: 5, SO2: 60, NOX: 120, VOCS: 20, TP: 1, PB: 35, CD: 5, AS: 10, HG: 1, CR: 20 }

export const parameters: ParameterSpec[] = [
  {
    key: "emission-loan.alert-bands-bp",
    zh: "抵押率预警线",
    en: "Alert bands of loan to value",
    schema: z.object({ amberBp: int(1, 20_000), redBp: int(1, 20_000) }),
    unit: { zh: "基点", en: "basis points" },
    values: [
      {
        from: "2020-01-01",
        value: { amberBp: 8000, redBp: 9000 },
        source: "本行贷后管理要求（首发值）",
        certainty: "assumption",
      },
    ],
  },
  {
    key: "emission-loan.cure-days",
    zh: "补充担保期限",
    en: "Days to cure a margin call",
    schema: int(1, 90),
    unit: { zh: "天", en: "days" },
    values: [{ from: "2020-01-01", value: 15, source: "本行贷后管理要求（首发值）", certainty: "assumption" }],
  },
  {
    key: "emission-loan.term-months-max",
    zh: "产品最长期限",
    en: "Longest term",
    schema: int(1, 60),
    unit: { zh: "月", en: "months" },
    values: [
      {
        from: "2024-07-01",
        value: 36,
        source: "《流动资金贷款管理办法》（金融监管总局令2024年第2号）：一般不超过三年",
        certainty: "unverified",
      },
      { from: "2020-01-01", value: 36, source: "本行产品办法", certainty: "assumption" },
    ],
  },
  {
    key: "emission-loan.turnaround-days",
    zh: "受理到放款目标",
    en: "Target from acceptance to pay-out",
    schema: int(1, 60),
    unit: { zh: "工作日", en: "working days" },
    values: [
      { from: "2020-01-01", value: 15, source: "湖南自贸试验区排污权抵押融资试点做法，2025-08", certainty: "fact" },
    ],
  },
  {
    key: "emission-loan.sector-median",
    zh: "行业持有量中位数",
    en: "Sector median holding",
    schema: z.object(Object.fromEntries(pollutantCodes.map((code) => [code, z.number().positive()]))),
    unit: { zh: "吨；重金属为千克", en: "tonnes; metals in kilograms" },
    values: [{ from: "2020-01-01", value: medians, source: "本行排污权台账估计（首发值）", certainty: "assumption" }],
  },
  {
    key: "emission-loan.compensation-share-bp",
    zh: "风险补偿分担比例",
    en: "Share of the compensation fund",
    schema: int(0, 10_000),
    unit: { zh: "基点", en: "basis points" },
    values: [
      {
        from: "2025-11-25",
        value: 3000,
        source: "湘金办发〔2025〕44号（补偿程序）；比例为首发值",
        certainty: "assumption",
      },
      { from: "2020-01-01", value: 0, source: "此前无补偿资金", certainty: "assumption" },
    ],
  },
]

const row = (amount: string, guarantee: string, authority: string): string[] => [
  amount,
  `"${guarantee}"`,
  `"${authority}"`,
]

export const decisions: DecisionSpec[] = [
  {
    key: "emission-loan.authority",
    zh: "排污权贷款审批权限",
    en: "Approval authority of emission-right loans",
    from: "2020-01-01",
    source: "本行授权书（首发值）",
    certainty: "assumption",
    table: {
      hitPolicy: "first",
      inputs: [
        { field: "amountWan", zh: "审批后余额（万元）", en: "Exposure in ten-thousand yuan" },
        { field: "guarantee", zh: "担保方式", en: "Guarantee" },
      ],
      outputs: [{ field: "authority", zh: "有权审批", en: "Authority" }],
      rows: [
        row("<= 500", "full_mortgage", "subbranch_head"),
        row("<= 500", "weak_collateral", "branch_approver"),
        row("<= 2000", "full_mortgage", "branch_approver"),
        row("<= 2000", "weak_collateral", "branch_committee"),
        row("<= 10000", "full_mortgage", "branch_committee"),
        ["", "", `"province"`],
      ],
    },
    words: {
      guarantee: {
        full_mortgage: { zh: "足额抵押", en: "Full mortgage" },
        weak_collateral: { zh: "弱担保", en: "Weak collateral" },
      },
      authority: {
        subbranch_head: { zh: "支行行长", en: "Sub-branch head" },
        branch_approver: { zh: "分行审批人", en: "City branch approver" },
        branch_committee: { zh: "分行审贷会", en: "City committee" },
        province: { zh: "上级行", en: "Province" },
      },
    },
    samples: [
      { input: { amountWan: 500, guarantee: "full_mortgage" }, output: { authority: "subbranch_head" } },
      { input: { amountWan: 600, guarantee: "full_mortgage" }, output: { authority: "branch_approver" } },
      { input: { amountWan: 1800, guarantee: "weak_collateral" }, output: { authority: "branch_committee" } },
      { input: { amountWan: 20_000, guarantee: "full_mortgage" }, output: { authority: "province" } },
    ],
  },
]
