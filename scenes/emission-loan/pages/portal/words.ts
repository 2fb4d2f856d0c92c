// Plain words for the firm.
import { dictionary } from "#ui/i18n"

export const usePortalText = dictionary({
  mine: ["我的业务", "My cases"],
  apply: ["申请贷款", "Apply"],
  next: ["接下来", "What happens next"],
  asked: ["申请金额", "Asked"],
  approved: ["批准金额", "Approved"],
  rate: ["年利率", "Rate a year"],
  term: ["期限", "Term"],
  months: ["{n} 个月", "{n} months"],
  appliedOn: ["申请日期", "Applied on"],
  manager: ["客户经理", "Your manager"],
  contract: ["合同编号", "Contract"],
  principal: ["剩余本金", "Principal left"],
  nextDue: ["下次还款日", "Next due"],
  nextAmount: ["下次应还", "Due then"],
  open: ["查看", "Open"],
  none: [
    "还没有业务。您可以用排污权申请流动资金贷款。",
    "No cases yet. You can ask for a working-capital loan on your emission rights.",
  ],
})
