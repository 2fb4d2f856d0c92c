import { z } from "zod"
import { openDate } from "#ledger"
import { ledgerOn, mainBook } from "#kernel/flow"
import type { JobHandler } from "#kernel/scene"
import { settleDue } from "./settle.ts"

/** The morning's settlement; what it does not reach, the day's end does. */
export const settleJob: JobHandler<Record<string, never>> = {
  kind: "acquiring.settle",
  zh: "收单结算",
  en: "Settlement of merchants",
  input: z.object({}).strict() as unknown as z.ZodType<Record<string, never>>,
  run: async (ctx, _input, progress) => {
    const on = await openDate(ledgerOn(ctx.db), mainBook)
    return { on, ...(await settleDue(ctx, on, progress)) }
  },
}
