// Addresses of relief pages in the staff console and the portal.
const id = encodeURIComponent

export const reliefPaths = {
  worklist: () => "/relief",
  cases: (state?: string) => `/relief/cases${state ? `?state=${id(state)}` : ""}`,
  case: (caseId: string, tab?: string) => `/relief/${id(caseId)}${tab ? `?tab=${id(tab)}` : ""}`,
  calendar: () => "/relief/calendar",
  reports: (report?: string) => `/relief/reports${report ? `?report=${id(report)}` : ""}`,
  portal: () => "/portal/relief",
  portalAsk: (loanNo?: string) => `/portal/relief/ask${loanNo ? `?loan=${id(loanNo)}` : ""}`,
  portalCase: (caseId: string) => `/portal/relief/${id(caseId)}`,
} as const
