// Addresses of the pages that belong to no scene. Scenes add their own builder; apps/web/paths.ts joins them all.
const query = (values: Record<string, string | undefined>) => {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value) pairs.set(name, value)
  const text = pairs.toString()
  return text === "" ? "" : `?${text}`
}

const id = encodeURIComponent

/** Whether the reader is one of the people outside: pages that stand on both sides ask, and keep him on his. */
export const isPortal = (): boolean => globalThis.location?.pathname.startsWith("/portal") ?? false

const side = () => (isPortal() ? "/portal" : "")

export const kernelPaths = {
  home: () => "/",
  signIn: (back?: string) => `/sign-in${query({ back })}`,
  activate: () => "/activate",
  customers: () => "/customers",
  newCustomer: () => "/customers/new",
  customer: (partyId: string) => `/customers/${id(partyId)}`,
  accounts: (subject?: string) => `/accounts${query({ subject })}`,
  account: (key: string) => `/accounts/${id(key)}`,
  journal: (date?: string) => `/journal${query({ date })}`,
  posting: (postingId: string) => `/postings/${id(postingId)}`,
  approvals: (box?: string) => `${side()}/approvals${query({ box })}`,
  approval: (approvalId: string) => `${side()}/approvals/${id(approvalId)}`,
  dayEnd: () => "/day-end",
  trialBalance: () => "/trial-balance",
  rules: (key?: string) => `/rules${query({ key })}`,
  decisions: (key?: string) => `/decisions${query({ key })}`,
  audit: () => "/audit",
  jobs: () => "/jobs",
  job: (jobId: string) => `/jobs/${id(jobId)}`,
  imports: (kind?: string) => `${side()}/imports${query({ kind })}`,
  notices: () => "/notices",
  staff: () => "/staff",
  calendar: () => "/calendar",
  portal: () => "/portal",
  portalSignIn: () => "/portal/sign-in",
  citizens: () => "/m",
  verifyPaper: (code?: string) => `/m/verify${query({ code })}`,
} as const
