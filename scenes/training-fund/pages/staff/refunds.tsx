// Refunds with the days that are left: institutions answer, the authority decides where they differ, the bank looks on.
import { api } from "#ui/api"
import { CheckField, DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { List } from "#ui/tables"
import type { z } from "zod"
import { answerEndpoint, arbitrateEndpoint, listRefunds, type refundView } from "../../contract.ts"
import { refundStates, refundTitles } from "../../states.ts"
import { trainingPaths as paths } from "../paths.ts"
import { refundTones, useTrainingText } from "../words.ts"

const useText = dictionary({
  open: ["未办结", "Open"],
  days: ["剩余工作日", "Working days left"],
  answerBy: ["最迟答复", "Answer by"],
  payBy: ["最迟到账", "Pay by"],
  answer: ["答复", "Answer"],
  decide: ["裁定", "Decide"],
  agreed: ["答复", "Answer"],
  yes: ["同意退费", "Agree"],
  no: ["不同意", "Refuse"],
  pay: ["应当退费", "Pay it back"],
  keep: ["不予退费", "Do not"],
  fault: ["属机构责任（按实付价计算）", "The institution is at fault"],
  overdue: ["已逾期", "Overdue"],
  total: ["应退合计", "To be returned"],
  custody: ["其中：存管户", "Of it: from custody"],
  owed: ["其中：存管外，从机构结算账户付", "Of it: outside custody, from the institution's account"],
})

type Row = z.output<typeof refundView>

export function RefundsPage() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const states = [
    { value: "open", label: t("open") },
    ...refundStates.map((value) => ({ value, label: say(refundTitles[value]) })),
  ]
  return (
    <Page title={w("refunds")}>
      <List
        name="training-refunds"
        label={w("refunds")}
        endpoint={listRefunds}
        filters={[{ kind: "select", name: "state", label: w("state"), options: states }]}
        columns={[
          { key: "number", title: w("number"), render: (r) => r.number, text: (r) => r.number, nowrap: true },
          {
            key: "contract",
            title: w("contract"),
            render: (r) => <To href={paths.order(r.orderId)}>{r.contractNo}</To>,
            text: (r) => r.contractNo,
            nowrap: true,
          },
          { key: "student", title: w("student"), phone: "title", render: (r) => r.student, text: (r) => r.student },
          {
            key: "state",
            title: w("state"),
            phone: "tag",
            render: (r) => <StateTag tone={refundTones[r.state]}>{say(refundTitles[r.state])}</StateTag>,
            text: (r) => r.state,
          },
          {
            key: "amount",
            title: w("amount"),
            align: "right",
            render: (r) => <Money value={r.amount} />,
            text: (r) => r.amount,
          },
          { key: "reason", title: w("reason"), render: (r) => r.reason, text: (r) => r.reason },
          { key: "institution", title: w("institution"), render: (r) => r.institution, text: (r) => r.institution },
          {
            key: "days",
            title: t("days"),
            align: "right",
            render: (r) => (r.overdue ? <StateTag tone="bad">{t("overdue")}</StateTag> : (r.daysLeft ?? "—")),
            text: (r) => String(r.daysLeft ?? ""),
          },
          {
            key: "payBy",
            title: t("payBy"),
            render: (r) => (
              <>
                {r.payBy}
                {r.state === "INSTITUTION_REVIEW" ? (
                  <div className="hs-muted hs-small">
                    {t("answerBy")} {r.answerBy}
                  </div>
                ) : null}
              </>
            ),
            text: (r) => r.payBy,
            nowrap: true,
          },
          { key: "act", title: "", render: (r) => <RefundActs row={r} /> },
        ]}
        rowKey={(r) => r.id}
        empty={{ text: w("none") }}
      />
    </Page>
  )
}

function RefundActs({ row }: { row: Row }) {
  const t = useText()
  const w = useTrainingText()
  const may = useMay()
  if (row.state === "INSTITUTION_REVIEW" && may("training-fund.answer"))
    return (
      <DialogAction<{ agreed: string; answer?: string }, unknown>
        name={`answer-${row.id}`}
        label={t("answer")}
        size="small"
        initial={{ agreed: "yes" }}
        submitLabel={w("submit")}
        submit={(body, idempotencyKey) =>
          api(answerEndpoint, {
            params: { id: row.id },
            body: { agreed: body.agreed === "yes", answer: body.answer ?? "" },
            idempotencyKey,
          })
        }
      >
        <RefundSteps row={row} />
        <SelectField
          name="agreed"
          label={t("agreed")}
          required
          options={[
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ]}
        />
        <TextField name="answer" label={w("reason")} rows={3} max={300} />
      </DialogAction>
    )
  if (row.state === "ARBITRATION" && may("training-fund.authority"))
    return (
      <DialogAction<{ pay: string; atFault?: boolean; decision: string }, unknown>
        name={`decide-${row.id}`}
        label={t("decide")}
        size="small"
        initial={{ pay: "yes" }}
        submitLabel={w("submit")}
        submit={({ pay, atFault, decision }, idempotencyKey) =>
          api(arbitrateEndpoint, {
            params: { id: row.id },
            body: { pay: pay === "yes", atFault: atFault ?? false, decision },
            idempotencyKey,
          })
        }
      >
        <RefundSteps row={row} />
        <SelectField
          name="pay"
          label={t("decide")}
          required
          options={[
            { value: "yes", label: t("pay") },
            { value: "no", label: t("keep") },
          ]}
        />
        <CheckField name="atFault" label={t("fault")}>
          {t("fault")}
        </CheckField>
        <TextField name="decision" label={w("reason")} required rows={3} max={300} />
      </DialogAction>
    )
  return null
}

export function RefundSteps({ row }: { row: Pick<Row, "steps" | "amount" | "owed" | "fromCustody"> }) {
  const t = useText()
  const say = useSay()
  const parts = [
    ...(row.owed === "0.00"
      ? []
      : [
          [t("custody"), row.fromCustody],
          [t("owed"), row.owed],
        ]),
  ]
  return (
    <ul className="hs-plain">
      {row.steps.map((step) => (
        <li key={step.zh}>
          <span>{say(step)}</span>
          <Money value={step.amount} />
        </li>
      ))}
      <li>
        <strong>{t("total")}</strong>
        <Money value={row.amount} strong />
      </li>
      {parts.map(([label, value]) => (
        <li key={label}>
          <span>{label}</span>
          <Money value={value!} />
        </li>
      ))}
    </ul>
  )
}
