// The scene's pages and menu, for the web app to put together. Every page loads only when it is opened.
import {
  AlertOutlined,
  AppstoreOutlined,
  BarChartOutlined,
  FormOutlined,
  PhoneOutlined,
  ScheduleOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons"
import type { Area } from "#ui/shell"
import { corporatePaths as paths } from "./paths.ts"

const both = (zh: string, en: string) => ({ zh, en })
const read = ["corporate-loan.read"]

export const staffArea: Area = {
  menu: {
    key: "corporate-loan",
    label: both("公司贷款", "Company loans"),
    entries: [
      { href: paths.board(), label: both("贷款看板", "Pipeline"), icon: <AppstoreOutlined />, permissions: read },
      { href: paths.cases(), label: both("贷款列表", "Cases"), icon: <UnorderedListOutlined />, permissions: read },
      {
        href: paths.newCase(),
        label: both("受理贷款", "Accept"),
        icon: <FormOutlined />,
        permissions: ["corporate-loan.apply"],
      },
      { href: paths.tasks(), label: both("贷后任务", "Tasks"), icon: <ScheduleOutlined />, permissions: read },
      { href: paths.warnings(), label: both("风险预警", "Warnings"), icon: <AlertOutlined />, permissions: read },
      {
        href: paths.collections(),
        label: both("催收工作台", "Collection"),
        icon: <PhoneOutlined />,
        permissions: read,
      },
      { href: paths.reports(), label: both("贷款报表", "Reports"), icon: <BarChartOutlined />, permissions: read },
    ],
  },
  pages: [
    { path: "/corporate-loan", load: async () => (await import("./staff/board.tsx")).BoardPage },
    { path: "/corporate-loan/cases", load: async () => (await import("./staff/cases.tsx")).CasesPage },
    { path: "/corporate-loan/new", load: async () => (await import("./staff/new-case.tsx")).NewCasePage },
    { path: "/corporate-loan/tasks", load: async () => (await import("./staff/tasks.tsx")).TasksPage },
    { path: "/corporate-loan/warnings", load: async () => (await import("./staff/warnings.tsx")).WarningsPage },
    {
      path: "/corporate-loan/collections",
      load: async () => (await import("./staff/collections.tsx")).CollectionsPage,
    },
    { path: "/corporate-loan/reports", load: async () => (await import("./staff/reports.tsx")).ReportsPage },
    { path: "/corporate-loan/$id", load: async () => (await import("./staff/case.tsx")).CasePage },
    { path: "/corporate-loan/$id/apply", load: async () => (await import("./staff/wizard.tsx")).WizardPage },
  ],
  customer: {
    key: "corporate-loan/customer",
    permission: "corporate-loan.read",
    load: async () => (await import("./staff/customer-block.tsx")).CustomerBlock,
  },
  home: {
    key: "corporate-loan/home",
    permission: "corporate-loan.read",
    load: async () => (await import("./staff/home-block.tsx")).HomeBlock,
  },
}
