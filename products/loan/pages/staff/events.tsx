// What happened to a note, newest first, each with its receipt; lines taken back stay where they were.
import { Segmented } from "antd"
import { useState } from "react"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api } from "#ui/api"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { groupAmounts, Money } from "#ui/money"
import { Nothing, Panel } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { openPaper } from "#ui/print"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { reverseLoanEvent } from "../../contract.ts"
import { LateRepayment } from "./late-repayment.tsx"
import type { LoanDetail } from "./loan.tsx"

const useText = dictionary({
  title: ["经过", "Events"],
  event: ["事项", "Event"],
  how: ["说明", "How"],
  amount: ["金额", "Amount"],
  day: ["会计日期", "Booked on"],
  valueOn: ["起息日", "Value date"],
  actor: ["经办", "By"],
  receipt: ["回单", "Receipt"],
  reverse: ["申请冲正", "Take back"],
  reversed: ["已冲正", "Taken back"],
  replay: ["重算", "Replayed"],
  reason: ["冲正原因", "Reason"],
  note: [
    "这一笔之后的事项会从当天起重新计算，原有记录保留；由另一人审批后生效。",
    "What came after is computed again from that day; the old lines stay. Another person signs.",
  ],
  main: ["主要事项", "Main"],
  all: ["全部 {n} 条", "All {n}"],
  none: ["还没有发生过什么。", "Nothing happened yet."],
})

type LoanEvent = LoanDetail["events"][number]

/** What the night reckons by itself would bury what people did. */
const nightly = new Set(["penalty"])

export function Events({ loan }: { loan: LoanDetail }) {
  const t = useText()
  const say = useSay()
  const [shown, setShown] = useState<"main" | "all">("main")
  const rows = loan.events.filter((one) => shown === "all" || !nightly.has(one.kind))
  return (
    <Panel
      title={t("title")}
      flush
      extra={
        <>
          <Segmented
            size="small"
            value={shown}
            onChange={setShown}
            options={[
              { value: "main", label: t("main") },
              { value: "all", label: t("all", { n: loan.events.length }) },
            ]}
          />
          {loan.state === "active" || loan.state === "overdue" ? <LateRepayment loanNo={loan.loanNo} /> : null}
        </>
      }
    >
      <Grid<LoanEvent>
        label={t("title")}
        rows={rows}
        rowKey={(r) => r.receiptNo}
        dense
        columns={[
          { key: "event", title: t("event"), phone: "title", render: (r) => say(r.title), nowrap: true },
          { key: "day", title: t("day"), render: (r) => r.day, nowrap: true },
          { key: "value", title: t("valueOn"), render: (r) => (r.valueOn === r.day ? "" : r.valueOn), nowrap: true },
          { key: "amount", title: t("amount"), align: "right", render: (r) => <Money value={r.amount} /> },
          { key: "how", title: t("how"), render: (r) => groupAmounts(say(r.explanation)) },
          { key: "actor", title: t("actor"), render: (r) => r.actor },
          { key: "state", title: "", phone: "tag", render: (r) => <Mark event={r} /> },
          { key: "acts", title: "", render: (r) => <EventActs event={r} /> },
        ]}
        empty={<Nothing text={t("none")} />}
      />
    </Panel>
  )
}

function Mark({ event }: { event: LoanEvent }) {
  const t = useText()
  if (event.reversed) return <StateTag tone="warn">{t("reversed")}</StateTag>
  return event.replay ? <StateTag tone="calm">{t("replay")}</StateTag> : null
}

function EventActs({ event }: { event: LoanEvent }) {
  const t = useText()
  const go = useGo()
  const notAllowed = useNotAllowed()
  return (
    <>
      <Action
        label={t("receipt")}
        size="small"
        kind="link"
        run={() => openPaper(printPaper, { params: { kind: "loan.receipt", objectId: event.receiptNo } })}
      />
      {event.reversed || event.kind === "reversal" ? null : (
        <DialogAction<{ reason: string }, { approvalId: string }>
          name="reverse-event"
          label={t("reverse")}
          size="small"
          kind="link"
          danger
          disabledReason={notAllowed("loan.reverse")}
          submitLabel={t("reverse")}
          submit={(body, idempotencyKey) =>
            api(reverseLoanEvent, { params: { receiptNo: event.receiptNo }, body, idempotencyKey })
          }
          done={({ approvalId }) => go(kernelPaths.approval(approvalId))}
        >
          <p>{t("note")}</p>
          <TextField name="reason" label={t("reason")} required />
        </DialogAction>
      )}
    </>
  )
}
