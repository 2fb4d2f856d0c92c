// What the command palette finds of this scene: packages by number, firm or account, charges by number, fee items by name.
import type { SearchProvider } from "#kernel/scene"
import { chargesBy } from "./queries/charges.ts"
import { subscriptionsBy } from "./queries/subscriptions.ts"
import { subscriptionTitles } from "./states.ts"
import { itemsOf } from "./store.ts"

export const search: SearchProvider[] = [
  {
    kind: "fee-item",
    zh: "收费项目",
    en: "Fee items",
    permission: "pricing.read",
    find: async (ctx, text, limit) => {
      const typed = text.trim().toUpperCase()
      const found = (await itemsOf(ctx)).filter((one) => one.zh.includes(typed) || one.code.includes(typed))
      return found.slice(0, limit).map((one) => ({
        kind: "fee-item",
        title: one.zh,
        detail: one.code,
        page: `/pricing/items/${one.code}`,
      }))
    },
  },
  {
    kind: "fee-subscription",
    zh: "套餐",
    en: "Packages",
    permission: "pricing.read",
    find: async (ctx, text, limit) => {
      const { items } = await subscriptionsBy(ctx, { q: text, limit })
      return items.slice(0, limit).map((one) => ({
        kind: "fee-subscription",
        title: `${one.number} ${one.partyName}`,
        detail: `${one.package.zh} · ${subscriptionTitles[one.state].zh}`,
        page: `/pricing/subscriptions/${one.id}`,
      }))
    },
  },
  {
    kind: "fee-charge",
    zh: "收费",
    en: "Charges",
    permission: "pricing.read",
    find: async (ctx, text, limit) => {
      // Firms have their own hits; a charge is looked for by its number.
      if (!/^SF\d+$/i.test(text.trim())) return []
      const { items } = await chargesBy(ctx, { q: text.trim().toUpperCase(), limit })
      return items.map((one) => ({
        kind: "fee-charge",
        title: `${one.number} ${one.partyName}`,
        detail: `${one.item.zh} ${one.net} 元`,
        page: `/pricing/charges?q=${one.number}`,
      }))
    },
  },
]
