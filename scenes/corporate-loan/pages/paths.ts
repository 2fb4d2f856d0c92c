// Addresses of this scene's pages in the staff console.
const id = encodeURIComponent

export const corporatePaths = {
  board: () => "/corporate-loan",
  cases: (state?: string) => `/corporate-loan/cases${state ? `?state=${id(state)}` : ""}`,
  newCase: (partyId?: string) => `/corporate-loan/new${partyId ? `?party=${id(partyId)}` : ""}`,
  case: (caseId: string, tab?: string) => `/corporate-loan/${id(caseId)}${tab ? `?tab=${id(tab)}` : ""}`,
  wizard: (caseId: string) => `/corporate-loan/${id(caseId)}/apply`,
  tasks: (open?: "true") => `/corporate-loan/tasks${open ? "?open=true" : ""}`,
  collections: (open?: "true") => `/corporate-loan/collections${open ? "?open=true" : ""}`,
  warnings: (open?: "true") => `/corporate-loan/warnings${open ? "?open=true" : ""}`,
  reports: (report?: string) => `/corporate-loan/reports${report ? `?report=${id(report)}` : ""}`,
} as const
