// The pages of lending that belong to no one scene, for the web app to put together.
import { FundProjectionScreenOutlined, ProfileOutlined } from "@ant-design/icons"
import type { Area } from "#ui/shell"
import { loanPaths as paths } from "./paths.ts"

const both = (zh: string, en: string) => ({ zh, en })
const read = ["loan.read"]

export const staffArea: Area = {
  menu: {
    key: "loans",
    label: both("贷款", "Loans"),
    entries: [
      {
        href: paths.portfolio(),
        label: both("贷款组合", "Portfolio"),
        icon: <FundProjectionScreenOutlined />,
        permissions: read,
      },
      { href: paths.loans(), label: both("借据", "Loan notes"), icon: <ProfileOutlined />, permissions: read },
    ],
  },
  pages: [
    { path: "/loans", load: async () => (await import("./staff/loans.tsx")).LoansPage },
    { path: "/loans/$no", load: async () => (await import("./staff/loan.tsx")).LoanPage },
    { path: "/loan-portfolio", load: async () => (await import("./staff/portfolio.tsx")).PortfolioPage },
  ],
  customer: {
    key: "loan/customer",
    permission: "loan.read",
    load: async () => (await import("./staff/customer-block.tsx")).CustomerLoans,
  },
}
