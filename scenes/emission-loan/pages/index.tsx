// The scene's pages and menu, for the web app to put together. Every page loads only when it is opened.
import {
  AppstoreOutlined,
  BarChartOutlined,
  FileAddOutlined,
  FileTextOutlined,
  FormOutlined,
  ScheduleOutlined,
  TagsOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons"
import type { Area } from "#ui/shell"
import { emissionPaths as paths } from "./paths.ts"

const both = (zh: string, en: string) => ({ zh, en })
const read = ["emission-loan.read"]

export const staffArea: Area = {
  menu: {
    key: "emission-loan",
    label: both("排污权贷款", "Emission-right loans"),
    entries: [
      { href: paths.board(), label: both("业务看板", "Pipeline"), icon: <AppstoreOutlined />, permissions: read },
      { href: paths.cases(), label: both("业务列表", "Cases"), icon: <UnorderedListOutlined />, permissions: read },
      {
        href: paths.newCase(),
        label: both("新建业务", "New case"),
        icon: <FormOutlined />,
        permissions: ["emission-loan.apply"],
      },
      {
        href: paths.calendar(),
        label: both("到期与监测", "Due dates and events"),
        icon: <ScheduleOutlined />,
        permissions: read,
      },
      { href: paths.prices(), label: both("价格文件", "Price sheets"), icon: <TagsOutlined />, permissions: read },
      { href: paths.reports(), label: both("报表", "Reports"), icon: <BarChartOutlined />, permissions: read },
    ],
  },
  pages: [
    { path: "/emission-loan", load: async () => (await import("./staff/board.tsx")).BoardPage },
    { path: "/emission-loan/cases", load: async () => (await import("./staff/cases.tsx")).CasesPage },
    { path: "/emission-loan/new", load: async () => (await import("./staff/new-case.tsx")).NewCasePage },
    { path: "/emission-loan/calendar", load: async () => (await import("./staff/calendar.tsx")).ExpiryPage },
    { path: "/emission-loan/prices", load: async () => (await import("./staff/prices.tsx")).PricesPage },
    { path: "/emission-loan/reports", load: async () => (await import("./staff/reports.tsx")).ReportsPage },
    { path: "/emission-loan/$id", load: async () => (await import("./staff/case.tsx")).CasePage },
    { path: "/emission-loan/$id/apply", load: async () => (await import("./staff/wizard.tsx")).WizardPage },
  ],
  customer: {
    key: "emission-loan/customer",
    permission: "emission-loan.read",
    load: async () => (await import("./staff/customer-block.tsx")).CustomerBlock,
  },
  home: {
    key: "emission-loan/home",
    permission: "emission-loan.read",
    load: async () => (await import("./staff/home-block.tsx")).HomeBlock,
  },
}

const own = ["emission-loan.portal"]

export const portalArea: Area = {
  menu: {
    key: "portal-emission-loan",
    label: both("排污权贷款", "Emission-right loans"),
    entries: [
      { href: paths.portalApply(), label: both("申请贷款", "Apply"), icon: <FileAddOutlined />, permissions: own },
      {
        href: paths.portalRights(),
        label: both("我的排污权", "My rights"),
        icon: <FileTextOutlined />,
        permissions: own,
      },
    ],
  },
  pages: [
    { path: "/portal/emission-loan/apply", load: async () => (await import("./portal/apply.tsx")).PortalApplyPage },
    { path: "/portal/emission-loan/rights", load: async () => (await import("./portal/rights.tsx")).PortalRightsPage },
    { path: "/portal/emission-loan/$id", load: async () => (await import("./portal/case.tsx")).PortalCasePage },
  ],
  home: {
    key: "emission-loan/portal-home",
    permission: "emission-loan.portal",
    load: async () => (await import("./portal/home.tsx")).PortalHomeBlock,
  },
}
