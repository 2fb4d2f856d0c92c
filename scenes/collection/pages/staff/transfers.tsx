// Transfers to collection numbers; those nobody is known for are claimed or sent back here.
import { api } from "#ui/api"
import { DialogAction, MoneyField, ReasonAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { StateTag } from "#ui/states"
import { List } from "#ui/tables"
import {
  claimTransferEndpoint,
  listTransfers,
  returnTransferEndpoint,
  takeTransferEndpoint,
} from "../../money/contract.ts"
import { groupCode } from "../../rules/code.ts"
import { transferStates, transferTitles } from "../../states.ts"
import { transferTone, useCollectionText } from "../words.ts"

const useText = dictionary({
  enter: ["登记来账", "Enter a transfer"],
  enterNote: [
    "核心系统的来账会自动进来；这里补登系统没有传来的。同一流水号只入账一次。",
    "Transfers come from the core by themselves; enter here what did not. A reference is booked once.",
  ],
  ref: ["银行流水号", "Bank reference"],
  payerName: ["付款人", "Paid by"],
  credited: ["入账到", "Credited to"],
  third: ["代付", "Third party"],
  ahead: ["转预存（元）", "Kept ahead (CNY)"],
  why: ["说明", "Note"],
  until: ["{day} 前认领，否则退回", "Claimed by {day}, or it goes back"],
  claim: ["认领", "Claim"],
  claimNote: [
    "{name} 转来 {amount} 元。核实后填写正确的收款户号。",
    "{amount} from {name}. Enter the right number once it is verified.",
  ],
  back: ["退回", "Return"],
  received: ["来账日", "Received"],
  acts: ["操作", "Acts"],
})

export function TransfersPage() {
  const t = useText()
  const w = useCollectionText()
  const say = useSay()
  return (
    <Page title={w("transfers")} actions={<EnterTransfer />}>
      <List
        name="collection-transfers"
        label={w("transfers")}
        endpoint={listTransfers}
        filters={[
          {
            kind: "select",
            name: "state",
            label: w("state"),
            options: transferStates.map((value) => ({ value, label: say(transferTitles[value]) })),
          },
        ]}
        rowKey={(r) => r.id}
        columns={[
          { key: "ref", title: t("ref"), render: (r) => r.bankRef, text: (r) => r.bankRef },
          { key: "payer", title: t("payerName"), render: (r) => r.payerName, text: (r) => r.payerName },
          {
            key: "amount",
            title: w("amountYuan"),
            render: (r) => <Money value={r.amount} strong />,
            text: (r) => r.amount,
            align: "right",
          },
          { key: "code", title: w("code"), render: (r) => groupCode(r.code), text: (r) => r.code },
          {
            key: "state",
            title: w("state"),
            render: (r) => <StateTag tone={transferTone[r.state]}>{say(transferTitles[r.state])}</StateTag>,
            text: (r) => transferTitles[r.state].zh,
          },
          {
            key: "acts",
            title: t("acts"),
            render: (r) => (r.state === "unmatched" ? <Acts {...r} /> : "—"),
          },
          {
            key: "credited",
            title: t("credited"),
            render: (r) =>
              r.creditedTo ? `${r.orgName} · ${r.creditedTo}${r.isThirdParty ? `（${t("third")}）` : ""}` : "—",
            text: (r) => r.creditedTo ?? "",
          },
          {
            key: "ahead",
            title: t("ahead"),
            render: (r) => <Money value={r.ahead} />,
            text: (r) => r.ahead,
            align: "right",
          },
          {
            key: "why",
            title: t("why"),
            render: (r) =>
              [r.why, r.returnOn && r.state === "unmatched" ? t("until", { day: r.returnOn }) : null]
                .filter(Boolean)
                .join("；") || "—",
            text: (r) => r.why ?? "",
          },
          { key: "received", title: t("received"), render: (r) => r.receivedOn, text: (r) => r.receivedOn },
        ]}
      />
    </Page>
  )
}

function Acts({ id, payerName, amount }: { id: string; payerName: string; amount: string }) {
  const t = useText()
  const w = useCollectionText()
  return (
    <>
      <DialogAction<{ code: string }, unknown>
        name={`claim-${id}`}
        size="small"
        label={t("claim")}
        submitLabel={t("claim")}
        submit={({ code }, idempotencyKey) =>
          api(claimTransferEndpoint, { params: { id }, body: { code: code.replace(/\s/g, "") }, idempotencyKey })
        }
      >
        <p style={{ marginTop: 0 }}>{t("claimNote", { name: payerName, amount })}</p>
        <TextField name="code" label={w("code")} required max={26} />
      </DialogAction>
      <ReasonAction
        name={`return-${id}`}
        size="small"
        label={t("back")}
        danger
        reasonLabel={w("reason")}
        submit={(reason, idempotencyKey) =>
          api(returnTransferEndpoint, { params: { id }, body: { reason }, idempotencyKey })
        }
      />
    </>
  )
}

function EnterTransfer() {
  const t = useText()
  const w = useCollectionText()
  return (
    <DialogAction<{ bankRef: string; code: string; payerName: string; amount: string }, unknown>
      name="enter-transfer"
      label={t("enter")}
      kind="primary"
      submitLabel={t("enter")}
      submit={(body, idempotencyKey) =>
        api(takeTransferEndpoint, { body: { ...body, code: body.code.replace(/\s/g, "") }, idempotencyKey })
      }
    >
      <p style={{ marginTop: 0 }}>{t("enterNote")}</p>
      <TextField name="bankRef" label={t("ref")} required max={40} />
      <TextField name="code" label={w("code")} required max={26} />
      <TextField name="payerName" label={t("payerName")} required max={40} />
      <MoneyField name="amount" label={w("amountYuan")} required />
    </DialogAction>
  )
}
