// Draws and payments: the gates as a checklist, each draw with its payees and check of use, the plan of each note.
import { Segmented } from "antd"
import { useState } from "react"
import { api } from "#ui/api"
import { DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { To } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Nothing, Pairs, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { Schedule } from "../../../../products/loan/pages/schedule.tsx"
import { checkDraw, useCheck } from "../../contract.ts"
import { useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"
import { GateList } from "./gates.tsx"

const useText = dictionary({
  gates: ["提款条件", "Gates"],
  gatesNote: [
    "缺哪一项一次看全；提款时再核对支付对象和用款需求。",
    "All that is missing at once; payees and need are judged with the draw.",
  ],
  noGates: ["签约后显示提款条件。", "Shown once the contract is signed."],
  now: ["现在可提", "Drawable now"],
  left: ["合同未提", "Undrawn"],
  none: ["还没有提款。", "Nothing drawn yet."],
  requested: ["待放款中心审核", "Waits for the desk"],
  submitted: ["待复核", "Waits for signature"],
  paid: ["已放款", "Paid out"],
  declined: ["已退回", "Returned"],
  by: ["申请人", "Asked by"],
  on: ["申请日", "Asked on"],
  paidOn: ["放款日", "Paid on"],
  loanNo: ["借据", "Note"],
  entrustBy: ["受托支付期限", "Entrusted by"],
  latest: ["（借款人原因最迟 {on}）", "(latest {on})"],
  check: ["用途检查", "Check of use"],
  checkDue: ["{on} 前完成", "by {on}"],
  approval: ["复核单", "Approval"],
  open: ["查看", "Open"],
  payee: ["收款人", "Payee"],
  bank: ["开户行", "Bank"],
  account: ["账号", "Account"],
  contract: ["合同或发票", "Contract"],
  desk: ["放款审核", "Desk check"],
  mode: ["支付方式", "Payment mode"],
  decision: ["结论", "Decision"],
  forward: ["审核通过，提交复核", "Forward for signature"],
  return: ["退回", "Return"],
  used: ["用款情况", "Use of the money"],
  as_agreed: ["按约定用途使用", "As agreed"],
  misused: ["挪用", "Misused"],
  evidence: ["检查情况与凭据", "What was seen"],
})

const drawTones = { requested: "warn", submitted: "warn", paid: "good", declined: "neutral" } as const
type Draw = CaseDetail["draws"][number]

export function DrawsTab({ found }: { found: CaseDetail }) {
  const t = useText()
  return (
    <Stack>
      <Figures>
        <Figure label={t("now")} value={<Money value={found.drawableNow} wan />} />
        <Figure label={t("left")} value={<Money value={found.undrawn} wan />} />
      </Figures>
      <Panel title={t("gates")} note={t("gatesNote")}>
        {found.gates.length === 0 ? <Nothing text={t("noGates")} /> : <GateList gates={found.gates} />}
      </Panel>
      {found.draws.length === 0 ? (
        <Panel>
          <Nothing text={t("none")} />
        </Panel>
      ) : null}
      {found.draws.toReversed().map((draw) => (
        <DrawPanel key={draw.id} draw={draw} />
      ))}
      {found.loans.length > 0 ? <Plan found={found} /> : null}
    </Stack>
  )
}

function DrawPanel({ draw }: { draw: Draw }) {
  const t = useText()
  const s = useSceneText()
  const check = draw.checkedOn
    ? `${draw.checkedOn} · ${t(draw.checkResult ?? "as_agreed")} · ${draw.checkNote ?? ""}`
    : draw.checkDueOn
      ? t("checkDue", { on: draw.checkDueOn })
      : null
  const extra = (
    <span className="co-acts">
      <StateTag tone={drawTones[draw.state]}>{t(draw.state)}</StateTag>
      {draw.state === "requested" ? <Desk draw={draw} /> : null}
      {draw.state === "paid" && !draw.checkedOn ? <Use draw={draw} /> : null}
    </span>
  )
  return (
    <Panel title={draw.drawNo} extra={extra}>
      <Pairs
        columns={3}
        items={[
          { label: s("amount"), value: <Money value={draw.amount} unit strong /> },
          { label: t("mode"), value: s(draw.mode) },
          { label: t("loanNo"), value: draw.loanNo },
          { label: t("by"), value: `${draw.requestedBy} · ${draw.requestedOn}` },
          { label: t("paidOn"), value: draw.paidOn },
          draw.approvalId
            ? { label: t("approval"), value: <To href={kernelPaths.approval(draw.approvalId)}>{t("open")}</To> }
            : null,
          draw.entrustBy
            ? { label: t("entrustBy"), value: `${draw.entrustBy}${t("latest", { on: draw.entrustLatest ?? "—" })}` }
            : null,
          { label: t("check"), value: check, wide: true },
        ]}
      />
      {draw.payees.length > 0 ? (
        <Grid
          label={t("payee")}
          rows={draw.payees}
          rowKey={(r) => `${r.account}${r.amount}${r.contractRef}`}
          dense
          columns={[
            { key: "name", title: t("payee"), phone: "title", render: (r) => r.name },
            { key: "bank", title: t("bank"), render: (r) => r.bank },
            { key: "account", title: t("account"), render: (r) => r.account },
            { key: "contract", title: t("contract"), render: (r) => r.contractRef || "—" },
            {
              key: "amount",
              title: s("amountHead", { name: s("amount") }),
              align: "right",
              render: (r) => <Money value={r.amount} />,
            },
          ]}
        />
      ) : null}
    </Panel>
  )
}

function Desk({ draw }: { draw: Draw }) {
  const t = useText()
  const s = useSceneText()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<{ decision: "forward" | "return"; note: string }, unknown>
      name={`desk-${draw.id}`}
      label={t("desk")}
      size="small"
      kind="primary"
      disabledReason={notAllowed("corporate-loan.disburse")}
      submitLabel={t("desk")}
      initial={{ decision: "forward" }}
      submit={(body, idempotencyKey) => api(checkDraw, { params: { id: draw.id }, body, idempotencyKey })}
    >
      <GateList gates={draw.gates} />
      <SelectField
        name="decision"
        label={t("decision")}
        required
        options={(["forward", "return"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextField name="note" label={s("note")} required rows={3} max={1000} />
    </DialogAction>
  )
}

function Use({ draw }: { draw: Draw }) {
  const t = useText()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<{ result: "as_agreed" | "misused"; note: string }, unknown>
      name={`use-${draw.id}`}
      label={t("check")}
      size="small"
      disabledReason={notAllowed("corporate-loan.apply")}
      submitLabel={t("check")}
      initial={{ result: "as_agreed" }}
      submit={(body, idempotencyKey) => api(useCheck, { params: { id: draw.id }, body, idempotencyKey })}
    >
      <SelectField
        name="result"
        label={t("used")}
        required
        options={(["as_agreed", "misused"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextField name="note" label={t("evidence")} required rows={3} max={1000} />
    </DialogAction>
  )
}

function Plan({ found }: { found: CaseDetail }) {
  const t = useText()
  const [picked, setPicked] = useState(found.loans[0]!.loanNo)
  const loan = found.loans.find((one) => one.loanNo === picked) ?? found.loans[0]!
  return (
    <>
      {found.loans.length > 1 ? (
        <Segmented
          aria-label={t("loanNo")}
          value={loan.loanNo}
          options={found.loans.map((one) => one.loanNo)}
          onChange={(next) => setPicked(String(next))}
        />
      ) : null}
      <Schedule loan={loan} />
    </>
  )
}
