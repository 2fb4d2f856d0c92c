// The pages of acquiring, for the web app to put together. Every page loads only when it is opened.
import {
  AuditOutlined,
  DiffOutlined,
  QrcodeOutlined,
  RollbackOutlined,
  ScheduleOutlined,
  ShopOutlined,
} from "@ant-design/icons"
import type { Area } from "#ui/shell"
import { acquiringPaths as paths } from "./paths.ts"

const both = (zh: string, en: string) => ({ zh, en })
const read = ["acquiring.read"]

export const staffArea: Area = {
  menu: {
    key: "acquiring",
    label: both("收单", "Acquiring"),
    entries: [
      { href: paths.orders(), label: both("收单订单", "Orders"), icon: <QrcodeOutlined />, permissions: read },
      { href: paths.refunds(), label: both("退款", "Refunds"), icon: <RollbackOutlined />, permissions: read },
      { href: paths.merchants(), label: both("商户与分账", "Merchants"), icon: <ShopOutlined />, permissions: read },
      { href: paths.settlements(), label: both("结算", "Settlements"), icon: <ScheduleOutlined />, permissions: read },
      { href: paths.recon(), label: both("渠道对账", "Reconciliation"), icon: <AuditOutlined />, permissions: read },
      { href: paths.differences(), label: both("对账差异", "Differences"), icon: <DiffOutlined />, permissions: read },
    ],
  },
  pages: [
    { path: "/acquiring/orders", load: async () => (await import("./orders.tsx")).OrdersPage },
    { path: "/acquiring/orders/$no", load: async () => (await import("./order.tsx")).OrderPage },
    { path: "/acquiring/refunds", load: async () => (await import("./refunds.tsx")).RefundsPage },
    { path: "/acquiring/refunds/$no", load: async () => (await import("./refunds.tsx")).RefundPage },
    { path: "/acquiring/merchants", load: async () => (await import("./staff/merchants.tsx")).MerchantsPage },
    { path: "/acquiring/merchants/$id", load: async () => (await import("./staff/merchant.tsx")).MerchantPage },
    { path: "/acquiring/settlements", load: async () => (await import("./settlements.tsx")).SettlementsPage },
    { path: "/acquiring/settlements/$id", load: async () => (await import("./settlements.tsx")).SettlementPage },
    { path: "/acquiring/recon", load: async () => (await import("./staff/recon.tsx")).ReconPage },
    { path: "/acquiring/recon/$channel/$day", load: async () => (await import("./staff/recon-day.tsx")).ReconDayPage },
    { path: "/acquiring/differences", load: async () => (await import("./staff/differences.tsx")).DifferencesPage },
  ],
}

const own = ["acquiring.own"]

export const portalArea: Area = {
  menu: {
    key: "portal-takings",
    label: both("收款", "Takings"),
    entries: [
      { href: paths.own.takings(), label: both("今日收款", "Takings"), icon: <ShopOutlined />, permissions: own },
      { href: paths.own.orders(), label: both("收款订单", "Orders"), icon: <QrcodeOutlined />, permissions: own },
      { href: paths.own.refunds(), label: both("退款", "Refunds"), icon: <RollbackOutlined />, permissions: own },
      {
        href: paths.own.settlements(),
        label: both("结算", "Settlements"),
        icon: <ScheduleOutlined />,
        permissions: own,
      },
    ],
  },
  pages: [
    { path: "/portal/takings", load: async () => (await import("./portal/takings.tsx")).TakingsPage },
    { path: "/portal/takings/orders", load: async () => (await import("./orders.tsx")).OrdersPage },
    { path: "/portal/takings/orders/$no", load: async () => (await import("./order.tsx")).OrderPage },
    { path: "/portal/takings/refunds", load: async () => (await import("./refunds.tsx")).RefundsPage },
    { path: "/portal/takings/refunds/$no", load: async () => (await import("./refunds.tsx")).RefundPage },
    { path: "/portal/takings/settlements", load: async () => (await import("./settlements.tsx")).SettlementsPage },
    { path: "/portal/takings/settlements/$id", load: async () => (await import("./settlements.tsx")).SettlementPage },
  ],
  home: {
    key: "acquiring/portal-home",
    permission: "acquiring.own",
    load: async () => (await import("./portal/takings.tsx")).TakingsHome,
  },
}
