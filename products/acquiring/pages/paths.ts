// Addresses of acquiring's pages.
const id = encodeURIComponent

export const acquiringPaths = {
  orders: () => "/acquiring/orders",
  order: (orderNo: string) => `/acquiring/orders/${id(orderNo)}`,
  refunds: () => "/acquiring/refunds",
  refund: (refundNo: string) => `/acquiring/refunds/${id(refundNo)}`,
  merchants: () => "/acquiring/merchants",
  merchant: (merchantId: string) => `/acquiring/merchants/${id(merchantId)}`,
  settlements: () => "/acquiring/settlements",
  settlement: (settlementId: string) => `/acquiring/settlements/${id(settlementId)}`,
  recon: () => "/acquiring/recon",
  reconDay: (channel: string, day: string) => `/acquiring/recon/${id(channel)}/${id(day)}`,
  differences: () => "/acquiring/differences",
} as const
