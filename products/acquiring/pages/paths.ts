// Addresses of acquiring's pages.
const id = encodeURIComponent

/** What stands on both sides: the bank's and the merchant's own. */
const side = (base: string) => ({
  orders: () => `${base}/orders`,
  order: (orderNo: string) => `${base}/orders/${id(orderNo)}`,
  refunds: () => `${base}/refunds`,
  refund: (refundNo: string) => `${base}/refunds/${id(refundNo)}`,
  settlements: () => `${base}/settlements`,
  settlement: (settlementId: string) => `${base}/settlements/${id(settlementId)}`,
})

export const acquiringPaths = {
  ...side("/acquiring"),
  merchants: () => "/acquiring/merchants",
  merchant: (merchantId: string) => `/acquiring/merchants/${id(merchantId)}`,
  recon: () => "/acquiring/recon",
  reconDay: (channel: string, day: string) => `/acquiring/recon/${id(channel)}/${id(day)}`,
  differences: () => "/acquiring/differences",
  own: {
    ...side("/portal/takings"),
    takings: (merchantId?: string) => `/portal/takings${merchantId ? `?merchant=${id(merchantId)}` : ""}`,
  },
} as const
