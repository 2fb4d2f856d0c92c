// Words and colours that the pages of acquiring share.
import { dictionary } from "#ui/i18n"
import type { Tone } from "#ui/theme"
import type { ItemState } from "../rules/recon.ts"
import type { OrderState, RefundState } from "../states.ts"

export const orderTones: Record<OrderState, Tone> = {
  created: "calm",
  paying: "primary",
  unknown: "warn",
  success: "good",
  closed: "neutral",
}

export const refundTones: Record<RefundState, Tone> = {
  asked: "calm",
  approved: "primary",
  accepted: "primary",
  success: "good",
  failed: "bad",
  abnormal: "bad",
  bank: "good",
  declined: "neutral",
}

export const itemTones: Record<ItemState, Tone> = {
  open: "warn",
  explained: "good",
  adjusted: "good",
  written_off: "neutral",
}

export const useAcquiringText = dictionary({
  acquiring: ["收单", "Acquiring"],
  orders: ["收单订单", "Orders"],
  refunds: ["退款", "Refunds"],
  merchants: ["商户与分账", "Merchants"],
  settlements: ["结算", "Settlements"],
  recon: ["渠道对账", "Reconciliation"],
  differences: ["对账差异", "Differences"],
  orderNo: ["订单号", "Order"],
  refundNo: ["退款单号", "Refund"],
  merchant: ["商户", "Merchant"],
  title: ["项目", "For"],
  channel: ["渠道", "Channel"],
  amount: ["金额", "Amount"],
  refunded: ["已退", "Refunded"],
  state: ["状态", "State"],
  payer: ["付款人", "Payer"],
  createdAt: ["下单时间", "Opened"],
  paidAt: ["支付时间", "Paid"],
  tradeNo: ["渠道流水号", "Channel's number"],
  reason: ["原因", "Reason"],
  print: ["打印凭证", "Print the slip"],
  settleOn: ["结算日", "Settled on"],
  fee: ["手续费", "Fee"],
  gross: ["收款", "Taken"],
  net: ["净额", "Net"],
  day: ["账单日", "Bill day"],
  kind: ["类别", "Kind"],
  since: ["自", "From"],
  until: ["至", "To"],
  none: ["没有记录。", "No records."],
  account: ["账号", "Account"],
  plan: ["分账方案", "Split plan"],
  share: ["比例", "Share"],
  all: ["全部", "All"],
  date: ["日期", "Day"],
})

export const useMerchantText = dictionary({
  search: ["商户名称或编号", "Name or number"],
  no: ["商户号", "Number"],
  waiting: ["待结算", "To be settled"],
  due: ["待付", "Due"],
  feeRate: ["费率", "Fee"],
  cycle: ["结算周期", "Settled after"],
  outlet: ["网点", "Outlet"],
  open: ["启用", "Open"],
  held: ["暂停结算", "Held"],
  closed: ["停用", "Closed"],
  scene: ["由业务转出", "Moved by its scene"],
  ask: ["开立商户", "New merchant"],
  askNote: [
    "结算账户须为客户在本行的账户；另一人复核后启用。",
    "The account is the customer's own with the branch; another person signs.",
  ],
  feeBp: ["手续费率（万分之）", "Fee in hundredths of a per cent"],
  days: ["结算周期 T+（工作日）", "Working days to settlement"],
  settlementAccount: ["结算账号", "Settlement account"],
})
