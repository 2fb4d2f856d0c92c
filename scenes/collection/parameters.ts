// Dated figures of collecting with the paper each comes from.
import { z } from "zod"
import type { ParameterSpec, ParameterValue } from "#kernel/scene"

const own = (value: unknown): ParameterValue[] => [
  { from: "2020-01-01", value, source: "本行约定（首发值）", certainty: "assumption" },
]

export const parameters: ParameterSpec[] = [
  {
    key: "collection.late-fee-ceiling-bp",
    zh: "违约金年化上限",
    en: "Ceiling of late fees as a yearly rate",
    schema: z.number().int().min(0).max(20_000),
    unit: { zh: "基点/年", en: "basis points a year" },
    values: own(2_400),
  },
  {
    key: "collection.order-minutes",
    zh: "缴费订单有效时间",
    en: "Time to pay an order",
    schema: z.number().int().min(5).max(1_440),
    unit: { zh: "分钟", en: "minutes" },
    values: own(30),
  },
  {
    key: "collection.unmatched-days",
    zh: "待认领款退回期限",
    en: "Days until unmatched money goes back",
    schema: z.number().int().min(1).max(90),
    unit: { zh: "天", en: "days" },
    values: own(7),
  },
  {
    key: "collection.reminder-days",
    zh: "提醒日（到期前为负，逾期后为正）",
    en: "Days of reminders, negative before the due day",
    schema: z.array(z.number().int().min(-30).max(180)).max(10),
    unit: { zh: "天", en: "days" },
    values: own([-3, 0, 7, 30]),
  },
]
