// Who did what, when, with which result; denied tries too. The chain of entries is verified on request.
import { Drawer } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { type auditEntry, listAudit, proveAudit } from "#contract/kernel/audit"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { Page, Pairs, Stack } from "#ui/page"
import { useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { moment } from "#ui/timeline"
import { Difference } from "../approvals/difference.tsx"

type Entry = z.output<typeof auditEntry>

const useText = dictionary({
  title: ["审计", "Audit"],
  seq: ["序号", "No."],
  at: ["时间", "Time"],
  actor: ["操作人", "Actor"],
  action: ["动作", "Action"],
  object: ["对象", "Object"],
  objectId: ["对象编号", "Object id"],
  outlet: ["网点", "Outlet"],
  ip: ["地址", "Address"],
  result: ["结果", "Result"],
  done: ["成功", "Done"],
  denied: ["被拒", "Denied"],
  from: ["起", "From"],
  to: ["止", "To"],
  verified: ["链完整，已核验 {n} 条", "Chain verified, {n} entries"],
  checking: ["正在核验…", "Verifying…"],
  broken: ["第 {n} 条起不一致", "Broken at no. {n}"],
  entry: ["第 {n} 条", "Entry {n}"],
  hash: ["指纹 (SM3)", "Fingerprint (SM3)"],
  none: ["没有符合条件的记录。", "No entries match."],
})

export function AuditPage() {
  const t = useText()
  const [open, setOpen] = useState<Entry | null>(null)
  const columns: Column<Entry>[] = [
    {
      key: "at",
      title: t("at"),
      render: (r) => moment(r.at, true),
      text: (r) => moment(r.at, true),
      nowrap: true,
      phone: "title",
    },
    { key: "actor", title: t("actor"), render: (r) => r.actorName, text: (r) => r.actorName },
    { key: "action", title: t("action"), render: (r) => <code>{r.action}</code>, text: (r) => r.action },
    { key: "object", title: t("object"), render: (r) => r.object, text: (r) => r.object },
    {
      key: "objectId",
      title: t("objectId"),
      render: (r) => (
        <span title={r.objectId}>{r.objectId.length > 14 ? `${r.objectId.slice(0, 13)}…` : r.objectId}</span>
      ),
      text: (r) => r.objectId,
    },
    { key: "ip", title: t("ip"), render: (r) => r.ip ?? "—", text: (r) => r.ip ?? "", hidden: true },
    { key: "seq", title: t("seq"), align: "right", render: (r) => r.seq, text: (r) => r.seq },
    {
      key: "result",
      title: t("result"),
      phone: "tag",
      render: (r) => <StateTag tone={r.result === "done" ? "good" : "bad"}>{t(r.result)}</StateTag>,
      text: (r) => t(r.result),
    },
  ]
  return (
    <Page title={t("title")} tag={<ChainBadge />}>
      <List
        name="audit"
        label={t("title")}
        endpoint={listAudit}
        filters={[
          { kind: "date", name: "from", label: t("from") },
          { kind: "date", name: "to", label: t("to") },
          { kind: "text", name: "action", label: t("action"), width: 180 },
          { kind: "text", name: "objectId", label: t("objectId"), width: 200 },
          {
            kind: "select",
            name: "result",
            label: t("result"),
            width: 110,
            options: (["done", "denied"] as const).map((value) => ({ value, label: t(value) })),
          },
        ]}
        columns={columns}
        rowKey={(r) => r.seq}
        onPick={setOpen}
        empty={{ text: t("none") }}
      />
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={640}
        title={open ? t("entry", { n: open.seq }) : ""}
      >
        {open ? <EntryDetail entry={open} /> : null}
      </Drawer>
    </Page>
  )
}

function ChainBadge() {
  const t = useText()
  const proof = useEndpoint(proveAudit)
  if (!proof.data) return <StateTag>{proof.error ? "—" : t("checking")}</StateTag>
  const { ok, entries, broken } = proof.data
  return (
    <StateTag tone={ok ? "good" : "bad"}>
      {ok ? t("verified", { n: entries }) : t("broken", { n: broken?.seq ?? "?" })}
    </StateTag>
  )
}

function EntryDetail({ entry }: { entry: Entry }) {
  const t = useText()
  const { nameOf } = useOutlets()
  return (
    <Stack>
      <Pairs
        items={[
          { label: t("at"), value: moment(entry.at, true) },
          { label: t("actor"), value: `${entry.actorName} (${entry.actorKind})` },
          { label: t("action"), value: <code>{entry.action}</code> },
          { label: t("object"), value: `${entry.object} ${entry.objectId}` },
          { label: t("outlet"), value: nameOf(entry.outlet) },
          { label: t("ip"), value: entry.ip },
          { label: t("hash"), value: <code>{entry.hash}</code>, wide: true },
        ]}
      />
      <Difference before={entry.before} after={entry.after} />
    </Stack>
  )
}
