// Words that all loan pages share.
import { dictionary } from "#ui/i18n"

export const useLoanText = dictionary({
  loanNo: ["借据号", "Note"],
  contractNo: ["合同号", "Contract"],
  borrower: ["借款人", "Borrower"],
  outlet: ["网点", "Outlet"],
  method: ["还款方式", "Repayment"],
  interest_only: ["先息后本", "Interest, principal at the end"],
  equal_instalment: ["等额本息", "Equal instalments"],
  equal_principal: ["等额本金", "Equal principal"],
  bullet: ["利随本清", "Bullet"],
  flat: ["等本等息", "Flat"],
  revolving: ["随借随还", "Revolving"],
  irregular: ["不规则计划", "Irregular plan"],
  rate: ["年利率", "Rate"],
  amount: ["借款金额", "Amount"],
  principal: ["本金余额", "Principal"],
  dueUnpaid: ["应还未还", "Due, unpaid"],
  paidOut: ["放款日", "Paid out"],
  matures: ["到期日", "Matures"],
  overdueDays: ["逾期天数", "Days overdue"],
  riskClass: ["五级分类", "Class"],
  state: ["状态", "State"],
  signed: ["未放款", "Signed"],
  active: ["正常", "Running"],
  overdue: ["逾期", "Overdue"],
  settled: ["已结清", "Settled"],
  written_off: ["已核销", "Written off"],
  pass: ["正常", "Pass"],
  special_mention: ["关注", "Special mention"],
  substandard: ["次级", "Substandard"],
  doubtful: ["可疑", "Doubtful"],
  loss: ["损失", "Loss"],
})

export const stateTones = {
  signed: "calm",
  active: "good",
  overdue: "bad",
  settled: "neutral",
  written_off: "neutral",
} as const

export const classTones = {
  pass: "good",
  special_mention: "warn",
  substandard: "bad",
  doubtful: "bad",
  loss: "bad",
} as const

export const riskClasses = ["pass", "special_mention", "substandard", "doubtful", "loss"] as const
