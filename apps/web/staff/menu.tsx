// The console's menu: the scenes' own groups between daily work and the house's books, rules and records.
import {
  AccountBookOutlined,
  AuditOutlined,
  BellOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  ClockCircleOutlined,
  CloudUploadOutlined,
  ControlOutlined,
  FundOutlined,
  HomeOutlined,
  IdcardOutlined,
  MoonOutlined,
  PartitionOutlined,
  TeamOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons"
import type { MenuGroup } from "#ui/shell"
import { paths } from "../paths.ts"

const both = (zh: string, en: string) => ({ zh, en })

const daily: MenuGroup = {
  key: "daily",
  label: both("日常", "Daily work"),
  entries: [
    { href: paths.home(), label: both("首页", "Home"), icon: <HomeOutlined /> },
    {
      href: paths.approvals(),
      label: both("审批", "Approvals"),
      icon: <CheckSquareOutlined />,
      permissions: ["approval.read"],
    },
    { href: paths.customers(), label: both("客户", "Customers"), icon: <TeamOutlined />, permissions: ["party.read"] },
    { href: paths.notices(), label: both("通知", "Notices"), icon: <BellOutlined /> },
  ],
}

const books: MenuGroup = {
  key: "books",
  label: both("账务", "Books"),
  entries: [
    {
      href: paths.accounts(),
      label: both("账户", "Accounts"),
      icon: <AccountBookOutlined />,
      permissions: ["book.read"],
    },
    {
      href: paths.journal(),
      label: both("流水", "Journal"),
      icon: <UnorderedListOutlined />,
      permissions: ["book.read"],
    },
    {
      href: paths.trialBalance(),
      label: both("日计表与余额表", "Trial balance"),
      icon: <FundOutlined />,
      permissions: ["book.read"],
    },
    { href: paths.dayEnd(), label: both("日终", "Day end"), icon: <MoonOutlined />, permissions: ["day-end.read"] },
  ],
}

const rules: MenuGroup = {
  key: "rules",
  label: both("规则", "Rules"),
  entries: [
    {
      href: paths.rules(),
      label: both("参数", "Parameters"),
      icon: <ControlOutlined />,
      permissions: ["rule-data.read"],
    },
    {
      href: paths.decisions(),
      label: both("决策表", "Decision tables"),
      icon: <PartitionOutlined />,
      permissions: ["rule-data.read"],
    },
    { href: paths.calendar(), label: both("日历", "Calendar"), icon: <CalendarOutlined /> },
  ],
}

const records: MenuGroup = {
  key: "records",
  label: both("管理", "Administration"),
  entries: [
    { href: paths.imports(), label: both("批量导入", "Imports"), icon: <CloudUploadOutlined /> },
    { href: paths.jobs(), label: both("后台任务", "Jobs"), icon: <ClockCircleOutlined /> },
    {
      href: paths.staff(),
      label: both("员工与岗位", "Staff and posts"),
      icon: <IdcardOutlined />,
      permissions: ["access.read"],
    },
    { href: paths.audit(), label: both("审计", "Audit"), icon: <AuditOutlined />, permissions: ["audit.read"] },
  ],
}

export function staffMenu(scenes: readonly MenuGroup[]): MenuGroup[] {
  return [daily, ...scenes, books, rules, records]
}
