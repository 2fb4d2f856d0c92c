// The papers of a relief case: what is handed in, and what the bank prints from which stage on. Pure.
import type { FileKind } from "#kernel/scene"
import type { ReliefState } from "./states.ts"

export const fileKinds: readonly FileKind[] = [
  { kind: "application", zh: "纾困申请书", en: "Application" },
  { kind: "need", zh: "资金需求证明（订单、合同）", en: "Proof of the need" },
  { kind: "cash", zh: "现金流资料", en: "Cash-flow papers" },
  { kind: "credit", zh: "征信报告", en: "Bureau report", isInternal: true },
  { kind: "consent", zh: "担保人书面同意", en: "Consent of guarantors" },
  { kind: "contract", zh: "已签协议", en: "Signed agreement" },
  { kind: "other", zh: "其他", en: "Other" },
]

export interface Stage {
  state: ReliefState
  contacted: boolean
  applied: boolean
  hasCash: boolean
  consents: number
  assessed: boolean
  approved: boolean
  declined: boolean
  exempted: boolean
  observed: boolean
}

export interface Paper {
  name: string
  zh: string
  en: string
  /** Handed to the firm, and open to it on the portal. */
  isForFirm: boolean
  ready(stage: Stage): boolean
}

const paper = (name: string, zh: string, en: string, isForFirm: boolean, ready: Paper["ready"]): Paper => ({
  name,
  zh,
  en,
  isForFirm,
  ready,
})

export const papers: readonly Paper[] = [
  paper("due-letter", "贷款到期提示函", "Letter: due soon", true, () => true),
  paper("contact", "提前联系记录", "Early-contact record", false, (of) => of.contacted),
  paper("application", "纾困申请书", "Application", true, (of) => of.applied),
  paper("cash", "现金流测算表", "Cash-flow sheet", false, (of) => of.hasCash),
  paper("consent", "担保人同意函", "Consent of guarantors", true, (of) => of.consents > 0),
  paper("class-memo", "风险分类认定书", "Classification memo", false, (of) => of.assessed),
  paper("approved", "纾困批准通知书", "Letter: approved", true, (of) => of.approved),
  paper("declined", "纾困未批准通知书", "Letter: declined", true, (of) => of.declined),
  paper("agreement", "纾困协议", "Agreement", true, (of) => of.approved),
  paper("observation", "观察期告知书", "Letter: observation", true, (of) => of.observed),
  paper("exemption", "尽职免责认定书", "Exemption record", false, (of) => of.exempted),
]
