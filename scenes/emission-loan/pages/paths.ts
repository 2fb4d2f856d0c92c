// Addresses of this scene's pages, for the staff console and the firms' portal.
const id = encodeURIComponent

export const emissionPaths = {
  board: () => "/emission-loan",
  cases: (state?: string) => `/emission-loan/cases${state ? `?state=${id(state)}` : ""}`,
  newCase: () => "/emission-loan/new",
  case: (caseId: string) => `/emission-loan/${id(caseId)}`,
  calendar: () => "/emission-loan/calendar",
  prices: () => "/emission-loan/prices",
  reports: (report?: string) => `/emission-loan/reports${report ? `?report=${id(report)}` : ""}`,
  portalApply: () => "/portal/emission-loan/apply",
  portalCase: (caseId: string) => `/portal/emission-loan/${id(caseId)}`,
} as const
