// One institution: where every yuan stands, its deposit, what closing it today would mean, and what may be done.
import { api, useEndpoint } from "#ui/api"
import { DialogAction, MoneyField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useParam } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { useMay, useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import {
  changeStateEndpoint,
  depositEndpoint,
  getInstitution,
  payClaimsEndpoint,
  receiptEndpoint,
  releaseEndpoint,
  startRunoffEndpoint,
  whatIfEndpoint,
} from "../../contract.ts"
import { claimTitles, runoffTitles } from "../../../../products/custody/states.ts"
import { levelTitles, receiptRoutes, routeTitles } from "../../model.ts"
import { institutionNext, institutionTitles } from "../../states.ts"
import { trainingPaths as paths } from "../paths.ts"
import { institutionTones, levelTones, useTrainingText } from "../words.ts"
import { AskFreeze } from "./ask-freeze.tsx"

const useText = dictionary({
  marked: ["负责人与黑名单机构相同", "Shares people with a blacklisted one"],
  black: ["黑名单", "Blacklisted"],
  receipts: ["累计缴入", "Received"],
  releases: ["累计划拨", "Released"],
  returned: ["累计退费", "Returned"],
  equation: ["缴入 − 划拨 − 退费 = 存管余额", "Received − released − returned = in custody"],
  unapplied: ["待匹配来款", "Unmatched money"],
  people: ["负责人", "People"],
  whatIf: ["假设今天关停", "If it closed today"],
  families: ["涉及家庭", "Families"],
  claim: ["应退", "Owed"],
  own: ["存管可付", "From custody"],
  shared: ["保证金分配", "From the deposit"],
  missing: ["缺口", "Missing"],
  coverage: ["覆盖率", "Coverage"],
  change: ["调整状态", "Change state"],
  release: ["发起划拨", "Release now"],
  releaseNote: ["把已确认、未冻结的课次划到结算账户。", "Pays what is confirmed and not held back."],
  receipt: ["登记来款", "Record a receipt"],
  route: ["来源", "From"],
  payer: ["付款人", "Payer"],
  pay: ["缴存保证金", "Pay the deposit"],
  runoff: ["启动清退", "Start a run-off"],
  claims: ["清退债权", "Claims"],
  payClaims: ["提交兑付", "Submit for payment"],
  payNote: [
    "已登记收款账户的债权提交两人审批后逐笔付款。",
    "Claims with an account go to two signatures, then are paid one by one.",
  ],
  stopped: ["停止划拨", "Releases stopped"],
})

export function InstitutionPage() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const id = useParam("id")
  const { nameOf } = useOutlets()
  const query = useEndpoint(getInstitution, { params: { id } })
  return (
    <Loaded query={query} rows={10}>
      {(i) => (
        <Page
          title={i.name}
          crumbs={[{ label: w("institutions"), href: paths.institutions() }]}
          tag={
            <>
              <StateTag tone={levelTones[i.level]}>{say(levelTitles[i.level])}</StateTag>{" "}
              <StateTag tone={institutionTones[i.state]}>{say(institutionTitles[i.state])}</StateTag>{" "}
              {i.blacklisted ? <StateTag tone="bad">{t("black")}</StateTag> : null}
              {i.marked ? <StateTag tone="warn">{t("marked")}</StateTag> : null}
              {i.stoppedReason ? <StateTag tone="bad">{t("stopped")}</StateTag> : null}
            </>
          }
          intro={i.stoppedReason ?? i.stateReason ?? undefined}
          actions={<Acts id={i.id} state={i.state} custodyNo={i.custodyNo} />}
        >
          <Stack>
            <Figures>
              <Figure label={w("held")} value={<Money value={i.held} />} />
              <Figure label={w("unearned")} value={<Money value={i.unearned} />} />
              <Figure label={w("queued")} value={<Money value={i.queued} />} />
              <Figure
                label={w("deposit")}
                value={<Money value={i.deposit} />}
                tone={i.depositShort === "0.00" ? "good" : "warn"}
              />
            </Figures>
            <Panel note={t("equation")}>
              <Pairs
                columns={3}
                items={[
                  { label: t("receipts"), value: <Money value={i.receipts} /> },
                  { label: t("releases"), value: <Money value={i.releases} /> },
                  { label: t("returned"), value: <Money value={i.refunds} /> },
                  { label: w("floor"), value: <Money value={i.depositFloor} /> },
                  { label: w("short"), value: <Money value={i.depositShort} /> },
                  { label: t("unapplied"), value: <Money value={i.unapplied} /> },
                  { label: w("custodyNo"), value: i.custodyNo },
                  { label: w("settlementNo"), value: i.settlementNo },
                  { label: w("policy"), value: say(i.policy) },
                  { label: w("licence"), value: i.licenceNo },
                  { label: w("until"), value: i.licenceUntil },
                  { label: w("outlet"), value: nameOf(i.outlet) },
                  { label: t("people"), value: i.people.join("、"), wide: true },
                ]}
              />
            </Panel>
            {i.runoff ? (
              <Claims id={i.id} title={`${t("claims")} · ${say(runoffTitles[i.runoff.state])}`} rows={i.claims} />
            ) : (
              <WhatIf id={i.id} />
            )}
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function WhatIf({ id }: { id: string }) {
  const t = useText()
  const w = useTrainingText()
  const query = useEndpoint(whatIfEndpoint, { params: { id } })
  return (
    <Loaded query={query} rows={4}>
      {(q) => (
        <Panel title={t("whatIf")} flush>
          <div style={{ padding: 16 }}>
            <Pairs
              columns={3}
              items={[
                { label: t("families"), value: q.families },
                { label: t("claim"), value: <Money value={q.claim} /> },
                { label: t("own"), value: <Money value={q.own} /> },
                { label: t("shared"), value: <Money value={q.shared} /> },
                { label: t("missing"), value: <Money value={q.missing} /> },
                { label: t("coverage"), value: `${q.coverage}%` },
              ]}
            />
          </div>
          <Grid
            label={t("whatIf")}
            rows={q.rows}
            rowKey={(r) => `${r.claimant}${r.claim}${r.own}`}
            dense
            columns={[
              { key: "claimant", title: w("guardian"), phone: "title", render: (r) => r.claimant },
              { key: "claim", title: t("claim"), align: "right", render: (r) => <Money value={r.claim} /> },
              { key: "own", title: t("own"), align: "right", render: (r) => <Money value={r.own} /> },
              { key: "shared", title: t("shared"), align: "right", render: (r) => <Money value={r.shared} /> },
              { key: "missing", title: t("missing"), align: "right", render: (r) => <Money value={r.missing} /> },
            ]}
            empty={<Nothing text={w("none")} />}
          />
        </Panel>
      )}
    </Loaded>
  )
}

interface Claim {
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

function Claims({ id, title, rows }: { id: string; title: string; rows: readonly Claim[] }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  return (
    <Panel
      title={title}
      flush
      extra={
        may("training-fund.runoff-pay") ? (
          <DialogAction<object, unknown>
            name="pay-claims"
            label={t("payClaims")}
            size="small"
            submitLabel={t("payClaims")}
            submit={(_, idempotencyKey) => api(payClaimsEndpoint, { params: { id }, body: {}, idempotencyKey })}
          >
            <p>{t("payNote")}</p>
          </DialogAction>
        ) : null
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
          { key: "payee", title: w("settlementNo"), render: (r) => r.payee ?? "—" },
          { key: "state", title: w("state"), phone: "tag", render: (r) => say(claimTitles[r.state]) },
        ]}
        empty={<Nothing text={w("none")} />}
      />
    </Panel>
  )
}

function Acts({ id, state, custodyNo }: { id: string; state: keyof typeof institutionNext; custodyNo: string }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  const next = institutionNext[state].filter((one) => !["RUN_OFF", "CLOSED", "RELEASE_FROZEN"].includes(one))
  return (
    <>
      {may("training-fund.supervise") && next.length > 0 ? (
        <DialogAction<{ state: keyof typeof institutionNext; reason: string }, unknown>
          name="change-state"
          label={t("change")}
          submitLabel={w("submit")}
          submit={(body, idempotencyKey) => api(changeStateEndpoint, { params: { id }, body, idempotencyKey })}
        >
          <SelectField
            name="state"
            label={w("state")}
            required
            options={next.map((value) => ({ value, label: say(institutionTitles[value]) }))}
          />
          <TextField name="reason" label={w("reason")} required rows={3} max={300} />
        </DialogAction>
      ) : null}
      {may("training-fund.receive") ? (
        <DialogAction<
          { accountNo: string; route: (typeof receiptRoutes)[number]; amount: string; payer: string },
          unknown
        >
          name="receipt"
          label={t("receipt")}
          initial={{ accountNo: custodyNo, route: "transfer" }}
          submitLabel={w("submit")}
          submit={(body, idempotencyKey) => api(receiptEndpoint, { params: { id }, body, idempotencyKey })}
        >
          <TextField name="accountNo" label={w("custodyNo")} required />
          <SelectField
            name="route"
            label={t("route")}
            required
            options={receiptRoutes.map((value) => ({ value, label: say(routeTitles[value]) }))}
          />
          <MoneyField name="amount" label={w("amount")} required />
          <TextField name="payer" label={t("payer")} required max={60} />
        </DialogAction>
      ) : null}
      {may("training-fund.deposit") ? (
        <DialogAction<{ amount: string }, unknown>
          name="deposit"
          label={t("pay")}
          submitLabel={w("submit")}
          submit={(body, idempotencyKey) => api(depositEndpoint, { params: { id }, body, idempotencyKey })}
        >
          <MoneyField name="amount" label={w("amount")} required />
        </DialogAction>
      ) : null}
      {may("training-fund.release") ? (
        <DialogAction<object, unknown>
          name="release"
          label={t("release")}
          submitLabel={t("release")}
          submit={(_, idempotencyKey) => api(releaseEndpoint, { params: { id }, body: {}, idempotencyKey })}
        >
          <p>{t("releaseNote")}</p>
        </DialogAction>
      ) : null}
      <AskFreeze institutionId={id} />
      {may("training-fund.authority") && state !== "RUN_OFF" && state !== "CLOSED" ? (
        <DialogAction<{ reason: string; documentNo: string }, unknown>
          name="runoff"
          label={t("runoff")}
          danger
          submitLabel={t("runoff")}
          submit={(body, idempotencyKey) => api(startRunoffEndpoint, { params: { id }, body, idempotencyKey })}
        >
          <TextField name="documentNo" label={w("document")} required max={80} />
          <TextField name="reason" label={w("reason")} required rows={3} max={300} />
        </DialogAction>
      ) : null}
    </>
  )
}
