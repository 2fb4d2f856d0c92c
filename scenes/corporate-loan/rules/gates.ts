// 提款条件: every gate of a draw with its answer, so that the desk sees all that is missing at once and not one by one. Pure.
import { daysBetween } from "#contract/products/loan"

export const gateCodes = [
  "conditions",
  "contracts",
  "registered",
  "insured",
  "equity",
  "permit",
  "bureau",
  "unused",
  "account",
  "payees",
  "warning",
] as const
export type GateCode = (typeof gateCodes)[number]

export const gateTitles: Record<GateCode, { zh: string; en: string }> = {
  conditions: { zh: "审批条件已落实", en: "Approval conditions met" },
  contracts: { zh: "合同已签署盖章", en: "Contracts signed and sealed" },
  registered: { zh: "押品已登记", en: "Collateral registered" },
  insured: { zh: "押品已投保", en: "Collateral insured" },
  equity: { zh: "资本金与进度匹配", en: "Equity and progress in step" },
  permit: { zh: "许可证照有效", en: "Permits valid" },
  bureau: { zh: "征信复查在 30 天内", en: "Bureau re-check within 30 days" },
  unused: { zh: "用款需求仍然真实", en: "Need still stands" },
  account: { zh: "账户已开立", en: "Account opened" },
  payees: { zh: "支付对象与方式合规", en: "Payees and payment mode in order" },
  warning: { zh: "无未解除的红色预警", en: "No open red warning" },
}

export interface Gate {
  code: GateCode
  met: boolean
  detail: string
}

export interface GateFacts {
  openConditions: readonly string[]
  contractNo: string | null
  unregistered: readonly string[]
  uninsured: readonly string[]
  /** Null where the loan is no project. */
  equityRefusal: string | null
  permitValidTo: string | null
  bureauCheckedOn: string | null
  bureauDaysMax: number
  needConfirmed: boolean
  hasAccount: boolean
  paymentRefusal: string | null
  openRed: string | null
  today: string
}

export function drawGates(of: GateFacts): Gate[] {
  const gate = (code: GateCode, fault: string | null): Gate => ({ code, met: fault === null, detail: fault ?? "" })
  const list = (items: readonly string[]): string | null => (items.length > 0 ? items.join("、") : null)
  return [
    gate("conditions", list(of.openConditions)),
    gate("contracts", of.contractNo === null ? "合同尚未签署" : null),
    gate("registered", list(of.unregistered)),
    gate("insured", list(of.uninsured)),
    gate("equity", of.equityRefusal),
    gate("permit", permitFault(of)),
    gate("bureau", bureauFault(of)),
    gate("unused", of.needConfirmed ? null : "请确认用款需求未被其他融资替代"),
    gate("account", of.hasAccount ? null : "尚未开立单位活期存款账户"),
    gate("payees", of.paymentRefusal),
    gate("warning", of.openRed),
  ]
}

function permitFault({ permitValidTo, today }: GateFacts): string | null {
  return permitValidTo !== null && permitValidTo < today ? `许可已于 ${permitValidTo} 到期` : null
}

function bureauFault({ bureauCheckedOn, bureauDaysMax, today }: GateFacts): string | null {
  if (bureauCheckedOn === null) return "尚未复查征信"
  const days = daysBetween(bureauCheckedOn, today)
  if (days < 0) return "征信复查日期晚于今天"
  return days > bureauDaysMax ? `征信复查已过 ${days} 天` : null
}

export const unmet = (gates: readonly Gate[]): Gate[] => gates.filter((one) => !one.met)
