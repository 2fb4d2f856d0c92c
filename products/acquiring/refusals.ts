import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("acquiring", {
  "E-ORDER": {
    status: 404,
    zh: "没有订单 {orderNo}，或您无权查看；请核对订单号。",
    en: "No order {orderNo} that you may see; check the number.",
  },
  "E-MERCHANT": {
    status: 404,
    zh: "没有这个商户，或它不在您的机构；请核对。",
    en: "There is no such merchant in your outlets; check the number.",
  },
  "E-MERCHANT-CLOSED": {
    status: 409,
    zh: "商户 {name} 已停用，不能再收款。未作任何变动。",
    en: "The merchant {name} is closed and takes no money. Nothing moved.",
  },
  "E-ACCOUNT": {
    zh: "结算账户 {accountNo} 不存在、已销户或不属于该客户；请改账号。未作任何变动。",
    en: "The settlement account {accountNo} does not exist, is closed or is not the customer's. Nothing moved.",
  },
  "E-AMOUNT": { zh: "金额须大于 0。未作任何变动。", en: "The amount must be more than zero. Nothing moved." },
  "E-KIND": {
    zh: "不能收取“{kind}”这类款项。未作任何变动。",
    en: "Nothing in the house is paid for as “{kind}”. Nothing moved.",
  },
  "E-EXPIRED": {
    status: 409,
    zh: "订单 {orderNo} 已过支付时限，请重新下单。未扣款。",
    en: "The order {orderNo} has expired; make a new one. No money was taken.",
  },
  "E-STATE": {
    status: 409,
    zh: "订单 {orderNo} 现为“{state}”，不能这样办理。未作任何变动。",
    en: "The order {orderNo} is “{state}”; this cannot be done now. Nothing moved.",
  },
  "E-CHANNEL": {
    status: 409,
    zh: "渠道“{channel}”不能这样办理；请换一种支付方式。未作任何变动。",
    en: "The channel “{channel}” cannot do this; choose another. Nothing moved.",
  },
  "E-CHANNEL-DOWN": {
    status: 503,
    zh: "支付渠道暂无应答（{why}），系统会自动查询结果；请稍后再看，不要重复支付。",
    en: "The channel does not answer ({why}). We keep asking it; look again later and do not pay twice.",
  },
  "E-NO-CHANNEL": {
    status: 409,
    zh: "本行尚未配置“{channel}”的商户号与密钥，请联系分行运营。未作任何变动。",
    en: "No merchant number and keys are configured for “{channel}”; ask the branch's operations. Nothing moved.",
  },
  "E-REFUSED": {
    status: 409,
    zh: "款项未收取：{why}",
    en: "The money was not taken: {why}",
  },
  "E-TRADE-USED": {
    status: 409,
    zh: "渠道流水号 {tradeNo} 已用于订单 {orderNo}。未作任何变动。",
    en: "The channel's number {tradeNo} belongs to the order {orderNo}. Nothing moved.",
  },
  "E-REFUND": { status: 404, zh: "没有退款 {refundNo}；请核对单号。", en: "There is no refund {refundNo}." },
  "E-REFUND-NO": {
    status: 409,
    zh: "退款单号 {refundNo} 已用于另一笔退款。未作任何变动。",
    en: "The refund number {refundNo} is used by another refund. Nothing moved.",
  },
  "E-SCENE-REFUND": {
    status: 409,
    zh: "订单 {orderNo} 的款项已转入业务账户，请在该业务的页面办理退款。未作任何变动。",
    en: "The money of {orderNo} has moved on; refund it on the page of its own business. Nothing moved.",
  },
  "E-REFUND-OVER": {
    zh: "最多还可退 {left} 元，本次申请 {asked} 元；请减少金额。未作任何变动。",
    en: "At most {left} yuan can still go back, {asked} were asked for. Nothing moved.",
  },
  "E-REFUND-TOO-OLD": {
    zh: "支付已过 {days} 天，超出渠道 {max} 天的退款期限；请改为由银行付款退回。未作任何变动。",
    en: "{days} days have passed since the payment, the channel takes {max}; let the bank pay it back. Nothing moved.",
  },
  "E-REFUND-PARTS": {
    zh: "该订单已退 {parts} 次，渠道最多 {max} 次；请改为由银行付款退回。未作任何变动。",
    en: "{parts} refunds were made of this order, the channel takes {max}; let the bank pay it back. Nothing moved.",
  },
  "E-REFUND-STATE": {
    status: 409,
    zh: "退款 {refundNo} 现为“{state}”，不能这样办理。未作任何变动。",
    en: "The refund {refundNo} is “{state}”; this cannot be done now. Nothing moved.",
  },
  "E-SPLIT-NOT-FINISHED": {
    status: 409,
    zh: "订单 {orderNo} 已分账、尚未付到收款方，结算完成后才能退款。未作任何变动。",
    en: "The order {orderNo} is split and not yet paid out; refund it after its settlement. Nothing moved.",
  },
  "E-CLAW-BACK": {
    status: 409,
    zh: "{name} 的结算账户可用余额不足，无法回退 {needed} 元；请先补足。未作任何变动。",
    en: "{name} has not enough in its settlement account to give back {needed} yuan. Nothing moved.",
  },
  "E-SPLIT-SUM": {
    zh: "分账比例合计须为 100.00%，现为 {sum}%。未作任何变动。",
    en: "The shares must add up to 100.00%, they are {sum}%. Nothing moved.",
  },
  "E-SPLIT-FROM": {
    zh: "分账方案须自 {today} 或以后生效。未作任何变动。",
    en: "A plan takes effect on {today} or later. Nothing moved.",
  },
  "E-SPLIT-RECEIVER": {
    zh: "接收方 {name} 不是启用的商户，或没有结算账户。未作任何变动。",
    en: "The receiver {name} is no open merchant with a settlement account. Nothing moved.",
  },
  "E-PAYER": {
    zh: "请填写付款人的账号与户名；款项只能退给付款人。未作任何变动。",
    en: "Give the payer's account and name; money goes back to the payer only. Nothing moved.",
  },
  "SIGN-BAD": {
    status: 401,
    zh: "渠道通知的签名不正确，未采信。",
    en: "The signature of the channel's notice does not verify; it was not believed.",
  },
})
