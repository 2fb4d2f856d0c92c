// Addresses of the loan pages that belong to no one scene.
const id = encodeURIComponent
const query = (values: Record<string, string | undefined>) => {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value) pairs.set(name, value)
  const text = pairs.toString()
  return text === "" ? "" : `?${text}`
}

export const loanPaths = {
  loans: (filter: { state?: string; riskClass?: string; outlet?: string } = {}) => `/loans${query(filter)}`,
  loan: (loanNo: string) => `/loans/${id(loanNo)}`,
  portalLoans: () => "/portal/loans",
  portalLoan: (loanNo: string) => `/portal/loans/${id(loanNo)}`,
  products: (code?: string) => `/loan-products${query({ product: code })}`,
  portfolio: () => "/loan-portfolio",
} as const
