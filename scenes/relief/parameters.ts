// Dated figures and the two decision tables of relief, each with its paper or marked as our own choice.
import { z } from "zod"
import type { DecisionSpec, ParameterSpec, ParameterValue } from "#kernel/scene"

const int = (min: number, max: number) => z.number().int().min(min).max(max)
const own = (value: unknown, source = "本行纾困管理要求（首发值）"): ParameterValue => ({
  from: "2020-01-01",
  value,
  source,
  certainty: "assumption",
})

export const parameters: ParameterSpec[] = [
  {
    key: "relief.signal-days",
    zh: "到期前多少天提示联系",
    en: "Days before maturity at which a firm is contacted",
    schema: int(7, 180),
    unit: { zh: "天", en: "days" },
    values: [own(60)],
  },
  {
    key: "relief.medium-until",
    zh: "中型企业续贷政策到期日",
    en: "Last maturity of the policy for medium firms",
    schema: z.iso.date(),
    values: [
      {
        from: "2020-01-01",
        value: "2027-09-30",
        source: "金规〔2024〕13号，2024-09-24：2027年9月30日前到期的流动资金贷款",
        certainty: "fact",
      },
    ],
  },
  {
    key: "relief.medium-day-counts",
    zh: "中型企业到期日当天是否适用",
    en: "Whether the boundary day itself is in scope",
    schema: z.boolean(),
    values: [own(true, "“前”是否含当日文件未明，本行按含当日执行")],
  },
  {
    key: "relief.cover-least",
    zh: "财务困难的现金流覆盖界限",
    en: "Cash cover below which a firm is in difficulty",
    schema: int(50, 300),
    unit: { zh: "百分之一倍（100 = 1.00 倍）", en: "hundredths (100 = 1.00)" },
    values: [own(100, "令〔2023〕1号第三章；界限为首发值")],
  },
  {
    key: "relief.bridge",
    zh: "过桥资金的参考成本",
    en: "Usual cost of bridge money",
    schema: z.object({ yearlyBp: int(0, 10_000), days: int(1, 90) }),
    unit: { zh: "基点/年，天", en: "basis points a year, days" },
    values: [own({ yearlyBp: 1500, days: 15 }, "市场常见水平（首发值），只用于说明节省多少")],
  },
]

const q = (text: string): string => (text === "" ? "" : `"${text}"`)
const toolRow = (given: [string, string, string, string, string, string], tool: string, effect: string): string[] => {
  const [inScope, normal, inTime, overdue, difficulty, viable] = given
  return [q(inScope), q(normal), q(inTime), overdue, q(difficulty), q(viable), q(tool), q(effect)]
}
const toolSample = (given: [string, string, string, number, string, string], tool: string, effect: string) => {
  const [inScope, staysNormal, inTime, overdueDays, difficulty, viable] = given
  return { input: { inScope, staysNormal, inTime, overdueDays, difficulty, viable }, output: { tool, effect } }
}
const officeRow = (tool: string, wan: string, overdue: string, authority: string): string[] => [
  q(tool),
  wan,
  overdue,
  q(authority),
]
const officeSample = (tool: string, amountWan: number, authority: string, overdueDays = 0) => ({
  input: { tool, amountWan, overdueDays },
  output: { authority },
})

const yesNo = { yes: { zh: "是", en: "yes" }, no: { zh: "否", en: "no" } }
const toolWords = {
  RENEW: { zh: "无还本续贷", en: "Renewal" },
  REFINANCE: { zh: "借新还旧", en: "New for old" },
  EXTEND: { zh: "展期", en: "Extension" },
  DEFER_P: { zh: "延期还本", en: "Deferral of principal" },
  DEFER_PI: { zh: "延期还本付息", en: "Deferral of all" },
  RESCHEDULE: { zh: "调整还款计划", en: "Reschedule" },
  RESTRUCTURE: { zh: "重组", en: "Restructuring" },
  DECLINE: { zh: "不予纾困", en: "Decline" },
}

export const decisions: DecisionSpec[] = [
  {
    key: "relief.tool",
    zh: "纾困措施选择",
    en: "Choice of the relief measure",
    from: "2020-01-01",
    source: "金规〔2024〕13号、贷款通则、令〔2023〕1号；取舍为本行首发值",
    certainty: "assumption",
    words: {
      inScope: yesNo,
      staysNormal: yesNo,
      inTime: yesNo,
      difficulty: yesNo,
      viable: yesNo,
      tool: toolWords,
      effect: {
        keep: { zh: "分类不变", en: "class kept" },
        capacity: { zh: "按还款能力", en: "by capacity" },
        observe: { zh: "至少关注并观察", en: "observed" },
        by_days: { zh: "按逾期天数", en: "by days" },
      },
    },
    table: {
      hitPolicy: "first",
      inputs: [
        { field: "inScope", zh: "在续贷政策范围", en: "In the scope of the policy" },
        { field: "staysNormal", zh: "满足保持正常的条件", en: "Conditions for staying normal hold" },
        { field: "inTime", zh: "到期前", en: "Before maturity" },
        { field: "overdueDays", zh: "逾期天数", en: "Days overdue" },
        { field: "difficulty", zh: "财务困难", en: "In difficulty" },
        { field: "viable", zh: "让步后可行", en: "Viable after the change" },
      ],
      outputs: [
        { field: "tool", zh: "措施", en: "Measure" },
        { field: "effect", zh: "分类影响", en: "Effect on the class" },
      ],
      rows: [
        toolRow(["yes", "yes", "yes", "0", "", ""], "RENEW", "keep"),
        toolRow(["", "", "yes", "0", "no", ""], "EXTEND", "capacity"),
        toolRow(["", "", "", "> 90", "", "yes"], "RESTRUCTURE", "by_days"),
        toolRow(["", "", "", "", "yes", "yes"], "RESTRUCTURE", "observe"),
        toolRow(["", "", "", "", "", ""], "DECLINE", "by_days"),
      ],
    },
    samples: [
      toolSample(["yes", "yes", "yes", 0, "no", "yes"], "RENEW", "keep"),
      toolSample(["yes", "no", "yes", 0, "no", "yes"], "EXTEND", "capacity"),
      toolSample(["no", "yes", "yes", 0, "no", "yes"], "EXTEND", "capacity"),
      toolSample(["yes", "no", "yes", 0, "yes", "yes"], "RESTRUCTURE", "observe"),
      toolSample(["yes", "no", "no", 30, "yes", "yes"], "RESTRUCTURE", "observe"),
      toolSample(["yes", "no", "no", 91, "yes", "yes"], "RESTRUCTURE", "by_days"),
      toolSample(["yes", "no", "yes", 0, "yes", "no"], "DECLINE", "by_days"),
      toolSample(["yes", "no", "no", 120, "yes", "no"], "DECLINE", "by_days"),
    ],
  },
  {
    key: "relief.authority",
    zh: "纾困审批权限",
    en: "Approval authority of relief",
    from: "2020-01-01",
    source: "本行授权书（首发值）",
    certainty: "assumption",
    words: {
      tool: toolWords,
      authority: {
        subbranch_head: { zh: "支行行长", en: "sub-branch head" },
        city_approver: { zh: "分行审批人", en: "city approver" },
        city_committee: { zh: "分行审贷会", en: "city committee" },
        province: { zh: "省分行", en: "province" },
        original: { zh: "原审批权限", en: "as at first" },
      },
    },
    table: {
      hitPolicy: "first",
      inputs: [
        { field: "tool", zh: "措施", en: "Measure" },
        { field: "amountWan", zh: "金额（万元）", en: "Amount in ten-thousand yuan" },
        { field: "overdueDays", zh: "逾期天数", en: "Days overdue" },
      ],
      outputs: [{ field: "authority", zh: "有权审批", en: "Authority" }],
      rows: [
        officeRow("RESTRUCTURE", "", "> 90", "province"),
        officeRow("RESTRUCTURE", "", "", "city_committee"),
        officeRow("RENEW", "<= 500", "", "subbranch_head"),
        officeRow("RENEW", "<= 2000", "", "city_approver"),
        officeRow("RENEW", "", "", "province"),
        officeRow("REFINANCE", "<= 2000", "", "city_approver"),
        officeRow("REFINANCE", "", "", "province"),
        officeRow("DECLINE", "", "", "subbranch_head"),
        officeRow("", "", "", "original"),
      ],
    },
    samples: [
      officeSample("RENEW", 500, "subbranch_head"),
      officeSample("RENEW", 501, "city_approver"),
      officeSample("RENEW", 2000, "city_approver"),
      officeSample("RENEW", 2001, "province"),
      officeSample("EXTEND", 300, "original"),
      officeSample("RESTRUCTURE", 10, "city_committee"),
      officeSample("RESTRUCTURE", 10, "province", 91),
      officeSample("DECLINE", 9000, "subbranch_head"),
    ],
  },
]
