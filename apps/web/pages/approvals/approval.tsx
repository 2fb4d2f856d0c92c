// One matter to decide: what it would do, what it was before, who signed already; and the decision with its reason.
// The decision carries the hash of what was seen: content changed meanwhile is refused by the server.
import type { z } from "zod"
import { type approvalDetail, decideApproval, getApproval } from "#contract/kernel/approval"
import { roleTable } from "#contract/kernel/access"
import { api, useEndpoint } from "#ui/api"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { grouped, Money } from "#ui/money"
import { Columns, Loaded, Page, Pairs, Panel, Stack } from "#ui/page"
import { useNotAllowed, useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { Timeline, moment } from "#ui/timeline"
import { paths } from "../../paths.ts"
import { codeText } from "./fields.ts"
import { Difference } from "./difference.tsx"
import { approvalTones, useApprovalText } from "./words.ts"

type Detail = z.output<typeof approvalDetail>

const useText = dictionary({
  approvals: ["审批", "Approvals"],
  approve: ["同意", "Approve"],
  return: ["退回修改", "Return"],
  reject: ["否决", "Reject"],
  reason: ["意见", "Reason"],
  reasonOptional: ["意见（可不填）", "Reason (optional)"],
  content: ["内容", "Content"],
  changes: ["变更前后", "Before and after"],
  facts: ["事项", "Matter"],
  kind: ["类型", "Kind"],
  amount: ["金额", "Amount"],
  outlet: ["网点", "Outlet"],
  maker: ["经办", "Maker"],
  at: ["提交时间", "Handed in"],
  levels: ["需要的签批", "Signatures needed"],
  level: ["第 {n} 级", "Level {n}"],
  signatures: ["签批记录", "Signatures"],
  noSignatures: ["还没有人签批。", "Nobody has signed yet."],
  open: ["打开业务页面", "Open the page"],
  hash: ["内容指纹", "Content fingerprint"],
})

export function ApprovalPage() {
  const id = useParam("id")
  const t = useText()
  const a = useApprovalText()
  const query = useEndpoint(getApproval, { params: { id } })
  return (
    <Loaded query={query} rows={10}>
      {(found) => (
        <Page
          title={found.title.replace(/\d{4,}\.\d\d/g, (amount) => grouped(amount, 2))}
          crumbs={[{ label: t("approvals"), href: paths.approvals() }]}
          tag={<StateTag tone={approvalTones[found.state]}>{a(found.state)}</StateTag>}
          actions={found.state === "open" ? <Decisions found={found} /> : undefined}
        >
          <Columns>
            <Panel title={t(found.before ? "changes" : "content")} flush>
              <Difference before={found.before} after={found.content} />
            </Panel>
            <Stack>
              <Facts found={found} />
              <Signatures found={found} />
            </Stack>
          </Columns>
        </Page>
      )}
    </Loaded>
  )
}

function Decisions({ found }: { found: Detail }) {
  const t = useText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const blocked = found.blocked ? say(found.blocked) : notAllowed("approval.decide")
  const decide =
    (decision: "approved" | "returned" | "rejected") => (values: { reason?: string }, idempotencyKey: string) =>
      api(decideApproval, {
        params: { id: found.id },
        body: { decision, reason: values.reason ?? "", seenHash: found.hash },
        idempotencyKey,
      })
  return (
    <>
      <DialogAction
        name="reject"
        label={t("reject")}
        danger
        disabledReason={blocked}
        submitLabel={t("reject")}
        submit={decide("rejected")}
      >
        <TextField name="reason" label={t("reason")} required rows={3} max={500} />
      </DialogAction>
      <DialogAction
        name="return"
        label={t("return")}
        disabledReason={blocked}
        submitLabel={t("return")}
        submit={decide("returned")}
      >
        <TextField name="reason" label={t("reason")} required rows={3} max={500} />
      </DialogAction>
      <DialogAction
        name="approve"
        label={t("approve")}
        kind="primary"
        disabledReason={blocked}
        submitLabel={t("approve")}
        submit={decide("approved")}
      >
        <TextField name="reason" label={t("reasonOptional")} rows={3} max={500} />
      </DialogAction>
    </>
  )
}

function Facts({ found }: { found: Detail }) {
  const t = useText()
  const say = useSay()
  const { nameOf } = useOutlets()
  return (
    <Panel title={t("facts")} extra={found.page ? <To href={found.page}>{t("open")}</To> : undefined}>
      <Pairs
        items={[
          { label: t("kind"), value: say(found.kindTitle) },
          found.amount ? { label: t("amount"), value: <Money value={found.amount} unit strong /> } : null,
          { label: t("outlet"), value: found.outlet ? nameOf(found.outlet) : null },
          { label: t("maker"), value: found.makerName },
          { label: t("at"), value: moment(found.createdAt) },
          { label: t("hash"), value: <code title={found.hash}>{found.hash.slice(0, 12)}</code> },
        ]}
      />
    </Panel>
  )
}

function Signatures({ found }: { found: Detail }) {
  const t = useText()
  const a = useApprovalText()
  const say = useSay()
  const roles = useEndpoint(roleTable).data?.roles ?? []
  const roleName = (code: string) => say(roles.find((role) => role.code === code)) || codeText(code, say)
  return (
    <Panel title={t("signatures")}>
      <ol className="hs-plain">
        {found.levels.map((level, i) => (
          <li key={i}>
            <span className="hs-muted">{t("level", { n: i + 1 })}</span>
            <span>{level.map(roleName).join(" / ")}</span>
          </li>
        ))}
      </ol>
      <Timeline
        label={t("signatures")}
        empty={t("noSignatures")}
        entries={found.signatures.map((one) => ({
          key: `${one.level}${one.at}`,
          at: one.at,
          who: one.checkerName,
          title: one.decision in approvalTones ? a(one.decision as Detail["state"]) : one.decision,
          detail: one.reason,
          tone: one.decision in approvalTones ? approvalTones[one.decision as Detail["state"]] : "neutral",
        }))}
      />
    </Panel>
  )
}
