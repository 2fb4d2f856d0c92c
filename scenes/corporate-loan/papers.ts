// The papers of a case: from which stage each can be printed, and the kinds of files that people hand in. Pure.
import type { FileKind } from "#kernel/scene"
import type { CaseState } from "./states.ts"

/** What the firm and the bank hand in. */
export const fileKinds: readonly FileKind[] = [
  { kind: "licence", zh: "营业执照与章程", en: "Licence and articles" },
  { kind: "statements", zh: "财务报表与审计报告", en: "Statements and audit" },
  { kind: "resolution", zh: "股东会或董事会决议", en: "Resolution" },
  { kind: "bureau", zh: "征信报告", en: "Bureau report", isInternal: true },
  { kind: "purpose", zh: "用途合同与发票", en: "Contracts and invoices of use" },
  { kind: "title", zh: "押品权属证明", en: "Title deeds" },
  { kind: "appraisal", zh: "评估报告", en: "Appraisal", isInternal: true },
  { kind: "project", zh: "项目批文", en: "Project approvals" },
  { kind: "contract", zh: "已签合同", en: "Signed contracts" },
  { kind: "delivery", zh: "催收送达凭证", en: "Proof of delivery", isInternal: true },
  { kind: "other", zh: "其他", en: "Other" },
]

export const photoKinds: readonly FileKind[] = [
  { kind: "plant", zh: "厂区与设备", en: "Plant and equipment", isInternal: true },
  { kind: "stock", zh: "存货", en: "Stock", isInternal: true },
  { kind: "books", zh: "账册与单据", en: "Books and papers", isInternal: true },
  { kind: "collateral", zh: "押品", en: "Collateral", isInternal: true },
  { kind: "progress", zh: "工程进度", en: "Progress of works", isInternal: true },
  { kind: "people", zh: "经办人在场", en: "Officers on site", isInternal: true },
]

export interface Stage {
  state: CaseState
  hasNeed: boolean
  submitted: boolean
  reviewed: boolean
  approved: boolean
  signed: boolean
  hasLegs: boolean
  hasGuarantor: boolean
  draws: number
  entrusted: number
  checked: number
  looks: number
  warnings: number
  overdue: boolean
  bad: boolean
}

export interface Paper {
  name: string
  zh: string
  en: string
  ready(of: Stage): boolean
}

const paper = (name: string, zh: string, en: string, ready: Paper["ready"]): Paper => ({ name, zh, en, ready })

export const papers: readonly Paper[] = [
  paper("receipt", "受理回执", "Acceptance receipt", () => true),
  paper("dd-report", "尽职调查报告", "Due-diligence report", (of) => of.submitted),
  paper("need", "资金需求测算表", "Need estimate", (of) => of.hasNeed),
  paper("review", "审查意见书", "Review opinion", (of) => of.reviewed),
  paper("approval", "批复通知书", "Approval notice", (of) => of.approved),
  paper("contract", "借款合同", "Loan contract", (of) => of.signed),
  paper("guarantee-contract", "保证合同", "Guarantee contract", (of) => of.signed && of.hasGuarantor),
  paper("mortgage-contract", "抵押合同", "Mortgage contract", (of) => of.signed && of.hasLegs),
  paper("draw-request", "提款申请书", "Drawdown request", (of) => of.draws > 0),
  paper("entrusted-order", "受托支付通知书", "Entrusted-payment order", (of) => of.entrusted > 0),
  paper("use-check", "用途检查记录", "Check of use", (of) => of.checked > 0),
  paper("care-report", "贷后检查报告", "After-loan report", (of) => of.looks > 0),
  paper("warning", "风险预警单", "Warning sheet", (of) => of.warnings > 0),
  paper("dunning-1", "催收函（第一次）", "First letter", (of) => of.overdue),
  paper("dunning-2", "催收函（第二次，抄送担保人）", "Second letter", (of) => of.overdue),
  paper("dunning-3", "催收函（第三次，附处置方案）", "Third letter", (of) => of.overdue),
  paper("early-call", "提前收回贷款通知书", "Early-call notice", (of) => of.warnings > 0 || of.overdue),
  paper("write-off", "呆账核销申报材料", "Write-off file", (of) => of.bad),
  paper("release", "解除担保通知书", "Release letter", (of) => of.state === "settled" || of.state === "released"),
]
