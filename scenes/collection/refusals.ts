// Every expected "no" of collecting: which field, what was wrong, what to do. Nothing moves on any of them.
import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("collection", {
  "E-ORG": {
    status: 404,
    zh: "没有这家收费单位，或不归您办理。",
    en: "There is no such organisation, or it is not yours.",
  },
  "E-ORG-EXISTS": {
    status: 409,
    zh: "{name}已开通收款云；请直接打开。",
    en: "{name} collects here already; open it.",
  },
  "E-ORG-CLOSED": { zh: "{name}已停止收费；请联系收费单位。", en: "{name} has stopped collecting; ask it." },
  "E-ITEM": { status: 404, zh: "没有收费项目“{code}”；请先建立。", en: "There is no item {code}; set it up first." },
  "E-ITEM-EXISTS": {
    status: 409,
    zh: "项目编号“{code}”已使用；请换一个。",
    en: "The item number {code} is taken; choose another.",
  },
  "E-LATE-CEILING": {
    zh: "日违约金折合年化 {year}%，超过上限 {ceiling}%；请调低。",
    en: "The late fee is {year} % a year, above the ceiling of {ceiling} %; lower it.",
  },
  "E-METER-UNIT": {
    zh: "按量收费须填计量单位，如 吨、度、立方米。",
    en: "A metered item needs the unit its meter counts, such as m³ or kWh.",
  },
  "E-PARTS": { zh: "分期至少分 2 期；请填期数。", en: "Instalments are at least two; enter how many." },
  "E-OPEN-LATE": {
    zh: "不定额由缴费人自己定金额，不能收违约金；请填 0。",
    en: "Of an open amount the payer chooses what to pay; it carries no late fee. Enter 0.",
  },
  "E-PAYER": {
    status: 404,
    zh: "没有查到：请核对户号（学号）与姓名，两项须与单位登记一致。",
    en: "Nothing found: number and name must both be as the organisation has them.",
  },
  "E-BILL": { status: 404, zh: "没有账单 {billNo}。", en: "There is no bill {billNo}." },
  BILL_VOID: { zh: "账单 {billNo} 已作废，不用缴。", en: "Bill {billNo} is void; nothing is to pay." },
  DUP_PAY: {
    zh: "账单 {billNo} 已缴清；这笔钱会原路退回，不会重复扣款。",
    en: "Bill {billNo} is paid already; this money goes back the way it came.",
  },
  OVERPAY_FORBIDDEN: {
    zh: "账单 {billNo} 应缴 {owed} 元，多于应缴的部分不收；请改为不超过应缴。",
    en: "Bill {billNo} owes {owed}; pay no more than that.",
  },
  PARTIAL_FORBIDDEN: {
    zh: "账单 {billNo} 须一次缴清 {owed} 元。",
    en: "Bill {billNo} is paid in one sum of {owed}.",
  },
  PARTIAL_BELOW_MIN: {
    zh: "账单 {billNo} 每次至少缴 {min} 元（最后一次除外）。",
    en: "Bill {billNo} takes at least {min} at a time, the last part apart.",
  },
  "E-LINES": {
    zh: "请选择同一户的 1 至 20 张待缴账单，每张只选一次。",
    en: "Choose 1 to 20 unpaid bills of one payer, each once.",
  },
  "E-BATCH": { status: 404, zh: "没有这批账单。", en: "There is no such batch." },
  "E-BATCH-STATE": {
    status: 409,
    zh: "批次 {batchNo} 目前是“{state}”，不能再{act}。",
    en: "Batch {batchNo} is {state}; it cannot be {act} now.",
  },
  "E-IN-USE": {
    status: 409,
    zh: "这批账单已发布，不能整批撤回；请逐张作废。",
    en: "The batch is published and cannot be taken back whole; make bills void one by one.",
  },
  "E-RELIEF": {
    zh: "减免 {amount} 元超过尚欠的 {owed} 元；请改小。",
    en: "A reduction of {amount} is more than the {owed} owed; lower it.",
  },
  "E-PAYMENT": { status: 404, zh: "没有这笔缴费。", en: "There is no such payment." },
  REFUND_OVER: {
    zh: "最多可退 {left} 元；请改小。",
    en: "At most {left} can go back; lower it.",
  },
  "E-TRANSFER": { status: 404, zh: "没有这笔来账。", en: "There is no such transfer." },
  "E-TRANSFER-STATE": {
    status: 409,
    zh: "这笔来账已是“{state}”。",
    en: "This transfer is {state} already.",
  },
  "E-CODE": {
    zh: "收款户号 {code} 校验不通过；请核对 20 位数字。",
    en: "The collection number {code} fails its check digit; compare its 20 digits.",
  },
})
