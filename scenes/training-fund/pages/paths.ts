// Addresses of this scene's pages. The authority sees the same pages in the portal as the bank's people in the console.
import { isPortal } from "#ui/paths"

const id = encodeURIComponent

const base = () => (isPortal() ? "/portal/supervision" : "/training-fund")

const isOwn = () => Boolean(globalThis.location?.pathname.startsWith("/portal/training"))

export const trainingPaths = {
  institutions: () => `${base()}/institutions`,
  institution: (one: string) => `${base()}/institutions/${id(one)}`,
  courses: () => `${base()}/courses`,
  course: (one: string) => `${base()}/courses/${id(one)}`,
  blacklist: () => `${base()}/blacklist`,
  complaints: () => `${base()}/complaints`,
  month: () => `${base()}/month`,
  orders: () => `${base()}/orders`,
  order: (one: string) => (isOwn() ? `/portal/training/orders/${id(one)}` : `${base()}/orders/${id(one)}`),
  batches: () => (isOwn() ? "/portal/training/releases" : `${base()}/batches`),
  batch: (one: string) => (isOwn() ? `/portal/training/releases/${id(one)}` : `${base()}/batches/${id(one)}`),
  refunds: () => `${base()}/refunds`,
  freezes: () => `${base()}/freezes`,
  alerts: () => `${base()}/alerts`,
  recon: () => "/training-fund/recon",
  policies: () => `${base()}/policies`,
  simulator: () => `${base()}/simulator`,
  approval: (one: string) => (base() === "/training-fund" ? `/approvals/${id(one)}` : `/portal/approvals/${id(one)}`),
  own: () => "/portal/training",
  ownCourses: () => "/portal/training/courses",
  ownCourse: (one: string) => `/portal/training/courses/${id(one)}`,
  ownOrders: () => "/portal/training/orders",
  ownOrder: (one: string) => `/portal/training/orders/${id(one)}`,
  ownRefunds: () => "/portal/training/refunds",
  ownComplaints: () => "/portal/training/complaints",
  offline: () => "/portal/imports?kind=training-fund.attendance",
  ownReleases: () => "/portal/training/releases",
} as const
