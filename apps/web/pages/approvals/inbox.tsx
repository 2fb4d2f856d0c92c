// The approval inbox: what waits for this person, what this person handed in, what is decided.
import { Segmented } from "antd"
import type { z } from "zod"
import { type approvalItem, listApprovals } from "#contract/kernel/approval"
import { dictionary, useSay } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { moment } from "#ui/timeline"
import { paths } from "../../paths.ts"
import { approvalTones, useApprovalText } from "./words.ts"

type Row = z.output<typeof approvalItem>

const useText = dictionary({
  approvals: ["审批", "Approvals"],
  waiting: ["待我处理", "Waiting for me"],
  mine: ["我提交的", "Handed in by me"],
  done: ["已办结", "Decided"],
  title: ["事项", "Matter"],
  kind: ["类型", "Kind"],
  amount: ["金额（元）", "Amount (CNY)"],
  outlet: ["网点", "Outlet"],
  maker: ["经办", "Maker"],
  at: ["提交时间", "Handed in"],
  state: ["状态", "State"],
  level: ["第 {n} / {all} 级", "Level {n} of {all}"],
  noneWaiting: ["没有等您处理的事项。", "Nothing waits for you."],
  none: ["没有记录。", "No records."],
})

export function ApprovalsPage() {
  const t = useText()
  const [{ box = "waiting" }, change] = useUrlValues()
  const columns = useColumnsOfInbox()
  return (
    <Page
      title={t("approvals")}
      actions={
        <Segmented
          value={box}
          onChange={(next) => change({ box: String(next), after: undefined })}
          options={(["waiting", "mine", "done"] as const).map((value) => ({ value, label: t(value) }))}
        />
      }
    >
      <List
        name="approvals"
        label={t("approvals")}
        endpoint={listApprovals}
        query={{ box }}
        columns={columns}
        rowKey={(r) => r.id}
        href={(r) => paths.approval(r.id)}
        refreshMs={20_000}
        empty={{ text: t(box === "waiting" ? "noneWaiting" : "none") }}
      />
    </Page>
  )
}

function useColumnsOfInbox(): Column<Row>[] {
  const t = useText()
  const a = useApprovalText()
  const say = useSay()
  const { nameOf } = useOutlets()
  return [
    { key: "title", title: t("title"), render: (r) => r.title, text: (r) => r.title, phone: "title" },
    { key: "kind", title: t("kind"), render: (r) => say(r.kindTitle), text: (r) => say(r.kindTitle) },
    {
      key: "amount",
      title: t("amount"),
      align: "right",
      render: (r) => <Money value={r.amount} />,
      text: (r) => r.amount ?? "",
    },
    { key: "outlet", title: t("outlet"), render: (r) => nameOf(r.outlet), text: (r) => nameOf(r.outlet) },
    { key: "maker", title: t("maker"), render: (r) => r.makerName, text: (r) => r.makerName },
    { key: "at", title: t("at"), render: (r) => moment(r.createdAt), text: (r) => moment(r.createdAt), nowrap: true },
    {
      key: "state",
      title: t("state"),
      phone: "tag",
      render: (r) => (
        <StateTag tone={approvalTones[r.state]}>
          {r.state === "open" ? t("level", { n: r.level, all: r.levels.length }) : a(r.state)}
        </StateTag>
      ),
      text: (r) => a(r.state),
    },
  ]
}
