// Addresses of the accounts' pages.
const id = encodeURIComponent

export const depositPaths = {
  account: (accountNo: string) => `/deposits/${id(accountNo)}`,
  portalAccounts: () => "/portal/accounts",
  portalAccount: (accountNo: string) => `/portal/accounts/${id(accountNo)}`,
} as const
