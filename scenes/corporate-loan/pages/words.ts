// Words and tones of this scene's pages; states, products, signals and gates bring their own words from the rules.
import { dictionary } from "#ui/i18n"
import type { Tone } from "#ui/look"
import { type CaseState, type Group, groups, stateTitles } from "../states.ts"

export const useSceneText = dictionary({
  scene: ["公司贷款", "Company loans"],
  board: ["公司贷款看板", "Company-loan pipeline"],
  cases: ["公司贷款列表", "Company-loan cases"],
  newCase: ["受理贷款", "Accept an application"],
  tasks: ["贷后任务", "After-loan tasks"],
  collections: ["催收工作台", "Collection worklist"],
  warnings: ["风险预警", "Warnings"],
  reports: ["公司贷款报表", "Company-loan reports"],
  caseNo: ["业务编号", "Case"],
  firm: ["企业", "Firm"],
  product: ["产品", "Product"],
  state: ["状态", "State"],
  outlet: ["网点", "Outlet"],
  manager: ["客户经理", "Manager"],
  amount: ["金额", "Amount"],
  outstanding: ["贷款余额", "Outstanding"],
  undrawn: ["未提金额", "Undrawn"],
  overdueDays: ["逾期天数", "Days overdue"],
  age: ["停留天数", "Days here"],
  accepted: ["受理日", "Accepted"],
  amountHead: ["{name}（元）", "{name} (CNY)"],
  term: ["期限（月）", "Term (months)"],
  rate: ["年利率", "Rate a year"],
  purpose: ["用途", "Purpose"],
  source: ["还款来源", "Source of repayment"],
  method: ["还款方式", "Repayment"],
  every: ["还款间隔", "Instalments every"],
  everyN: ["每 {n} 个月", "every {n} months"],
  guarantee: ["担保方式", "Guarantee"],
  guarantor: ["保证人", "Guarantor"],
  interest_only: ["按期付息、到期还本", "Interest only, principal at end"],
  equal_instalment: ["等额本息", "Equal instalments"],
  equal_principal: ["等额本金", "Equal principal"],
  bullet: ["利随本清", "All at the end"],
  self: ["自主支付", "Own payment"],
  entrusted: ["受托支付", "Entrusted payment"],
  TECH: ["技术改造", "Technology"],
  DIGITAL: ["数字化改造", "Digital"],
  GREEN: ["绿色", "Green"],
  EXPAND: ["扩规", "Expansion"],
  projectTag: ["绿色与三改一扩", "Green and upgrade"],
  note: ["说明", "Note"],
  reason: ["原因", "Reason"],
  opinion: ["意见", "Opinion"],
  none: ["没有符合条件的业务。", "No cases match."],
  save: ["保存", "Save"],
  dueOn: ["期限", "Due"],
  done: ["已完成", "Done"],
  open: ["未完成", "Open"],
  left: ["还有 {n} 天", "{n} days left"],
  past: ["超期 {n} 天", "{n} days late"],
  today: ["今天", "today"],
  pass: ["正常", "Pass"],
  special_mention: ["关注", "Special mention"],
  substandard: ["次级", "Substandard"],
  doubtful: ["可疑", "Doubtful"],
  loss: ["损失", "Loss"],
  intake: ["受理尽调", "Intake"],
  decision: ["审查审批", "Decision"],
  closing: ["签约提款", "Closing"],
  running: ["贷后", "Running"],
  trouble: ["风险", "Trouble"],
  ended: ["办结", "Ended"],
})

export const methods = ["interest_only", "equal_instalment", "equal_principal", "bullet"] as const
export const everyChoices = [1, 3, 6, 12] as const
export const projectTags = ["TECH", "DIGITAL", "GREEN", "EXPAND"] as const
export { groups }

const groupTones: Record<Group, Tone> = {
  intake: "calm",
  decision: "primary",
  closing: "primary",
  running: "good",
  trouble: "bad",
  ended: "neutral",
}

export const stateTone = (state: CaseState): Tone => {
  if (state === "rejected" || state === "written_off") return "bad"
  if (state === "returned" || state === "watch") return "warn"
  return groupTones[stateTitles[state].group]
}

export const levelTones = { red: "bad", amber: "warn", yellow: "neutral" } as const
export const riskTones = {
  pass: "good",
  special_mention: "warn",
  substandard: "bad",
  doubtful: "bad",
  loss: "bad",
} as const

/** Basis points as per cent with two places. */
export const percentOf = (bp: number): string => `${Math.trunc(bp / 100)}.${String(bp % 100).padStart(2, "0")}`
