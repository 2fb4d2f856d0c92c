// The morning's work: yesterday's bills are fetched, read and matched by themselves; one that is late is an alarm.
import { z } from "zod"
import { addDays, dateOf, loadCalendar } from "#kernel/calendar"
import { flow, type Ctx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import { findParameter, parameter } from "#kernel/rule-data"
import type { JobHandler, Progress } from "#kernel/scene"
import { loadBill } from "../bills/load.ts"
import { channelOf } from "../channels/index.ts"
import { channelTitles, onlineChannels, type BilledChannel, type OnlineChannel } from "../model.ts"
import { dayRow } from "./day.ts"
import { loadedFile, matchDay, matchEmptyDay } from "./match.ts"

export type Fetched = "matched" | "empty" | "not-ready" | "done-before" | "no-channel" | "refused"

export async function fetchAndMatch(
  ctx: Ctx,
  input: { channel: OnlineChannel; day: string },
  progress: (rows: number) => Promise<void> = async () => {},
): Promise<Outcome<Fetched>> {
  if (await dayRow(ctx, input)) return ok("done-before")
  if (!(await loadedFile(ctx, input))) {
    const channel = channelOf(ctx, input.channel)
    if (!channel.ok) return ok("no-channel")
    const bill = await channel.value.bill(input.day)
    if (bill.kind === "unknown") return ok("not-ready")
    if (bill.kind === "refused") return ok("refused")
    if (bill.value === "not-ready") return ok("not-ready")
    if (bill.value === "empty") {
      const matched = await matchEmptyDay(ctx, input)
      return matched.ok ? ok("empty") : matched
    }
    const loaded = await loadBill(ctx, { ...input, ...bill.value, progress })
    if (!loaded.ok) return loaded
  }
  const matched = await matchDay(ctx, input)
  return matched.ok ? ok("matched") : matched
}

const dayInput = z.object({ day: z.iso.date().optional() })

/** Days back to yesterday that have no reconciliation yet, at most a week: a day missed is caught up. */
const backDays = [1, 2, 3, 4, 5, 6, 7]

export const fetchJob: JobHandler<z.output<typeof dayInput>> = {
  kind: "acquiring.fetch-bills",
  zh: "取渠道账单并对账",
  en: "Fetch the channels' bills and match them",
  input: dayInput,
  run: async (ctx, input, progress) => {
    const today = dateOf(ctx.clock.now())
    const days = input.day ? [input.day] : backDays.map((back) => addDays(today, -back)).toReversed()
    return fetchDays(ctx, days, progress)
  },
}

async function fetchDays(ctx: Ctx, days: readonly string[], progress: Progress): Promise<Record<string, unknown>> {
  const results: Record<string, string> = {}
  let done = 0
  for (const day of days) {
    for (const channel of onlineChannels) {
      const text = `${channelTitles[channel].zh} ${day}`
      await progress(done, days.length * onlineChannels.length, text)
      const fetched = await fetchAndMatch(ctx, { channel, day }, (rows) =>
        progress(done, days.length * onlineChannels.length, `${text} ${rows} 行`),
      )
      results[`${channel} ${day}`] = fetched.ok ? fetched.value : fetched.refusal.zh
      done += 1
    }
  }
  await progress(done, done)
  return results
}

const nothing = z.object({})

/** FILE_LATE: a channel that had trade yesterday and whose bill is still not here at the hour of the alarm. */
export const lateJob: JobHandler<z.output<typeof nothing>> = {
  kind: "acquiring.late-bills",
  zh: "账单未到检查",
  en: "Check for late bills",
  input: nothing,
  run: async (ctx, _input, progress) => {
    const now = ctx.clock.now()
    const day = addDays(dateOf(now), -1)
    const late = await lateChannels(ctx, day)
    if (late.length > 0) await alarm(ctx, { day, channels: late })
    const overdue = await overdueItems(ctx, dateOf(now))
    if (overdue > 0) await remind(ctx, { day, overdue })
    await progress(1, 1)
    return { day, late, overdue }
  },
}

/** Differences older than the branch allows: from here they are the branch office's to look at. */
async function overdueItems(ctx: Ctx, today: string): Promise<number> {
  const limit = await parameter<number>(ctx, "acquiring.suspense-workdays", today)
  const lastDay = (await loadCalendar(ctx.db)).addWorkdays(today, -limit)
  const { count } = await ctx.db
    .selectFrom("acquiring_recon_item")
    .select(({ fn }) => fn.countAll<bigint>().as("count"))
    .where("state", "=", "open")
    .where("bill_on", "<", lastDay)
    .executeTakeFirstOrThrow()
  return Number(count)
}

const remind = flow(
  { name: "acquiring.overdue", permission: null },
  async (ctx, input: { day: string; overdue: number }): Promise<Outcome<void>> => {
    ctx.note({ object: "recon-day", objectId: input.day, after: { overdue: input.overdue } })
    await notify(ctx, {
      to: "role:accountant@*",
      onceKey: `acquiring.overdue:${input.day}`,
      title: `对账差异超过时限：${input.overdue} 项`,
      body: "挂账已超过规定的工作日，请查明原因并提请处理。",
      page: "/acquiring/differences?state=open",
    })
    return ok()
  },
)

export async function lateChannels(ctx: Ctx, day: string): Promise<BilledChannel[]> {
  const rows = await ctx.db
    .selectFrom("acquiring_order")
    .select("channel")
    .distinct()
    .where("state", "=", "success")
    .where("channel", "in", ["wechat", "alipay", "unionpay"])
    .where("paid_at", ">=", new Date(`${day}T00:00:00+08:00`))
    .where("paid_at", "<", new Date(`${addDays(day, 1)}T00:00:00+08:00`))
    .execute()
  const late: BilledChannel[] = []
  for (const { channel } of rows)
    if (!(await loadedFile(ctx, { channel: channel as BilledChannel, day }))) late.push(channel as BilledChannel)
  return late
}

const alarm = flow(
  { name: "acquiring.late", permission: null },
  async (ctx, input: { day: string; channels: BilledChannel[] }): Promise<Outcome<void>> => {
    const names = input.channels.map((one) => channelTitles[one].zh).join("、")
    const hour = (await findParameter(ctx, "acquiring.file-late-at", input.day))?.value as string | undefined
    ctx.note({ object: "recon-day", objectId: input.day, after: { late: input.channels } })
    ctx.emit({ type: "acquiring.file-late", subject: input.day, data: { channels: input.channels } })
    await notify(ctx, {
      to: "role:accountant@*",
      onceKey: `acquiring.late:${input.day}`,
      title: `渠道账单未到：${names}`,
      body: `${input.day} 有交易，账单到 ${hour ?? ""} 仍未取得；请联系渠道或上传账单文件。`,
      page: "/acquiring/recon",
    })
    return ok()
  },
)
