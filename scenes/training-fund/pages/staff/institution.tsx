// One institution: where every yuan stands, its deposit, what closing it today would mean, and what may be done.
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { useParam } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { getInstitution, whatIfEndpoint } from "../../contract.ts"
import { runoffTitles } from "../../../../products/custody/states.ts"
import { kindTitles, levelTitles } from "../../model.ts"
import { institutionTitles } from "../../states.ts"
import { trainingPaths as paths } from "../paths.ts"
import { PaperAction } from "../paper-action.tsx"
import { institutionTones, levelTones, useTrainingText } from "../words.ts"
import { Claims } from "./claims.tsx"
import { MoneyActs } from "./institution-money.tsx"
import { ChangePolicy, SuperviseActs } from "./institution-acts.tsx"

const useText = dictionary({
  kind: ["类别", "Kind"],
  legal: ["法定代表人", "Legal representative"],
  address: ["办学地址", "Address"],
  wall: ["打印公示", "Print the wall notice"],
  money: ["资金", "Money"],
  about: ["机构资料", "The institution"],
  complaints: ["未结投诉", "Open complaints"],
  seen: ["黑名单原因：{reason}", "Blacklisted: {reason}"],
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
  claims: ["清退债权", "Claims"],
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
              <StateTag tone={levelTones[i.level]}>{`${w("level")}：${say(levelTitles[i.level])}`}</StateTag>{" "}
              <StateTag
                tone={institutionTones[i.state]}
              >{`${w("state")}：${say(institutionTitles[i.state])}`}</StateTag>{" "}
              {i.blacklisted ? <StateTag tone="bad">{w("black")}</StateTag> : null}
              {i.marked && !i.blacklisted ? <StateTag tone="warn">{w("marked")}</StateTag> : null}
              {i.stoppedReason ? <StateTag tone="bad">{t("stopped")}</StateTag> : null}
            </>
          }
          intro={
            [i.blacklistReason ? t("seen", { reason: i.blacklistReason }) : null, i.stoppedReason ?? i.stateReason]
              .filter(Boolean)
              .join("　") || undefined
          }
          actions={
            <>
              <PaperAction kind="wall-notice" objectId={i.id} label={t("wall")} />
              <SuperviseActs institution={i} />
            </>
          }
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
            <Panel title={t("money")} note={t("equation")} extra={<MoneyActs institution={i} />}>
              <Pairs
                columns={3}
                items={[
                  { label: t("receipts"), value: <Money value={i.receipts} /> },
                  { label: t("releases"), value: <Money value={i.releases} /> },
                  { label: t("returned"), value: <Money value={i.refunds} /> },
                  { label: w("floor"), value: <Money value={i.depositFloor} /> },
                  { label: w("short"), value: <Money value={i.depositShort} /> },
                  { label: t("unapplied"), value: <Money value={i.unapplied} /> },
                ]}
              />
            </Panel>
            <Panel title={t("about")}>
              <Pairs
                columns={3}
                items={[
                  { label: w("custodyNo"), value: i.custodyNo },
                  { label: w("settlementNo"), value: i.settlementNo },
                  {
                    label: w("policy"),
                    value: (
                      <>
                        {say(i.policy)}{" "}
                        {i.state === "RUN_OFF" || i.state === "CLOSED" ? null : (
                          <ChangePolicy id={i.id} policyCode={i.policyCode} />
                        )}
                      </>
                    ),
                  },
                  { label: t("kind"), value: say(kindTitles[i.kind]) },
                  { label: w("licence"), value: i.licenceNo },
                  { label: w("until"), value: i.licenceUntil },
                  { label: w("outlet"), value: nameOf(i.outlet) },
                  { label: t("complaints"), value: i.complaints },
                  { label: t("legal"), value: i.legalPerson },
                  { label: t("people"), value: i.people.filter((one) => one !== i.legalPerson).join("、") },
                  { label: t("address"), value: i.address, wide: true },
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
