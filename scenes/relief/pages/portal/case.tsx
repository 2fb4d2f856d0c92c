// One request for the firm: where it stands, what to bring, what was agreed and what it costs, signing, the papers.
import { useState } from "react"
import type { z } from "zod"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { FilesPanel } from "#ui/files"
import { CodeField, FormDialog } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useParam } from "#ui/link"
import { Money } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { portalReliefCase, portalReliefSign, portalReliefSignCode } from "../../contract.ts"
import type { portalCase } from "../../model.ts"
import { Plan } from "../comparison.tsx"
import { reliefPaths as paths } from "../paths.ts"
import { Prints } from "../staff/papers.tsx"
import { stateTone, useReliefText } from "../words.ts"
import "../relief.css"

type Case = z.output<typeof portalCase>

const useText = dictionary({
  back: ["有困难？", "In difficulty?"],
  next: ["下一步", "Next"],
  bring: ["请补齐", "Please bring"],
  progress: ["办理进度", "Progress"],
  agreed: ["批准的安排：{n}", "Agreed: {n}"],
  ends: ["新的到期日", "Ends"],
  cost: ["比原计划多付利息（元）", "More interest than before (CNY)"],
  saved: ["省下的过桥成本（元）", "Bridge money saved (CNY)"],
  watched: ["按期还款至少到", "Pay on the day until at least"],
  watchedNote: ["期间一次逾期，重新计算", "one miss starts it again"],
  plan: ["新的还款计划", "The new plan"],
  why: ["未批准的理由", "Why it was declined"],
  handed: ["我提交的材料", "Papers I handed in"],
  bank: ["银行文书", "Papers of the bank"],
  open: ["打开", "Open"],
  noPapers: ["这一步还没有文书。", "None at this step."],
  sign: ["签署协议", "Sign the agreement"],
  code: ["6 位验证码", "Six-digit code"],
  sent: [
    "验证码已发送到 {to}。输入后即代表企业签署纾困协议。",
    "The code was sent to {to}. Entering it signs for the firm.",
  ],
})

export function PortalReliefCasePage() {
  const id = useParam("id")
  const t = useText()
  const s = useReliefText()
  const query = useEndpoint(portalReliefCase, { params: { id } }, { refreshMs: 15_000 })
  return (
    <Loaded query={query} rows={8}>
      {(found) => (
        <Page
          title={found.caseNo}
          intro={`${s("loanNo")} ${found.loanNo}`}
          narrow
          crumbs={[{ label: t("back"), href: paths.portal() }]}
          tag={<StateTag tone={stateTone(found.state)}>{s.lang === "zh" ? found.statusZh : found.statusEn}</StateTag>}
        >
          <Body found={found} />
        </Page>
      )}
    </Loaded>
  )
}

function Body({ found }: { found: Case }) {
  const t = useText()
  const s = useReliefText()
  const say = useSay()
  return (
    <Stack>
      <Panel title={t("next")}>
        <p style={{ marginTop: 0 }}>{s.lang === "zh" ? found.nextZh : found.nextEn}</p>
        {found.missing.length > 0 ? (
          <>
            <strong>{t("bring")}</strong>
            <ul>
              {found.missing.map((one) => (
                <li key={one.en}>{say(one)}</li>
              ))}
            </ul>
          </>
        ) : null}
        {found.declinedReason ? (
          <p>
            {t("why")}：{found.declinedReason}
          </p>
        ) : null}
        {found.canSign ? <Sign caseId={found.id} /> : null}
      </Panel>
      {found.toolZh ? <Agreed found={found} /> : null}
      <Panel title={t("progress")}>
        <ol className="hs-plain">
          {found.steps.map((step) => (
            <li key={step.en}>
              <span className={step.done ? undefined : "hs-muted"}>
                {step.done ? "✓ " : "○ "}
                {say(step)}
              </span>
              <span className="hs-muted hs-number">{step.on ?? ""}</span>
            </li>
          ))}
        </ol>
      </Panel>
      <Columns wide="even">
        <FilesPanel owner="relief-case" ownerId={found.id} title={t("handed")} />
        <Panel title={t("bank")}>
          {found.prints.length === 0 ? <Nothing text={t("noPapers")} /> : null}
          <Prints prints={found.prints} label={t("open")} />
        </Panel>
      </Columns>
    </Stack>
  )
}

function Agreed({ found }: { found: Case }) {
  const t = useText()
  const s = useReliefText()
  const name = (s.lang === "zh" ? found.toolZh : found.toolEn) ?? ""
  return (
    <Panel title={t("agreed", { n: name })}>
      <Figures>
        <Figure label={t("ends")} value={found.endsAfter ?? "—"} />
        <Figure label={t("cost")} value={<Money value={found.extraInterest} />} />
        {found.bridgeSaving ? (
          <Figure label={t("saved")} value={<Money value={found.bridgeSaving} />} tone="good" />
        ) : null}
        {found.observationUntil ? (
          <Figure label={t("watched")} value={found.observationUntil} note={t("watchedNote")} />
        ) : null}
      </Figures>
      <Plan title={t("plan")} rows={found.after} />
    </Panel>
  )
}

function Sign({ caseId }: { caseId: string }) {
  const t = useText()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const params = { id: caseId }
  return (
    <>
      <Action
        label={t("sign")}
        kind="primary"
        run={async () => setSentTo((await api(portalReliefSignCode, { params, body: {} })).sentTo)}
      />
      <FormDialog<{ code: string }, unknown>
        name="relief-sign"
        title={t("sign")}
        open={sentTo !== null}
        close={() => setSentTo(null)}
        submitLabel={t("sign")}
        submit={(body, idempotencyKey) => api(portalReliefSign, { params, body, idempotencyKey })}
      >
        <p>{t("sent", { to: sentTo ?? "" })}</p>
        <CodeField name="code" label={t("code")} required />
      </FormDialog>
    </>
  )
}
