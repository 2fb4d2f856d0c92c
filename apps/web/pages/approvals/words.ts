// Words and tones of approval states.
import { dictionary } from "#ui/i18n"
import type { Tone } from "#ui/theme"

export const useApprovalText = dictionary({
  open: ["审批中", "In approval"],
  approved: ["已同意", "Approved"],
  returned: ["已退回", "Returned"],
  rejected: ["已否决", "Rejected"],
  void: ["已作废", "Void"],
})

export const approvalTones: Record<"open" | "approved" | "returned" | "rejected" | "void", Tone> = {
  open: "warn",
  approved: "good",
  returned: "calm",
  rejected: "bad",
  void: "neutral",
}
