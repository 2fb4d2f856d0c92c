// The pages of current accounts, for the web app to put together.
import { BankOutlined } from "@ant-design/icons"
import type { Area } from "#ui/shell"
import { depositPaths as paths } from "./paths.ts"

const both = (zh: string, en: string) => ({ zh, en })

export const staffArea: Area = {
  pages: [{ path: "/deposits/$no", load: async () => (await import("./staff/account.tsx")).DepositPage }],
}

export const portalArea: Area = {
  menu: {
    key: "portal-accounts",
    label: both("账户", "Accounts"),
    entries: [
      {
        href: paths.portalAccounts(),
        label: both("账户与对账单", "Accounts"),
        icon: <BankOutlined />,
        permissions: ["deposit.own"],
      },
    ],
  },
  pages: [
    { path: "/portal/accounts", load: async () => (await import("./portal/accounts.tsx")).PortalAccountsPage },
    { path: "/portal/accounts/$no", load: async () => (await import("./portal/account.tsx")).PortalAccountPage },
  ],
}
