// The scene's pages and menu, for the web app to put together. Every page loads only when it is opened.
import {
  BarChartOutlined,
  CalendarOutlined,
  HeartOutlined,
  ToolOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons"
import type { Area } from "#ui/shell"
import { reliefPaths as paths } from "./paths.ts"

const both = (zh: string, en: string) => ({ zh, en })
const read = ["relief.read"]

export const staffArea: Area = {
  menu: {
    key: "relief",
    label: both("纾困", "Relief"),
    entries: [
      { href: paths.worklist(), label: both("纾困工作台", "Worklist"), icon: <ToolOutlined />, permissions: read },
      { href: paths.cases(), label: both("纾困业务", "Cases"), icon: <UnorderedListOutlined />, permissions: read },
      {
        href: paths.calendar(),
        label: both("观察期日历", "Observation"),
        icon: <CalendarOutlined />,
        permissions: read,
      },
      { href: paths.reports(), label: both("纾困报表", "Reports"), icon: <BarChartOutlined />, permissions: read },
    ],
  },
  pages: [
    { path: "/relief", load: async () => (await import("./staff/worklist.tsx")).WorklistPage },
    { path: "/relief/cases", load: async () => (await import("./staff/cases.tsx")).CasesPage },
    { path: "/relief/calendar", load: async () => (await import("./staff/calendar.tsx")).CalendarPage },
    { path: "/relief/reports", load: async () => (await import("./staff/reports.tsx")).ReportsPage },
    { path: "/relief/$id", load: async () => (await import("./staff/case.tsx")).CasePage },
  ],
  customer: {
    key: "relief/customer",
    permission: "relief.read",
    load: async () => (await import("./staff/blocks.tsx")).CustomerRelief,
  },
  home: {
    key: "relief/home",
    permission: "relief.read",
    load: async () => (await import("./staff/blocks.tsx")).HomeRelief,
  },
}

export const portalArea: Area = {
  menu: {
    key: "portal-relief",
    label: both("纾困", "Relief"),
    entries: [
      {
        href: paths.portal(),
        label: both("有困难？", "In difficulty?"),
        icon: <HeartOutlined />,
        permissions: ["relief.own"],
      },
    ],
  },
  pages: [
    { path: "/portal/relief", load: async () => (await import("./portal/home.tsx")).PortalReliefPage },
    { path: "/portal/relief/ask", load: async () => (await import("./portal/ask.tsx")).PortalAskPage },
    { path: "/portal/relief/$id", load: async () => (await import("./portal/case.tsx")).PortalReliefCasePage },
  ],
  portalLoan: {
    key: "relief/portal-loan",
    permission: "relief.own",
    load: async () => (await import("./portal/loan-entry.tsx")).LoanEntry,
  },
}
