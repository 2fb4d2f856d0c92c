// Words and tones of this scene's pages; states, actions, pollutants and classes bring their own words from the rules.
import { dictionary } from "#ui/i18n"
import type { Tone } from "#ui/look"
import type { CaseState } from "../states.ts"
import { stateTitles } from "../states.ts"

export const useSceneText = dictionary({
  scene: ["排污权贷款", "Emission-right loans"],
  board: ["业务看板", "Pipeline"],
  cases: ["业务列表", "Cases"],
  newCase: ["新建业务", "New case"],
  calendar: ["到期与监测", "Due dates and events"],
  prices: ["价格文件", "Price sheets"],
  reports: ["报表", "Reports"],
  caseNo: ["业务编号", "Case"],
  firm: ["企业", "Firm"],
  state: ["状态", "State"],
  outlet: ["网点", "Outlet"],
  manager: ["客户经理", "Manager"],
  asked: ["申请金额", "Asked"],
  approved: ["批准金额", "Approved"],
  outstanding: ["贷款余额", "Outstanding"],
  lendable: ["可贷金额", "Lendable"],
  ltv: ["排污权抵押率", "LTV on the right"],
  days: ["已办工作日", "Working days"],
  since: ["进入本状态", "In this state since"],
  amountHead: ["{name}（元）", "{name} (CNY)"],
  SINGLE: ["单一排污权", "Right alone"],
  DOUBLE: ["双抵押", "Double mortgage"],
  DOUBLE_REGISTRATION: ["双登记", "Double registration"],
  CREDIT_SUPPORT: ["排污权加增信", "Right with credit support"],
  RESIDUAL: ["余值抵押", "Residual value"],
  packageType: ["担保方式", "Package"],
  FULL: ["全部数量", "Full quantity"],
  SURPLUS: ["富余数量（留足自用）", "Surplus (own need kept)"],
  basis: ["估值口径", "Basis"],
  green: ["正常", "Within cap"],
  amber: ["超 80%", "Above 80%"],
  red: ["超 90%", "Above 90%"],
  yellow: ["提示", "Notice"],
  amberEvent: ["警示", "Warning"],
  redEvent: ["严重", "Severe"],
  interest_only: ["按期付息、到期还本", "Interest only, principal at end"],
  equal_instalment: ["等额本息", "Equal instalments"],
  equal_principal: ["等额本金", "Equal principal"],
  bullet: ["到期一次还本付息", "All at the end"],
  method: ["还款方式", "Repayment"],
  TECH: ["技术改造", "Technology"],
  DIGITAL: ["数字化改造", "Digital"],
  GREEN: ["绿色化改造", "Green"],
  EXPAND: ["扩规", "Expansion"],
  projectTag: ["三改一扩", "Upgrade project"],
  INITIAL_PAID: ["有偿核定", "Paid, first allocation"],
  MARKET: ["交易购入", "Bought on the market"],
  FREE: ["无偿取得", "Free of charge"],
  acquisition: ["取得方式", "Acquired by"],
  BASE_PRICE: ["政府指标基价", "Government base price"],
  MARKET_AVG: ["12 个月市场均价", "12-month market average"],
  USE_FEE: ["有偿使用费（年）", "Use fee per year"],
  term: ["期限（月）", "Term (months)"],
  rate: ["年利率", "Rate a year"],
  purpose: ["用途", "Purpose"],
  amount: ["金额", "Amount"],
  note: ["说明", "Note"],
  reason: ["原因", "Reason"],
  none: ["没有符合条件的业务。", "No cases match."],
  unitT: ["吨", "t"],
  unitKg: ["千克", "kg"],
})

export const packageTypes = ["DOUBLE", "SINGLE", "DOUBLE_REGISTRATION", "CREDIT_SUPPORT", "RESIDUAL"] as const
export const methods = ["interest_only", "equal_instalment", "equal_principal", "bullet"] as const
export const projectTags = ["TECH", "DIGITAL", "GREEN", "EXPAND"] as const
export const acquisitions = ["INITIAL_PAID", "MARKET", "FREE"] as const
export const priceKinds = ["BASE_PRICE", "MARKET_AVG", "USE_FEE"] as const

export const groupTones: Record<(typeof stateTitles)[CaseState]["group"], Tone> = {
  intake: "calm",
  decision: "primary",
  closing: "primary",
  running: "good",
  trouble: "bad",
  ended: "neutral",
}

export const stateTone = (state: CaseState): Tone => {
  if (state === "rejected" || state === "shortfall") return "bad"
  if (state === "env_hold") return "warn"
  return groupTones[stateTitles[state].group]
}

export const bandTones = { green: "good", amber: "warn", red: "bad" } as const
export const severityTones = { yellow: "neutral", amber: "warn", red: "bad" } as const
export const severityWords = { yellow: "yellow", amber: "amberEvent", red: "redEvent" } as const

/** Basis points as per cent with two places: 8750 → "87.50". */
export const percentOf = (bp: number): string => `${Math.trunc(bp / 100)}.${String(bp % 100).padStart(2, "0")}`

/** The bands of the right's loan to value as a ladder: calm up to amber, warning up to red, bad beyond. */
export function coverRungs(bands: { amberBp: number; redBp: number }) {
  const [amber, red] = [bands.amberBp / 100, bands.redBp / 100]
  return [
    { to: amber, label: `${amber}%`, tone: "good" as const },
    { to: red, label: `${red}%`, tone: "warn" as const },
    { to: red + 20, label: `>${red}%`, tone: "bad" as const },
  ]
}
