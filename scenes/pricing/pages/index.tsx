// The scene's pages and menu, for the web app to put together. Every page loads only when it is opened.
import {
  FundOutlined,
  GiftOutlined,
  MoneyCollectOutlined,
  ScheduleOutlined,
  TagOutlined,
  WalletOutlined,
} from "@ant-design/icons"
import type { Area } from "#ui/shell"
import { pricingPaths as paths } from "./paths.ts"

const both = (zh: string, en: string) => ({ zh, en })
const read = ["pricing.read"]

export const staffArea: Area = {
  menu: {
    key: "pricing",
    label: both("服务价格", "Prices"),
    entries: [
      { href: paths.list(), label: both("服务价目表", "Price list"), icon: <TagOutlined />, permissions: read },
      { href: paths.packages(), label: both("套餐与减免", "Packages"), icon: <GiftOutlined />, permissions: read },
      {
        href: paths.subscriptions(),
        label: both("套餐办理与到期", "Packages of firms"),
        icon: <ScheduleOutlined />,
        permissions: read,
      },
      {
        href: paths.charges(),
        label: both("收费与退费", "Charges"),
        icon: <MoneyCollectOutlined />,
        permissions: read,
      },
      { href: paths.savings(), label: both("减费成效", "Savings"), icon: <FundOutlined />, permissions: read },
    ],
  },
  pages: [
    { path: "/pricing", load: async () => (await import("./staff/price-list.tsx")).PriceListPage },
    { path: "/pricing/items/$code", load: async () => (await import("./staff/item.tsx")).ItemPage },
    { path: "/pricing/packages", load: async () => (await import("./staff/packages.tsx")).PackagesPage },
    { path: "/pricing/subscriptions", load: async () => (await import("./staff/subscriptions.tsx")).SubscriptionsPage },
    {
      path: "/pricing/subscriptions/$id",
      load: async () => (await import("./staff/subscription.tsx")).SubscriptionPage,
    },
    { path: "/pricing/charges", load: async () => (await import("./staff/charges.tsx")).ChargesPage },
    { path: "/pricing/savings", load: async () => (await import("./staff/savings.tsx")).SavingsPage },
  ],
  customer: {
    key: "pricing/customer",
    permission: "pricing.read",
    load: async () => (await import("./staff/customer-block.tsx")).CustomerBlock,
  },
  home: {
    key: "pricing/home",
    permission: "pricing.read",
    load: async () => (await import("./staff/home-block.tsx")).HomeBlock,
  },
}

export const portalArea: Area = {
  menu: {
    key: "portal-pricing",
    label: both("收费", "Fees"),
    entries: [
      {
        href: paths.portal(),
        label: both("套餐与收费", "Package and fees"),
        icon: <WalletOutlined />,
        permissions: ["pricing.own"],
      },
    ],
  },
  pages: [{ path: "/portal/pricing", load: async () => (await import("./portal/pricing.tsx")).PortalPricingPage }],
}
