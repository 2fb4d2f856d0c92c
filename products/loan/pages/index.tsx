// The pages of lending that belong to no one scene, for the web app to put together.
import { FundProjectionScreenOutlined, PayCircleOutlined, ProfileOutlined, ShoppingOutlined } from "@ant-design/icons"
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
      {
        href: paths.products(),
        label: both("贷款产品", "Loan products"),
        icon: <ShoppingOutlined />,
        permissions: ["rule-data.read"],
      },
    ],
  },
  pages: [
    { path: "/loans", load: async () => (await import("./staff/loans.tsx")).LoansPage },
    { path: "/loans/$no", load: async () => (await import("./staff/loan.tsx")).LoanPage },
    { path: "/loan-products", load: async () => (await import("./staff/products.tsx")).ProductsPage },
    { path: "/loan-portfolio", load: async () => (await import("./staff/portfolio.tsx")).PortfolioPage },
  ],
  customer: {
    key: "loan/customer",
    permission: "loan.read",
    load: async () => (await import("./staff/customer-block.tsx")).CustomerLoans,
  },
}

export const portalArea: Area = {
  menu: {
    key: "portal-loans",
    label: both("贷款", "Loans"),
    entries: [
      {
        href: paths.portalLoans(),
        label: both("我的贷款", "My loans"),
        icon: <PayCircleOutlined />,
        permissions: ["loan.own"],
      },
    ],
  },
  pages: [
    { path: "/portal/loans", load: async () => (await import("./portal/loans.tsx")).PortalLoansPage },
    { path: "/portal/loans/$no", load: async () => (await import("./portal/loan.tsx")).PortalLoanPage },
  ],
}
