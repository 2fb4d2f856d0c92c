// Alerts, freezes and reconciliation: the lists of those who watch.
import { api } from "#ui/api"
import { DialogAction, PickerField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { List } from "#ui/tables"
import {
  freezeScopeTitles,
  freezeStates,
  freezeTitles,
  reconStates,
  reconTitles,
} from "../../../../products/custody/states.ts"
import {
  closeAlertEndpoint,
  explainEndpoint,
  liftEndpoint,
  listAlerts,
  listFreezes,
  listInstitutions,
  listRecon,
  runReconEndpoint,
} from "../../contract.ts"
import { alertTitles, levelTitles } from "../../model.ts"
import { PaperAction } from "../paper-action.tsx"
import { trainingPaths as paths } from "../paths.ts"
import { levelTones, useTrainingText } from "../words.ts"

const useText = dictionary({
  what: ["情况", "What"],
  handle: ["处理", "Close"],
  outcome: ["处理结果", "Outcome"],
  open: ["未处理", "Open"],
  closed: ["已处理", "Closed"],
  scope: ["范围", "Scope"],
  lift: ["申请解除", "Ask for lifting"],
  sign: ["去复核", "To sign"],
  bank: ["银行余额", "Bank"],
  ledger: ["总账余额", "Ledger"],
  difference: ["差额", "Difference"],
  explain: ["说明差异", "Explain"],
  notice: ["通知书", "Notice"],
  now: ["立即对账", "Reconcile now"],
  nowNote: [
    "按今天的存管账、总账和已导入的银行流水核对；有差异即停止划拨。",
    "Papers, ledger and the bank's statement as of today; a difference stops releases.",
  ],
  import: ["导入银行流水", "Import the bank's statement"],
})

export function AlertsPage() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  return (
    <Page title={w("alerts")}>
      <List
        name="training-alerts"
        label={w("alerts")}
        endpoint={listAlerts}
        filters={[
          {
            kind: "select",
            name: "state",
            label: w("state"),
            options: (["open", "closed"] as const).map((value) => ({ value, label: t(value) })),
          },
          {
            kind: "select",
            name: "level",
            label: w("level"),
            options: (["YELLOW", "RED"] as const).map((value) => ({ value, label: say(levelTitles[value]) })),
          },
        ]}
        columns={[
          {
            key: "rule",
            title: w("alerts"),
            phone: "title",
            render: (r) => say(alertTitles[r.rule]),
            text: (r) => r.rule,
          },
          {
            key: "level",
            title: w("level"),
            phone: "tag",
            render: (r) => <StateTag tone={levelTones[r.level]}>{say(levelTitles[r.level])}</StateTag>,
            text: (r) => r.level,
          },
          {
            key: "institution",
            title: w("institution"),
            render: (r) => <To href={paths.institution(r.institutionId)}>{r.institution}</To>,
            text: (r) => r.institution,
          },
          { key: "what", title: t("what"), render: (r) => say(r), text: (r) => r.zh },
          { key: "on", title: w("on"), render: (r) => r.openedOn, text: (r) => r.openedOn, nowrap: true },
          {
            key: "act",
            title: t("outcome"),
            render: (r) =>
              r.state === "open" && may("training-fund.alerts") ? (
                <DialogAction<{ outcome: string }, unknown>
                  name={`alert-${r.id}`}
                  label={t("handle")}
                  size="small"
                  submitLabel={w("submit")}
                  submit={(body, idempotencyKey) =>
                    api(closeAlertEndpoint, { params: { id: r.id }, body, idempotencyKey })
                  }
                >
                  <TextField name="outcome" label={t("outcome")} required rows={3} max={300} />
                </DialogAction>
              ) : (
                (r.outcome ?? t(r.state))
              ),
          },
        ]}
        rowKey={(r) => r.id}
        empty={{ text: w("none") }}
      />
    </Page>
  )
}

export function FreezesPage() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  return (
    <Page title={w("freezes")}>
      <List
        name="training-freezes"
        label={w("freezes")}
        endpoint={listFreezes}
        filters={[
          {
            kind: "select",
            name: "state",
            label: w("state"),
            options: freezeStates.map((value) => ({ value, label: say(freezeTitles[value]) })),
          },
        ]}
        columns={[
          { key: "number", title: w("number"), render: (r) => r.number, text: (r) => r.number, nowrap: true },
          {
            key: "institution",
            title: w("institution"),
            phone: "title",
            render: (r) => r.institution,
            text: (r) => r.institution,
          },
          {
            key: "state",
            title: w("state"),
            phone: "tag",
            render: (r) => (
              <StateTag tone={r.state === "active" ? "bad" : "calm"}>{say(freezeTitles[r.state])}</StateTag>
            ),
            text: (r) => r.state,
          },
          {
            key: "scope",
            title: t("scope"),
            render: (r) => `${say(freezeScopeTitles[r.scope])}${r.contractNo ? ` ${r.contractNo}` : ""}`,
            text: (r) => r.scope,
          },
          {
            key: "document",
            title: w("document"),
            render: (r) => `${r.documentNo} ${r.authority}`,
            text: (r) => r.documentNo,
          },
          { key: "reason", title: w("reason"), render: (r) => r.reason, text: (r) => r.reason },
          { key: "on", title: w("on"), render: (r) => r.fromOn, text: (r) => r.fromOn, nowrap: true },
          {
            key: "paper",
            title: "",
            render: (r) => <PaperAction kind="freeze-notice" objectId={r.id} label={t("notice")} size="small" />,
          },
          {
            key: "act",
            title: "",
            render: (r) =>
              r.approvalId ? (
                <To href={paths.approval(r.approvalId)}>{t("sign")}</To>
              ) : r.state === "active" && may("training-fund.freeze") ? (
                <DialogAction<{ reason: string }, unknown>
                  name={`lift-${r.id}`}
                  label={t("lift")}
                  size="small"
                  submitLabel={w("submit")}
                  submit={(body, idempotencyKey) => api(liftEndpoint, { params: { id: r.id }, body, idempotencyKey })}
                >
                  <TextField name="reason" label={w("reason")} required rows={3} max={300} />
                </DialogAction>
              ) : null,
          },
        ]}
        rowKey={(r) => r.id}
        empty={{ text: w("none") }}
      />
    </Page>
  )
}

async function findInstitutions(text: string) {
  const page = await api(listInstitutions, { query: { q: text || undefined, limit: 20 } })
  return page.items.map((one) => ({ value: one.id, label: one.name, detail: one.custodyNo }))
}

export function ReconPage() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  return (
    <Page
      title={w("recon")}
      actions={
        may("custody.recon") ? (
          <>
            <To href="/imports?kind=custody.bank-lines">{t("import")}</To>
            <DialogAction<{ institutionId: string }, unknown>
              name="recon-now"
              label={t("now")}
              submitLabel={t("now")}
              submit={({ institutionId }, idempotencyKey) =>
                api(runReconEndpoint, { params: { id: institutionId }, body: {}, idempotencyKey })
              }
            >
              <p className="hs-muted">{t("nowNote")}</p>
              <PickerField name="institutionId" label={w("institution")} required find={findInstitutions} />
            </DialogAction>
          </>
        ) : undefined
      }
    >
      <List
        name="training-recon"
        label={w("recon")}
        endpoint={listRecon}
        filters={[
          {
            kind: "select",
            name: "state",
            label: w("state"),
            options: reconStates.map((value) => ({ value, label: say(reconTitles[value]) })),
          },
        ]}
        columns={[
          { key: "day", title: w("on"), render: (r) => r.day, text: (r) => r.day, nowrap: true },
          {
            key: "institution",
            title: w("institution"),
            phone: "title",
            render: (r) => r.institution,
            text: (r) => r.institution,
          },
          {
            key: "state",
            title: w("state"),
            phone: "tag",
            render: (r) => (
              <StateTag tone={r.state === "different" ? "bad" : r.state === "matched" ? "good" : "calm"}>
                {say(reconTitles[r.state])}
              </StateTag>
            ),
            text: (r) => r.state,
          },
          {
            key: "unearned",
            title: w("held"),
            align: "right",
            render: (r) => <Money value={r.unearned} />,
            text: (r) => r.unearned,
          },
          {
            key: "ledger",
            title: t("ledger"),
            align: "right",
            render: (r) => <Money value={r.ledger} />,
            text: (r) => r.ledger,
          },
          {
            key: "bank",
            title: t("bank"),
            align: "right",
            render: (r) => <Money value={r.bank} />,
            text: (r) => r.bank ?? "",
          },
          {
            key: "difference",
            title: t("difference"),
            align: "right",
            render: (r) => <Money value={r.difference} />,
            text: (r) => r.difference ?? "",
          },
          {
            key: "act",
            title: "",
            render: (r) =>
              r.state === "different" && may("custody.recon") ? (
                <DialogAction<{ explanation: string }, unknown>
                  name={`explain-${r.id}`}
                  label={t("explain")}
                  size="small"
                  submitLabel={w("submit")}
                  submit={(body, idempotencyKey) =>
                    api(explainEndpoint, { params: { id: r.id }, body, idempotencyKey })
                  }
                >
                  <TextField name="explanation" label={t("explain")} required rows={3} max={300} />
                </DialogAction>
              ) : (
                (r.explanation ?? null)
              ),
          },
        ]}
        rowKey={(r) => r.id}
        empty={{ text: w("none") }}
      />
    </Page>
  )
}
