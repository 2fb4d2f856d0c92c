// The papers of a case: from which stage each can be printed, and whether the firm may print it itself. Pure.
import type { FileKind } from "#kernel/scene"
import { states, type CaseState } from "./states.ts"

/** What the firm and the bank hand in. */
export const fileKinds: readonly FileKind[] = [
  { kind: "permit", zh: "排污许可证", en: "Discharge permit" },
  { kind: "right", zh: "排污权证", en: "Emission right" },
  { kind: "licence", zh: "营业执照", en: "Business licence" },
  { kind: "statements", zh: "财务报表", en: "Financial statements" },
  { kind: "appraisal", zh: "评估报告", en: "Appraisal report", isInternal: true },
  { kind: "title", zh: "权属证明", en: "Title deeds" },
  { kind: "consent", zh: "前序抵押权人同意函", en: "Consent of the first lender" },
  { kind: "site", zh: "现场照片", en: "Photos of the site", isInternal: true },
  { kind: "other", zh: "其他", en: "Other" },
]

interface Stage {
  state: string
  contract_no: string | null
  loan_no: string | null
  environment: unknown
  valued_on: string | null
  disposal: unknown
  paid_out_on: string | null
}

export interface Paper {
  name: string
  zh: string
  en: string
  forFirm: boolean
  ready(row: Stage): boolean
}

const from =
  (state: CaseState) =>
  (row: Stage): boolean =>
    states.indexOf(row.state as CaseState) >= states.indexOf(state)
const paper = (name: string, zh: string, en: string, forFirm: boolean, ready: Paper["ready"]): Paper => ({
  name,
  zh,
  en,
  forFirm,
  ready,
})

export const papers: readonly Paper[] = [
  paper("application", "贷款申请书", "Application", true, from("applied")),
  paper("undertaking", "环保合规承诺书", "Environmental undertaking", true, from("applied")),
  paper("quota-letter", "排污权核验函", "Quota verification letter", false, from("applied")),
  paper("valuation", "押品评估报告", "Valuation report", false, (row) => row.valued_on !== null),
  paper("mortgage-list", "抵押物清单", "Mortgage list", true, (row) => row.valued_on !== null),
  paper("contract", "流动资金借款合同", "Loan contract", true, (row) => row.contract_no !== null),
  paper("mortgage-contracts", "抵押合同", "Mortgage contracts", true, (row) => row.contract_no !== null),
  paper("freeze-request", "排污权冻结申请书", "Freeze request", false, (row) => row.contract_no !== null),
  paper("freeze-receipt", "排污权冻结回执", "Freeze receipt", false, (row) => row.contract_no !== null),
  paper("registration", "抵押登记证明", "Registration certificate", true, (row) => row.contract_no !== null),
  paper("buy-back", "排污权收储意向书", "Buy-back intention letter", false, (row) => row.contract_no !== null),
  paper("margin-call", "补充担保通知书", "Margin-call notice", true, (row) => row.state === "margin_call"),
  paper("release", "解除抵押通知书", "Release letter", true, (row) =>
    ["settled", "recovered", "released"].includes(row.state),
  ),
  paper("disposal-report", "押品处置报告", "Disposal report", false, (row) => row.disposal !== null),
  paper("compensation-claim", "风险补偿申请表", "Compensation claim", false, (row) => row.state === "shortfall"),
]
