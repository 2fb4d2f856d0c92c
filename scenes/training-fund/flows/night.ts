// The scene's part of closing a day, in its order: refunds agreed by silence, releases that are due, orders that are done,
// and the look at every institution. Contracts nobody paid are cancelled through the day as well.
import { z } from "zod"
import type { DayEndStep, JobHandler } from "#kernel/scene"
import { completeNight, releaseNight } from "./releasing.ts"
import { silentNight } from "./refunding.ts"
import { cancelUnpaid } from "./signing.ts"
import { watchNight } from "./watching.ts"

export const dayEndSteps: DayEndStep[] = [
  {
    name: "training-unpaid",
    zh: "教培：逾期未缴的合同取消",
    en: "Training: unpaid contracts cancelled",
    phase: "accrue",
    run: async (ctx) => ({ done: await cancelUnpaid(ctx), failed: [] }),
  },
  {
    name: "training-refund-silence",
    zh: "教培：机构逾期未答的退费",
    en: "Training: refunds agreed by silence",
    phase: "due",
    run: silentNight,
  },
  {
    name: "training-release",
    zh: "教培：到期划拨批次",
    en: "Training: release batches due",
    phase: "overdue",
    run: releaseNight,
  },
  {
    name: "training-complete",
    zh: "教培：已完成订单",
    en: "Training: orders completed",
    phase: "fees",
    run: completeNight,
  },
  { name: "training-watch", zh: "教培：监管预警", en: "Training: alerts", phase: "fees", run: watchNight },
]

const input = z.object({})

export const tidyJob: JobHandler<z.output<typeof input>> = {
  kind: "training-fund.tidy",
  zh: "取消逾期未缴的培训合同",
  en: "Unpaid training contracts cancelled",
  input,
  run: async (ctx) => ({ cancelled: await cancelUnpaid(ctx) }),
}
