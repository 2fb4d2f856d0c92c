// A merchant's own takings (a shop, a service desk): nothing hears of the money but its settlement.
import { ok } from "#kernel/refusal"
import type { PayableKind } from "#kernel/scene"

export const directKind = "acquiring.direct"

export const direct: PayableKind = {
  kind: directKind,
  zh: "商户直接收款",
  en: "Merchant's own takings",
  paid: async () => ok([]),
}
