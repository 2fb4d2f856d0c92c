// The scene's pages and menus for the bank and for the school. Every page loads only when it is opened.
import {
  AlertOutlined,
  BarChartOutlined,
  CalendarOutlined,
  CameraOutlined,
  CoffeeOutlined,
  DashboardOutlined,
  GiftOutlined,
  IdcardOutlined,
  ReadOutlined,
  SafetyCertificateOutlined,
  ScheduleOutlined,
  ShopOutlined,
  SolutionOutlined,
  TeamOutlined,
  UserOutlined,
} from "@ant-design/icons"
import type { Area } from "#ui/shell"
import { campusPaths as paths } from "./paths.ts"

const both = (zh: string, en: string) => ({ zh, en })
const may = (...permissions: string[]) => permissions

export const staffArea: Area = {
  menu: {
    key: "campus",
    label: both("智慧校园", "Smart campus"),
    entries: [
      {
        href: paths.schools(),
        label: both("合作学校", "Schools"),
        icon: <ReadOutlined />,
        permissions: may("campus.bank"),
      },
    ],
  },
  pages: [
    { path: "/campus", load: async () => (await import("./staff/schools.tsx")).SchoolsPage },
    { path: "/campus/$id", load: async () => (await import("./staff/school.tsx")).SchoolPage },
    { path: "/campus/$id/reports", load: async () => (await import("./staff/reports.tsx")).SchoolReportsPage },
  ],
}

export const portalArea: Area = {
  menu: {
    key: "portal-campus",
    label: both("智慧校园", "Smart campus"),
    entries: [
      {
        href: paths.board(),
        label: both("在校看板", "Live board"),
        icon: <DashboardOutlined />,
        permissions: may("campus.read"),
      },
      {
        href: paths.leaves(),
        label: both("请假", "Leave"),
        icon: <CalendarOutlined />,
        permissions: may("campus.read"),
      },
      {
        href: paths.visitors(),
        label: both("访客与登记", "Visitors"),
        icon: <TeamOutlined />,
        permissions: may("campus.visit"),
      },
      {
        href: paths.roll(),
        label: both("点名", "Roll call"),
        icon: <SolutionOutlined />,
        permissions: may("campus.roll"),
      },
      {
        href: paths.emergency(),
        label: both("应急与清点", "Emergency"),
        icon: <AlertOutlined />,
        permissions: may("campus.emergency"),
      },
      {
        href: paths.consents(),
        label: both("监护人同意", "Consents"),
        icon: <SafetyCertificateOutlined />,
        permissions: may("campus.consent"),
      },
      {
        href: paths.register(),
        label: both("名册", "Register"),
        icon: <UserOutlined />,
        permissions: may("campus.register"),
      },
      {
        href: paths.schoolYear(),
        label: both("作息与班级", "Hours and classes"),
        icon: <ScheduleOutlined />,
        permissions: may("campus.register"),
      },
      {
        href: paths.devices(),
        label: both("设备", "Devices"),
        icon: <CameraOutlined />,
        permissions: may("campus.device"),
      },
      {
        href: paths.cards(),
        label: both("卡务中心", "Card office"),
        icon: <IdcardOutlined />,
        permissions: may("campus.card"),
      },
      {
        href: paths.subsidies(),
        label: both("补助发放", "Subsidies"),
        icon: <GiftOutlined />,
        permissions: may("campus.grant"),
      },
      { href: paths.till(), label: both("食堂收银", "Till"), icon: <ShopOutlined />, permissions: may("campus.pos") },
      {
        href: paths.canteen(),
        label: both("日结与资金", "Canteen and float"),
        icon: <CoffeeOutlined />,
        permissions: may("campus.canteen"),
      },
      {
        href: paths.reports(),
        label: both("报表", "Reports"),
        icon: <BarChartOutlined />,
        permissions: may("campus.report", "campus.money-report"),
      },
    ],
  },
  pages: [
    { path: "/portal/campus", load: async () => (await import("./portal/board.tsx")).BoardPage },
    { path: "/portal/campus/leaves", load: async () => (await import("./portal/leaves.tsx")).LeavesPage },
    { path: "/portal/campus/visitors", load: async () => (await import("./portal/visitors.tsx")).VisitorsPage },
    { path: "/portal/campus/roll-call", load: async () => (await import("./portal/roll-call.tsx")).RollCallPage },
    { path: "/portal/campus/emergency", load: async () => (await import("./portal/emergency.tsx")).EmergencyPage },
    { path: "/portal/campus/consents", load: async () => (await import("./portal/consents.tsx")).ConsentsPage },
    { path: "/portal/campus/register", load: async () => (await import("./portal/register.tsx")).RegisterPage },
    { path: "/portal/campus/register/$id", load: async () => (await import("./portal/registered.tsx")).RegisteredPage },
    { path: "/portal/campus/school", load: async () => (await import("./portal/school-year.tsx")).SchoolYearPage },
    { path: "/portal/campus/school/move-up", load: async () => (await import("./portal/move-up.tsx")).MoveUpPage },
    { path: "/portal/campus/reports", load: async () => (await import("./portal/reports.tsx")).ReportsPage },
    { path: "/portal/campus/devices", load: async () => (await import("./portal/devices.tsx")).DevicesPage },
    { path: "/portal/campus/cards", load: async () => (await import("./portal/cards.tsx")).CardsPage },
    { path: "/portal/campus/cards/$id", load: async () => (await import("./portal/holder.tsx")).HolderPage },
    { path: "/portal/campus/subsidies", load: async () => (await import("./portal/subsidies.tsx")).SubsidiesPage },
    { path: "/portal/campus/till", load: async () => (await import("./portal/till.tsx")).TillPage },
    { path: "/portal/campus/canteen", load: async () => (await import("./portal/canteen.tsx")).CanteenPage },
  ],
}
