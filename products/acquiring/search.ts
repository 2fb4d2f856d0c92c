// What the command palette finds: an order by any number a person may hold, a merchant by name.
import type { SearchProvider } from "#kernel/scene"
import { merchantsBy } from "./queries/merchants.ts"
import { ordersBy } from "./queries/orders.ts"
import { orderTitles } from "./states.ts"

export const search: SearchProvider[] = [
  {
    kind: "acquiring-order",
    zh: "收单订单",
    en: "Orders",
    permission: "acquiring.read",
    find: async (ctx, text, limit) => {
      if (!/^\w{8,64}$/.test(text.trim())) return []
      const { items } = await ordersBy(ctx, { q: text, limit })
      return items.map((one) => ({
        kind: "acquiring-order",
        title: `${one.orderNo} ${one.merchant}`,
        detail: `${one.title} ${one.amount} 元 · ${orderTitles[one.state].zh}`,
        page: `/acquiring/orders/${one.orderNo}`,
      }))
    },
  },
  {
    kind: "acquiring-merchant",
    zh: "收单商户",
    en: "Merchants",
    permission: "acquiring.read",
    find: async (ctx, text, limit) => {
      const { items } = await merchantsBy(ctx, { q: text, limit })
      return items.map((one) => ({
        kind: "acquiring-merchant",
        title: one.name,
        detail: one.merchantNo,
        page: `/acquiring/merchants/${one.id}`,
      }))
    },
  },
]
