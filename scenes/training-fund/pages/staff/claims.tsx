// The claims of a run-off: the list for signatures, submission for payment, and what another bank sent back.
import { api } from "#ui/api"
import { ConfirmAction, ReasonAction } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Nothing, Panel } from "#ui/page"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { claimTitles } from "../../../../products/custody/states.ts"
import { bounceEndpoint, payClaimsEndpoint } from "../../contract.ts"
import { PaperAction } from "../paper-action.tsx"
import { useTrainingText } from "../words.ts"

const useText = dictionary({
  claim: ["应退", "Owed"],
  own: ["存管可付", "From custody"],
  shared: ["保证金分配", "From the deposit"],
  payee: ["收款账户", "Account to pay to"],
  print: ["打印债权清单", "Print the list"],
  pay: ["提交兑付", "Submit for payment"],
  payNote: [
    "已登记收款账户的债权提交两人审批后逐笔付款。",
    "Claims with an account go to two signatures, then are paid one by one.",
  ],
  nobody: ["还没有家长登记收款账户", "Nobody has named an account yet"],
  bounce: ["登记退汇", "Sent back"],
  bounceNote: [
    "对方银行退回了 {claimant} 的这笔款：钱回到原处，债权编号不变，家长更正账户后再付。",
    "The other bank sent back the payment to {claimant}: the money returns, the number stays, and the parent may correct the account.",
  ],
  reason: ["退汇原因", "Why it came back"],
})

export interface Claim {
  id: string
  number: string
  claimant: string
  claim: string
  own: string
  shared: string
  state: keyof typeof claimTitles
  payee: string | null
  failure: string | null
}

const tones = { listed: "warn", confirmed: "calm", paid: "good", failed: "bad" } as const

export function Claims({ id, title, rows }: { id: string; title: string; rows: readonly Claim[] }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  return (
    <Panel
      title={title}
      flush
      extra={
        <>
          <PaperAction kind="claims" objectId={id} label={t("print")} size="small" />
          {may("training-fund.runoff-pay") && rows.some((row) => row.state !== "paid") ? (
            <ConfirmAction
              name="pay-claims"
              label={t("pay")}
              size="small"
              disabledReason={rows.some((row) => row.state === "confirmed") ? null : t("nobody")}
              submit={(idempotencyKey) => api(payClaimsEndpoint, { params: { id }, body: {}, idempotencyKey })}
            >
              {t("payNote")}
            </ConfirmAction>
          ) : null}
        </>
      }
    >
      <Grid
        label={title}
        rows={rows}
        rowKey={(r) => r.id}
        dense
        columns={[
          { key: "number", title: w("number"), render: (r) => r.number, nowrap: true },
          { key: "claimant", title: w("guardian"), phone: "title", render: (r) => r.claimant },
          { key: "claim", title: t("claim"), align: "right", render: (r) => <Money value={r.claim} /> },
          { key: "own", title: t("own"), align: "right", render: (r) => <Money value={r.own} /> },
          { key: "shared", title: t("shared"), align: "right", render: (r) => <Money value={r.shared} /> },
          { key: "payee", title: t("payee"), render: (r) => r.payee ?? "—" },
          {
            key: "state",
            title: w("state"),
            phone: "tag",
            render: (r) => (
              <>
                <StateTag tone={tones[r.state]}>{say(claimTitles[r.state])}</StateTag>
                {r.failure ? <span className="hs-muted hs-small"> {r.failure}</span> : null}
              </>
            ),
          },
          {
            key: "act",
            title: "",
            render: (r) =>
              r.state === "paid" && may("training-fund.runoff-pay") ? (
                <ReasonAction
                  name={`bounce-${r.id}`}
                  label={t("bounce")}
                  size="small"
                  reasonLabel={t("reason")}
                  max={300}
                  submit={(reason, idempotencyKey) =>
                    api(bounceEndpoint, { params: { id: r.id }, body: { reason }, idempotencyKey })
                  }
                >
                  {t("bounceNote", { claimant: r.claimant })}
                </ReasonAction>
              ) : null,
          },
        ]}
        empty={<Nothing text={w("none")} />}
      />
    </Panel>
  )
}
