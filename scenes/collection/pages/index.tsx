// The scene's pages and menus for the bank and for the organisation. Every page loads only when it is opened.
import {
  AuditOutlined,
  BankOutlined,
  CloudOutlined,
  FileExcelOutlined,
  ProfileOutlined,
  SwapOutlined,
} from "@ant-design/icons"
import type { Area } from "#ui/shell"
import { collectionPaths as paths } from "./paths.ts"

const both = (zh: string, en: string) => ({ zh, en })
const read = ["collection.read"]
const own = ["collection.org"]

export const staffArea: Area = {
  menu: {
    key: "collection",
    label: both("收款云", "Collection cloud"),
    entries: [
      { href: paths.orgs(), label: both("收费单位", "Organisations"), icon: <CloudOutlined />, permissions: read },
      {
        href: paths.transfers(),
        label: both("来账与认领", "Incoming transfers"),
        icon: <SwapOutlined />,
        permissions: ["collection.transfer"],
      },
    ],
  },
  pages: [
    { path: "/collection", load: async () => (await import("./staff/orgs.tsx")).OrgsPage },
    { path: "/collection/orgs/$id", load: async () => (await import("./staff/org.tsx")).OrgPage },
    { path: "/collection/transfers", load: async () => (await import("./staff/transfers.tsx")).TransfersPage },
    { path: "/collection/bills/$billNo", load: async () => (await import("./bill.tsx")).BillPage },
    { path: "/collection/batches/$id", load: async () => (await import("./batch.tsx")).BatchPage },
  ],
}

export const portalArea: Area = {
  menu: {
    key: "portal-collection",
    label: both("收款云", "Collection cloud"),
    entries: [
      { href: paths.own.org(), label: both("收缴情况", "How it stands"), icon: <BankOutlined />, permissions: own },
      {
        href: paths.own.org("bills"),
        label: both("账单", "Bills"),
        icon: <ProfileOutlined />,
        permissions: own,
      },
      {
        href: "/portal/imports?kind=collection.bills",
        label: both("导入账单", "Import bills"),
        icon: <FileExcelOutlined />,
        permissions: ["collection.import"],
      },
      { href: "/portal/approvals", label: both("待我复核", "To review"), icon: <AuditOutlined />, permissions: own },
    ],
  },
  pages: [
    { path: "/portal/collection", load: async () => (await import("./portal/own.tsx")).OwnOrgPage },
    { path: "/portal/collection/bills/$billNo", load: async () => (await import("./bill.tsx")).BillPage },
    { path: "/portal/collection/batches/$id", load: async () => (await import("./batch.tsx")).BatchPage },
    { path: "/portal/collection/refunds", load: async () => (await import("./portal/own.tsx")).OwnOrgPage },
  ],
  home: {
    key: "collection/portal-home",
    permission: "collection.org",
    load: async () => (await import("./portal/home.tsx")).PortalHomeBlock,
  },
}
