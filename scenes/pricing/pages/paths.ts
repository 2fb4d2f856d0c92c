// Addresses of this scene's pages.
const id = encodeURIComponent

export const pricingPaths = {
  list: () => "/pricing",
  item: (code: string) => `/pricing/items/${id(code)}`,
  packages: () => "/pricing/packages",
  subscriptions: (view?: string) => `/pricing/subscriptions${view ? `?view=${id(view)}` : ""}`,
  subscription: (subscriptionId: string) => `/pricing/subscriptions/${id(subscriptionId)}`,
  charges: () => "/pricing/charges",
  savings: () => "/pricing/savings",
  portal: () => "/portal/pricing",
} as const
