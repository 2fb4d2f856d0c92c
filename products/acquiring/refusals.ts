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
  "E-NOT-CAREFUL": {
    zh: "这批通知中有一笔未被接受，将逐笔隔离重做。",
    en: "One of the batch was not accepted; it is done again with each on its own.",
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
  "E-SETTLEMENT": {
    status: 404,
    zh: "没有这次结算，或它不在您的机构。",
    en: "There is no such settlement in your outlets.",
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
  FILE_ENCODING: {
    zh: "第 {line} 行有不属于 {encoding} 编码的字节：文件编码不对或已损坏；请下载渠道原始文件。整个文件未入库。",
    en: "Line {line} has bytes that are not {encoding}; take the channel's original file. Nothing of it was kept.",
  },
  FILE_HEADER: {
    zh: "找不到列“{column}”：不是该渠道的交易账单，或文件头已改动。整个文件未入库。",
    en: "There is no column “{column}”: not this channel's trade bill. Nothing of it was kept.",
  },
  FILE_COLUMNS: {
    zh: "第 {line} 行应有 {wanted} 列（字节），实有 {found}：列已错位。整个文件未入库。",
    en: "Line {line} has {found} columns (bytes) where {wanted} belong. Nothing of the file was kept.",
  },
  FILE_CELL: {
    zh: "第 {line} 行“{column}”的内容“{text}”不对：列已错位或被改动。整个文件未入库。",
    en: "Line {line}: “{text}” cannot be a {column}. Nothing of the file was kept.",
  },
  FILE_CUT: {
    zh: "文件不完整（读到 {rows} 行，没有结尾汇总）；请重新下载。整个文件未入库。",
    en: "The file is cut ({rows} rows and no summary); download it again. Nothing of it was kept.",
  },
  FILE_TOTAL_MISMATCH: {
    zh: "“{what}”汇总为 {said}，逐行合计为 {found}：整个文件不予采信，未入库。",
    en: "The summary says {what} {said}, the rows add up to {found}; the whole file is refused.",
  },
  FILE_DAY: {
    zh: "第 {line} 行的交易时间 {at} 不在账单日 {day} 内；请核对日期。整个文件未入库。",
    en: "Line {line} is of {at}, not of the bill day {day}. Nothing of the file was kept.",
  },
  FILE_REPEATS: {
    zh: "同一笔交易 {key} 在文件中出现 {times} 次。整个文件未入库。",
    en: "The file has {key} {times} times. Nothing of it was kept.",
  },
  "E-FILE-TWICE": {
    status: 409,
    zh: "这个文件已于 {at} 载入（{day} 账单），不重复载入。",
    en: "This very file was loaded at {at} as the bill of {day}.",
  },
  "E-FILE-DAY-LOADED": {
    status: 409,
    zh: "{channel} {day} 的账单已载入，与本文件内容不同；请先核实哪一份是渠道原件。未作任何变动。",
    en: "The bill of {channel} for {day} is loaded with another content. Nothing was changed.",
  },
  "E-DAY-SIGNED": {
    status: 409,
    zh: "{channel} {day} 的对账已签结，不能再改。未作任何变动。",
    en: "{channel} {day} is signed off. Nothing was changed.",
  },
  "E-DAY-UNMATCHED": {
    status: 409,
    zh: "{channel} {day} 尚未对账；请先取得账单并对账。",
    en: "{channel} {day} is not matched yet.",
  },
  "E-NO-FILE": {
    status: 409,
    zh: "{channel} {day} 的账单还没有载入；渠道一般次日 10:00 前出具。",
    en: "The bill of {channel} for {day} is not here yet; channels give it by 10:00 of the next day.",
  },
  "E-DAY-OPEN": {
    status: 409,
    zh: "还有 {count} 项差异未处理完，不能签结；日切差异须等次日账单。",
    en: "{count} differences are open; those at midnight wait for the next day's bill.",
  },
  "E-DAY-BILL": {
    zh: "这一天超过 {max} 笔，请向开户网点索取账单。",
    en: "This day has more than {max} lines; ask the outlet for the bill.",
  },
  "E-DAY-BANK": {
    status: 409,
    zh: "渠道应划 {expected} 元，银行流水到账 {got} 元；请登记到账，或写明差额原因再签结。",
    en: "The channel owes {expected} yuan, {got} came in; record what came or say why it differs.",
  },
  "E-SIGNER": {
    status: 409,
    zh: "签结人须与处理差异的人不同。",
    en: "Who dealt with the differences cannot sign the day off.",
  },
  "E-ITEM": { status: 404, zh: "没有这项差异。", en: "There is no such difference." },
  "E-ITEM-STATE": {
    status: 409,
    zh: "这项差异已处理（{state}），或另有申请等待复核。未作任何变动。",
    en: "The difference is dealt with ({state}) or waits for its second signature. Nothing moved.",
  },
  "E-ITEM-WAY": {
    zh: "这项差异不能这样处理：{why}。未作任何变动。",
    en: "This difference cannot be dealt with like that: {why}. Nothing moved.",
  },
  "E-BANK-REF": {
    status: 409,
    zh: "银行流水号 {bankRef} 已登记。未作任何变动。",
    en: "The bank reference {bankRef} is recorded already. Nothing moved.",
  },
})
