import type { BilledChannel } from "../model.ts"
import { parseAlipay } from "./alipay.ts"
import type { BillParser } from "./line.ts"
import { parseUnionpay } from "./unionpay.ts"
import { parseWechat } from "./wechat.ts"

export const parsers: Record<BilledChannel, BillParser> = {
  wechat: parseWechat,
  alipay: parseAlipay,
  unionpay: parseUnionpay,
}
