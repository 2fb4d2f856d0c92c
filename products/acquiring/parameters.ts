// Dated figures of acquiring with the paper each comes from.
import { z } from "zod"
import type { ParameterSpec } from "#kernel/scene"

const count = z.int().min(1).max(100_000)
const byChannel = z.object({ wechat: count, alipay: count, unionpay: count })
const feeByChannel = z.object({
  wechat: z.int().min(0).max(1000),
  alipay: z.int().min(0).max(1000),
  unionpay: z.int().min(0).max(1000),
})

const from = "2020-01-01"

export const parameters: ParameterSpec[] = [
  {
    key: "acquiring.refund-days",
    zh: "渠道退款期限",
    en: "Days within which a channel takes refunds",
    schema: byChannel,
    unit: { zh: "天", en: "days" },
    values: [
      {
        from,
        value: { wechat: 365, alipay: 365, unionpay: 330 },
        source: "微信支付商户文档《申请退款》（365 天）；支付宝、银联为约定值",
        certainty: "unverified",
      },
    ],
  },
  {
    key: "acquiring.refund-parts",
    zh: "一笔订单的部分退款次数上限",
    en: "Partial refunds of one order at most",
    schema: byChannel,
    values: [
      {
        from,
        value: { wechat: 50, alipay: 100, unionpay: 50 },
        source: "微信支付商户文档《申请退款》（50 次）；支付宝、银联为约定值",
        certainty: "unverified",
      },
    ],
  },
  {
    key: "acquiring.channel-fee-bp",
    zh: "渠道向本行收取的费率",
    en: "Fee the channel charges the branch",
    schema: feeByChannel,
    unit: { zh: "‱", en: "bp" },
    values: [
      {
        from,
        value: { wechat: 60, alipay: 60, unionpay: 38 },
        source: "渠道合作协议（约定值）",
        certainty: "assumption",
      },
    ],
  },
  {
    key: "acquiring.file-late-at",
    zh: "对账单未到的告警时点",
    en: "Time of day at which a missing bill file is an alarm",
    schema: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "时点须为 HH:MM / a time is HH:MM"),
    values: [{ from, value: "11:00", source: "运营约定", certainty: "assumption" }],
  },
  {
    key: "acquiring.suspense-workdays",
    zh: "差错挂账提请分行处理的时限",
    en: "Working days after which a difference goes to the branch",
    schema: z.int().min(1).max(60),
    unit: { zh: "个工作日", en: "working days" },
    values: [{ from, value: 3, source: "运营约定", certainty: "assumption" }],
  },
]
