// The scene's pages and menus. The authority's pages in the portal are those of the bank's people; institutions have their own.
import {
  AlertOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  ExperimentOutlined,
  HomeOutlined,
  LockOutlined,
  MessageOutlined,
  ProfileOutlined,
  ReadOutlined,
  RollbackOutlined,
  SendOutlined,
  StopOutlined,
  UploadOutlined,
} from "@ant-design/icons"
import type { Area, PageRoute } from "#ui/shell"

const both = (zh: string, en: string) => ({ zh, en })
const read = ["training-fund.read"]

const shared = (base: string): PageRoute[] => [
  { path: `${base}/institutions`, load: async () => (await import("./staff/institutions.tsx")).InstitutionsPage },
  { path: `${base}/institutions/$id`, load: async () => (await import("./staff/institution.tsx")).InstitutionPage },
  { path: `${base}/courses`, load: async () => (await import("./staff/courses.tsx")).CoursesPage as never },
  { path: `${base}/courses/$id`, load: async () => (await import("./staff/course.tsx")).CoursePage as never },
  { path: `${base}/orders`, load: async () => (await import("./staff/orders.tsx")).OrdersPage as never },
  { path: `${base}/orders/$id`, load: async () => (await import("./staff/order.tsx")).OrderPage },
  { path: `${base}/batches`, load: async () => (await import("./staff/batches.tsx")).BatchesPage },
  { path: `${base}/batches/$id`, load: async () => (await import("./staff/batches.tsx")).BatchPage },
  { path: `${base}/refunds`, load: async () => (await import("./staff/refunds.tsx")).RefundsPage },
  { path: `${base}/freezes`, load: async () => (await import("./staff/watch.tsx")).FreezesPage },
  { path: `${base}/blacklist`, load: async () => (await import("./staff/blacklist.tsx")).BlacklistPage },
  { path: `${base}/complaints`, load: async () => (await import("./staff/complaints.tsx")).ComplaintsPage as never },
  { path: `${base}/month`, load: async () => (await import("./staff/month.tsx")).MonthPage },
  { path: `${base}/alerts`, load: async () => (await import("./staff/watch.tsx")).AlertsPage },
  { path: `${base}/policies`, load: async () => (await import("./staff/policies.tsx")).PoliciesPage },
  { path: `${base}/simulator`, load: async () => (await import("./staff/policies.tsx")).SimulatorPage },
]

const entries = (base: string, permissions: string[]) => [
  { href: `${base}/institutions`, label: both("培训机构", "Institutions"), icon: <BankOutlined />, permissions },
  { href: `${base}/orders`, label: both("培训订单", "Orders"), icon: <ProfileOutlined />, permissions },
  { href: `${base}/courses`, label: both("课程备案", "Courses"), icon: <ReadOutlined />, permissions },
  { href: `${base}/batches`, label: both("划拨批次", "Releases"), icon: <SendOutlined />, permissions },
  { href: `${base}/refunds`, label: both("退费", "Refunds"), icon: <RollbackOutlined />, permissions },
  { href: `${base}/alerts`, label: both("监管预警", "Alerts"), icon: <AlertOutlined />, permissions },
  { href: `${base}/freezes`, label: both("冻结", "Freezes"), icon: <LockOutlined />, permissions },
  { href: `${base}/complaints`, label: both("家长投诉", "Complaints"), icon: <MessageOutlined />, permissions },
  { href: `${base}/blacklist`, label: both("黑名单", "Blacklist"), icon: <StopOutlined />, permissions },
  { href: `${base}/month`, label: both("监管月报", "Monthly report"), icon: <BarChartOutlined />, permissions },
  { href: `${base}/policies`, label: both("监管政策", "Policies"), icon: <AuditOutlined />, permissions },
  {
    href: `${base}/simulator`,
    label: both("政策推演", "Simulator"),
    icon: <ExperimentOutlined />,
    permissions: ["training-fund.simulate"],
  },
]

export const staffArea: Area = {
  menu: {
    key: "training-fund",
    label: both("教培资金监管", "Training fees"),
    entries: [
      ...entries("/training-fund", read),
      {
        href: "/training-fund/recon",
        label: both("存管对账", "Reconciliation"),
        icon: <ApartmentOutlined />,
        permissions: read,
      },
    ],
  },
  pages: [
    ...shared("/training-fund"),
    { path: "/training-fund/recon", load: async () => (await import("./staff/watch.tsx")).ReconPage },
  ],
}

const own = ["training-fund.institution"]
const office = ["training-fund.authority"]

export const portalArea: Area = {
  menu: {
    key: "portal-training",
    label: both("教培资金监管", "Training fees"),
    entries: [
      { href: "/portal/training", label: both("我的机构", "My institution"), icon: <HomeOutlined />, permissions: own },
      {
        href: "/portal/training/courses",
        label: both("课程与签到", "Courses"),
        icon: <ReadOutlined />,
        permissions: own,
      },
      { href: "/portal/training/orders", label: both("订单", "Orders"), icon: <ProfileOutlined />, permissions: own },
      {
        href: "/portal/training/refunds",
        label: both("退费答复", "Refunds"),
        icon: <RollbackOutlined />,
        permissions: own,
      },
      {
        href: "/portal/imports?kind=training-fund.attendance",
        label: both("离线签到", "Off-line attendance"),
        icon: <UploadOutlined />,
        permissions: own,
      },
      {
        href: "/portal/training/complaints",
        label: both("家长投诉", "Complaints"),
        icon: <MessageOutlined />,
        permissions: own,
      },
      {
        href: "/portal/training/releases",
        label: both("划拨与预测", "Releases"),
        icon: <SendOutlined />,
        permissions: own,
      },
      {
        href: "/portal/supervision",
        label: both("监管驾驶舱", "Console"),
        icon: <ApartmentOutlined />,
        permissions: office,
      },
      ...entries("/portal/supervision", office),
      { href: "/portal/approvals", label: both("待我复核", "To sign"), icon: <AuditOutlined />, permissions: office },
    ],
  },
  pages: [
    { path: "/portal/training", load: async () => (await import("./portal/own.tsx")).OwnPage },
    { path: "/portal/training/courses", load: async () => (await import("./portal/own.tsx")).OwnCoursesPage },
    { path: "/portal/training/courses/$id", load: async () => (await import("./portal/own.tsx")).OwnCoursePage },
    { path: "/portal/training/orders", load: async () => (await import("./portal/own.tsx")).OwnOrdersPage },
    { path: "/portal/training/orders/$id", load: async () => (await import("./staff/order.tsx")).OrderPage },
    { path: "/portal/training/refunds", load: async () => (await import("./staff/refunds.tsx")).RefundsPage },
    { path: "/portal/training/complaints", load: async () => (await import("./portal/own.tsx")).OwnComplaintsPage },
    { path: "/portal/training/releases", load: async () => (await import("./portal/own.tsx")).OwnReleasesPage },
    { path: "/portal/training/releases/$id", load: async () => (await import("./staff/batches.tsx")).BatchPage },
    { path: "/portal/supervision", load: async () => (await import("./portal/console.tsx")).ConsolePage },
    ...shared("/portal/supervision"),
  ],
}
