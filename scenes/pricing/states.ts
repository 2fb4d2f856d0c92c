// The life of a subscription as data, and why something is not possible now. Server and pages ask the same functions.
import type { Both } from "./model.ts"

export const subscriptionStates = [
  "offered",
  "active",
  "notice_30",
  "notice_7",
  "renewed",
  "ended_to_standard",
  "services_stopped",
] as const
export type SubscriptionState = (typeof subscriptionStates)[number]

export const subscriptionTitles: Record<SubscriptionState, Both> = {
  offered: { zh: "待接受", en: "Offered" },
  active: { zh: "生效中", en: "Active" },
  notice_30: { zh: "30 天内到期，已通知", en: "Ends within 30 days, told" },
  notice_7: { zh: "7 天内到期，已再次通知", en: "Ends within 7 days, told again" },
  renewed: { zh: "已续办", en: "Renewed by consent" },
  ended_to_standard: { zh: "转标准价", en: "Standard prices by consent" },
  services_stopped: { zh: "已停用，不收费", en: "Stopped, nothing charged" },
}

export const subscriptionMoves: Record<SubscriptionState, readonly SubscriptionState[]> = {
  offered: ["active"],
  // A firm that leaves early stops; a night that was missed may go straight to the later notice or the end.
  active: ["notice_30", "notice_7", "renewed", "ended_to_standard", "services_stopped"],
  notice_30: ["notice_7", "renewed", "ended_to_standard", "services_stopped"],
  notice_7: ["renewed", "ended_to_standard", "services_stopped"],
  renewed: [],
  ended_to_standard: [],
  services_stopped: [],
}

export const running: readonly SubscriptionState[] = ["active", "notice_30", "notice_7"]
export const isRunning = (state: SubscriptionState): boolean => running.includes(state)

const reason = (zh: string, en: string): Both => ({ zh, en })

export const cannotAccept = (state: SubscriptionState): Both | null =>
  state === "offered" ? null : reason("这个套餐已经办理", "The package was taken already")

/** The firm may decide from the first notice on, and change its mind until the last day. */
export function cannotConsent(state: SubscriptionState): Both | null {
  if (state === "notice_30" || state === "notice_7") return null
  if (state === "active") return reason("到期前 30 天才需要选择", "The choice is asked for 30 days before the end")
  return reason("套餐已经结束，不能再选择", "The package has ended")
}
