// What stands in the way of a step: the state first, then what the case still lacks. The pages show the same sentence.
import { actions, stateTitles, type CaseAction, type CaseState } from "../states.ts"
import { checklist, type CheckItem } from "./checklist.ts"
import type { LoanProduct } from "./products.ts"

/** What the guards look at besides the state. */
export interface CaseFacts {
  product: LoanProduct
  statements: number
  hasNeed: boolean
  needIsNegative: boolean
  cycleDays: string
  hasProject: boolean
  hasCover: boolean
  openItems: readonly CheckItem[]
  visitedEnough: boolean
  isReviewed: boolean
  approvalPending: boolean
  drawPending: boolean
  /** A draw that the desk has not looked at yet. */
  drawRequested: boolean
  openConditions: readonly string[]
  approvalValidTo: string | null
  today: string
  guarantee: string | null
  legs: number
  unregistered: readonly string[]
  unreleased: readonly string[]
  registrationsSent: boolean
  hasAccount: boolean
  openRed: string | null
  /** All money owed in fen. */
  owedFen: bigint
  draws: number
  uncheckedDraws: number
  overdueDays: number
  handedOver: boolean
  writeOffPending: boolean
}

export interface Reason {
  zh: string
  en: string
  /** Refusal that names the figures; without it the sentence here is all there is to say. */
  code?: "E-CHECKLIST" | "E-VISIT" | "E-EXPIRED" | "E-BALANCE" | "E-NO-ACCOUNT" | "W-NEG-CYCLE"
}

/** Why an action is not possible now, or null. */
export function cannot(action: CaseAction, state: CaseState, facts: CaseFacts): Reason | null {
  if (!(actions[action].from as readonly CaseState[]).includes(state)) {
    return no(
      `业务目前为“${stateTitles[state].zh}”，不能${actions[action].zh}`,
      `Not possible while “${stateTitles[state].en}”`,
    )
  }
  return guards[action]?.(facts, state) ?? null
}

const no = (zh: string, en: string, code?: Reason["code"]): Reason => ({ zh, en, ...(code ? { code } : {}) })
const expired = no("审批已失效，请重新审查", "The approval has expired", "E-EXPIRED")
const isExpired = (of: CaseFacts): boolean => of.approvalValidTo !== null && of.today > of.approvalValidTo
const undrawn = (of: CaseFacts): Reason | null =>
  of.draws > 0 ? no("已经提款，方案不再变更", "Money has been drawn already") : null

const guards: Partial<Record<CaseAction, (facts: CaseFacts, state: CaseState) => Reason | null>> = {
  startDd: (of) => (of.statements === 0 ? no("请先录入财务报表", "Enter a financial statement first") : null),
  submitDd: readyForReview,
  submitApproval: (of) => {
    if (!of.isReviewed) return no("请先出具审查意见", "The reviewer's opinion comes first")
    return of.approvalPending ? no("审批已在进行", "Approval is under way") : null
  },
  review: (of) => (of.approvalPending ? no("审批已在进行", "Approval is under way") : null),
  returnCase: (of) => (of.approvalPending ? no("审批已在进行", "Approval is under way") : null),
  withdraw: (of) => (of.approvalPending ? no("审批已在进行", "Approval is under way") : null),
  meetCondition: (of) => (isExpired(of) ? expired : null),
  changeTerms: undrawn,
  sign: (of) => {
    if (isExpired(of)) return expired
    if (of.openConditions.length > 0) return no(`条件未落实：${of.openConditions.join("；")}`, "Conditions are open")
    return of.hasAccount ? null : no("企业尚未开立结算账户", "The firm has no current account", "E-NO-ACCOUNT")
  },
  secure: (of) =>
    of.guarantee !== "unsecured" && of.guarantee !== "guarantor" && of.legs === 0
      ? no("没有押品", "No collateral")
      : null,
  makeAvailable: (of) => {
    if (of.unregistered.length > 0) return no(`尚未登记：${of.unregistered.join("、")}`, "Not all registered")
    return of.hasAccount ? null : no("企业尚未开立结算账户", "The firm has no current account", "E-NO-ACCOUNT")
  },
  requestDraw: (of) => {
    if (of.openRed)
      return no(`红色预警未解除，额度已冻结：${of.openRed}`, "An open red warning freezes what is undrawn")
    return of.drawPending ? no("另一笔提款正在复核", "Another draw waits for its checkers") : null
  },
  checkDraw: (of) => (of.drawRequested ? null : no("没有待审核的提款", "No draw waits for the desk")),
  useCheck: (of) => (of.uncheckedDraws === 0 ? no("没有待检查的提款", "Every draw has been checked") : null),
  handOver: (of) => (of.handedOver ? no("已移交保全", "Handed over already") : null),
  writeOff: (of) => {
    if (!of.handedOver) return no("请先移交保全", "Hand the case over first")
    return of.writeOffPending ? no("核销审批已在进行", "The write-off waits for its signatures") : null
  },
  endLine: (of) => (of.drawPending ? no("提款正在复核", "A draw waits for its checkers") : null),
  release: (of) => {
    if (of.owedFen > 0n) return no("贷款尚未结清", "Money is still owed", "E-BALANCE")
    return of.unreleased.length > 0 ? no("解除登记申请已发出，等待回执", "Waiting for the registries") : null
  },
}

function readyForReview(of: CaseFacts): Reason | null {
  if (of.product !== "project") {
    if (!of.hasNeed) return no("请先测算资金需求", "Reckon the need first")
    if (of.needIsNegative) return no("周转天数不为正，请改按订单测算", "The cycle is not positive", "W-NEG-CYCLE")
  }
  if (of.product === "project" && !of.hasProject) return no("请先录入项目资料", "Enter the project first")
  if (of.product !== "working_capital" && !of.hasCover) return no("请先测算现金流覆盖", "Reckon the cash cover first")
  if (!of.visitedEnough) return no("尚无双人现场检查记录", "No visit by two people yet", "E-VISIT")
  if (of.openItems.length === 0) return null
  return no(
    `尽调清单未完成 ${of.openItems.length} 项：${of.openItems.map((one) => checklist[one].zh).join("、")}`,
    `${of.openItems.length} items of the checklist are open`,
    "E-CHECKLIST",
  )
}
