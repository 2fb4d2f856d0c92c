// Addresses of this scene's pages, for the staff console and the firms' portal.
const id = encodeURIComponent

export const emissionPaths = {
  board: () => "/emission-loan",
  cases: (state?: string) => `/emission-loan/cases${state ? `?state=${id(state)}` : ""}`,
  newCase: (partyId?: string) => `/emission-loan/new${partyId ? `?party=${id(partyId)}` : ""}`,
  case: (caseId: string) => `/emission-loan/${id(caseId)}`,
  wizard: (caseId: string) => `/emission-loan/${id(caseId)}/apply`,
  calendar: () => "/emission-loan/calendar",
  prices: () => "/emission-loan/prices",
  reports: (report?: string) => `/emission-loan/reports${report ? `?report=${id(report)}` : ""}`,
  portalApply: () => "/portal/emission-loan/apply",
  portalRights: () => "/portal/emission-loan/rights",
  portalCase: (caseId: string) => `/portal/emission-loan/${id(caseId)}`,
} as const
