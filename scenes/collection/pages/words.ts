// Words that several pages of the collection cloud share.
import { dictionary } from "#ui/i18n"
import type { Tone } from "#ui/theme"
import type { BatchState, BillState, TransferState } from "../states.ts"

export const useCollectionText = dictionary({
  collection: ["收款云", "Collection cloud"],
  orgs: ["收费单位", "Organisations"],
  org: ["收费单位", "Organisation"],
  bills: ["账单", "Bills"],
  bill: ["账单号", "Bill"],
  batches: ["批次", "Batches"],
  batch: ["批次", "Batch"],
  payments: ["缴费记录", "Payments"],
  payers: ["缴费户", "Payers"],
  payer: ["户名", "Payer"],
  payerKey: ["户号", "Number"],
  group: ["班级/楼栋", "Group"],
  items: ["收费项目", "Items"],
  item: ["项目", "Item"],
  refunds: ["退款", "Refunds"],
  transfers: ["来账与认领", "Incoming transfers"],
  period: ["账期", "Period"],
  dueOn: ["截止日", "Due"],
  principal: ["应缴本金", "Principal"],
  owed: ["今日应缴", "Owed today"],
  lateFee: ["违约金", "Late fee"],
  state: ["状态", "State"],
  amount: ["金额", "Amount"],
  amountYuan: ["金额（元）", "Amount (CNY)"],
  reason: ["原因", "Reason"],
  code: ["收款户号", "Collection number"],
  receipt: ["收据号", "Receipt"],
  order: ["订单号", "Order"],
  at: ["时间", "Time"],
  day: ["日期", "Date"],
  by: ["经办", "By"],
  channel: ["渠道", "Channel"],
  asked: ["已提交，等单位复核人审批。", "Submitted; the organisation's reviewer decides."],
})

export const billTone: Record<BillState, Tone> = {
  draft: "neutral",
  published: "warn",
  "part-paid": "calm",
  paid: "good",
  "part-refunded": "calm",
  refunded: "neutral",
  void: "neutral",
}

export const batchTone: Record<BatchState, Tone> = {
  draft: "warn",
  publishing: "calm",
  published: "good",
  void: "neutral",
}

export const transferTone: Record<TransferState, Tone> = {
  matched: "good",
  unmatched: "warn",
  claimed: "good",
  returned: "neutral",
}
