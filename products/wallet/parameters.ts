// Dated figures of stored value with the paper each comes from.
import { z } from "zod"
import type { ParameterSpec } from "#kernel/scene"

export const parameters: ParameterSpec[] = [
  {
    key: "wallet.channel-refund-days",
    zh: "储值退款可原路退回的期限",
    en: "Days within which a channel takes money back",
    schema: z.number().int().min(1).max(3650),
    unit: { zh: "天", en: "days" },
    values: [{ from: "2020-01-01", value: 365, source: "微信支付《申请退款》产品文档", certainty: "fact" }],
  },
  {
    key: "wallet.channel-refunds-max",
    zh: "每笔充值原路退回最多次数",
    en: "Pieces a payment may be refunded in",
    schema: z.number().int().min(1).max(1000),
    unit: { zh: "次", en: "times" },
    values: [{ from: "2020-01-01", value: 50, source: "微信支付《申请退款》产品文档", certainty: "fact" }],
  },
  {
    key: "wallet.late-upload-days",
    zh: "脱机消费超过多少天才上传，账户不够的部分由商户承担",
    en: "Days after which the merchant bears what the wallet does not cover of an offline purchase",
    schema: z.number().int().min(1).max(90),
    unit: { zh: "自然日", en: "days" },
    values: [{ from: "2020-01-01", value: 10, source: "PBOC 电子现金脱机交易惯例", certainty: "unverified" }],
  },
  {
    key: "wallet.dormant-months",
    zh: "储值账户视为不动户的月数",
    en: "Months without movement after which a wallet is dormant",
    schema: z.number().int().min(1).max(120),
    unit: { zh: "月", en: "months" },
    values: [{ from: "2020-01-01", value: 12, source: "本行约定（首发值）", certainty: "assumption" }],
  },
]
