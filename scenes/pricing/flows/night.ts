// What the night does: packages that ended are closed by the firm's last word, due periods are charged, and firms are
// told of ends to come. In blocks, each a transaction of its own; whatever was done is not due any more, so a step may
// be broken off anywhere and run again.
import type { DayEndStep } from "#kernel/scene"
import { chargeDue } from "./night/charges.ts"
import { endPackages } from "./night/ends.ts"
import { tellAll } from "./night/notices.ts"

export const dayEndSteps: DayEndStep[] = [
  { name: "pricing.ends", zh: "套餐到期处理", en: "Packages that ended", phase: "fees", run: endPackages },
  { name: "pricing.charges", zh: "服务收费", en: "Fees due", phase: "fees", run: chargeDue },
  { name: "pricing.notices", zh: "套餐到期提醒", en: "Notices of packages that end", phase: "fees", run: tellAll },
]
