// One order from contract to the last fen: money by component, every lesson with its mark, word and release, refund, proof.
import { api, useEndpoint } from "#ui/api"
import { DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useParam } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import type { z } from "zod"
import { deciderTitles, evidenceTitles } from "../../../../products/custody/states.ts"
import {
  getOrder,
  getProof,
  handOverEndpoint,
  matchEndpoint,
  payCounterEndpoint,
  settleEndpoint,
} from "../../contract.ts"
import { markTitles } from "../../model.ts"
import { orderTitles, refundTitles } from "../../states.ts"
import { PaperAction } from "../paper-action.tsx"
import { trainingPaths as paths } from "../paths.ts"
import { orderTones, refundTones, useTrainingText } from "../words.ts"
import { AskFreeze } from "./ask-freeze.tsx"
import { RefundSteps } from "./refunds.tsx"
import { Replay } from "./replay.tsx"

const useText = dictionary({
  inside: ["存管内未划金额", "In custody, not released"],
  outside: ["存管外（机构保管，退费时由机构付）", "Outside custody, the institution's to return"],
  components: ["资金组成", "Components"],
  name: ["项目", "Component"],
  released: ["已划拨", "Released"],
  steps: ["约定次数", "Steps agreed"],
  lessonsTitle: ["逐课", "Lesson by lesson"],
  when: ["上课时间", "When"],
  mark: ["签到", "Mark"],
  word: ["确认", "Word"],
  due: ["最迟答复", "Answer by"],
  share: ["本课金额", "Its share"],
  settle: ["认定", "Settle"],
  stands: ["认定结果", "Decision"],
  yes: ["计课（划拨给机构）", "It counts"],
  no: ["不计课（钱留给家长）", "It does not count"],
  proof: ["逐分核对", "Proof to the fen"],
  good: ["相符：缴入 − 划拨 − 退还 = 总账余额", "Agrees: paid − released − returned = ledger"],
  bad: ["不符，请立即核查", "Does not agree"],
  counter: ["柜面收款", "Take at the counter"],
  counterNote: ["收款后立即进入机构存管账户。", "Goes into the custody account at once."],
  match: ["用来款缴费", "Match waiting money"],
  materials: ["登记教材已交付", "Materials handed over"],
  refund: ["退费", "Refund"],
  contract: ["合同", "Contract"],
  receipt: ["回执", "Receipt"],
  statement: ["课消明细", "Lessons"],
  "refund-sheet": ["退费单", "Refund sheet"],
})

export function OrderPage() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const id = useParam("id")
  const may = useMay()
  const query = useEndpoint(getOrder, { params: { id } })
  const press = (
    name: string,
    label: string,
    note: string,
    endpoint: typeof payCounterEndpoint | typeof matchEndpoint,
  ) => (
    <DialogAction<object, unknown>
      name={name}
      label={label}
      submitLabel={label}
      submit={(_, idempotencyKey) =>
        api(endpoint as typeof matchEndpoint, { params: { id }, body: {}, idempotencyKey })
      }
    >
      <p>{note}</p>
    </DialogAction>
  )
  return (
    <Loaded query={query} rows={10}>
      {(o) => (
        <Page
          title={`${o.course} ${o.contractNo}`}
          crumbs={[{ label: w("orders"), href: may("training-fund.institution") ? paths.ownOrders() : paths.orders() }]}
          tag={<StateTag tone={orderTones[o.state]}>{say(orderTitles[o.state])}</StateTag>}
          actions={
            <>
              {o.state === "SIGNED" && may("training-fund.receive")
                ? press("counter", t("counter"), t("counterNote"), payCounterEndpoint)
                : null}
              {o.state === "SIGNED" && may("training-fund.receive")
                ? press("match", t("match"), t("counterNote"), matchEndpoint)
                : null}
              {may("training-fund.teach") && o.materials !== "0.00" && !o.materialsOn && !o.materialsEvidence
                ? press("materials", t("materials"), t("materials"), handOverEndpoint)
                : null}
              {(
                [
                  "contract",
                  ...(o.number ? (["receipt", "statement"] as const) : []),
                  ...(o.refund ? (["refund-sheet"] as const) : []),
                ] as const
              ).map((kind) => (
                <PaperAction key={kind} kind={kind} objectId={o.id} label={t(kind)} />
              ))}
              {o.number ? <AskFreeze institutionId={o.institutionId} orderId={o.id} /> : null}
            </>
          }
        >
          <Stack>
            <Figures>
              <Figure label={w("paid")} value={<Money value={o.paid} />} />
              <Figure label={w("held")} value={<Money value={o.held} />} />
              <Figure
                label={o.outside === "0.00" ? w("unearned") : t("inside")}
                value={<Money value={o.unearned} />}
                tone="good"
              />
              <Figure label={w("lessons")} value={`${o.done}/${o.lessons}`} />
            </Figures>
            <Panel>
              <Pairs
                columns={3}
                items={[
                  { label: w("student"), value: o.student },
                  { label: w("guardian"), value: o.guardian },
                  { label: w("institution"), value: o.institution },
                  { label: w("custodyNo"), value: o.custodyNo },
                  { label: w("policy"), value: say(o.policy) },
                  { label: w("on"), value: `${o.firstOn} – ${o.lastOn}` },
                  o.outside === "0.00" ? null : { label: t("outside"), value: <Money value={o.outside} /> },
                ]}
              />
            </Panel>
            {o.refund ? (
              <Panel
                title={`${t("refund")} ${o.refund.number}`}
                extra={<StateTag tone={refundTones[o.refund.state]}>{say(refundTitles[o.refund.state])}</StateTag>}
              >
                <RefundSteps row={o.refund} />
              </Panel>
            ) : null}
            <Panel title={t("components")} flush>
              <Grid
                label={t("components")}
                rows={o.components}
                rowKey={(r) => r.name}
                dense
                columns={[
                  { key: "name", title: t("name"), phone: "title", render: (r) => say(r) },
                  { key: "paid", title: w("paid"), align: "right", render: (r) => <Money value={r.paid} /> },
                  {
                    key: "released",
                    title: t("released"),
                    align: "right",
                    render: (r) => <Money value={r.released} />,
                  },
                  { key: "queued", title: w("queued"), align: "right", render: (r) => <Money value={r.queued} /> },
                  {
                    key: "unearned",
                    title: w("unearned"),
                    align: "right",
                    render: (r) => <Money value={r.unearned} />,
                  },
                  {
                    key: "steps",
                    title: t("steps"),
                    align: "right",
                    render: (r) => `${r.done}/${r.steps + r.freeSteps}`,
                  },
                ]}
                empty={<Nothing text={w("none")} />}
              />
            </Panel>
            <Lessons order={o} />
            {o.number ? <Proof id={o.id} /> : null}
            <Replay id={o.id} />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

type Order = z.output<typeof getOrder.response>

function Lessons({ order: o }: { order: Order }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  return (
    <Panel title={t("lessonsTitle")} flush>
      <Grid
        label={t("lessonsTitle")}
        rows={o.lessonsList}
        rowKey={(r) => r.id}
        dense
        columns={[
          { key: "seq", title: "#", render: (r) => r.seq },
          { key: "when", title: t("when"), phone: "title", render: (r) => moment(r.startsAt), nowrap: true },
          { key: "mark", title: t("mark"), render: (r) => (r.mark ? say(markTitles[r.mark]) : "—") },
          {
            key: "word",
            title: t("word"),
            render: (r) =>
              r.evidence
                ? [
                    say(evidenceTitles[r.evidence.state]),
                    r.evidence.decidedBy ? say(deciderTitles[r.evidence.decidedBy]) : r.evidence.disputeReason,
                  ]
                    .filter(Boolean)
                    .join(" · ")
                : "—",
          },
          {
            key: "due",
            title: t("due"),
            render: (r) => (r.evidence?.state === "asked" ? r.evidence.dueOn : "—"),
            nowrap: true,
          },
          {
            key: "share",
            title: t("share"),
            align: "right",
            render: (r) => <Money value={r.evidence?.release ?? null} />,
          },
          {
            key: "act",
            title: "",
            render: (r) =>
              r.evidence?.state === "disputed" && may("training-fund.settle") ? (
                <Settle id={r.evidence.id} authority={may("training-fund.authority")} />
              ) : null,
          },
        ]}
        empty={<Nothing text={w("none")} />}
      />
    </Panel>
  )
}

function Settle({ id, authority }: { id: string; authority: boolean }) {
  const t = useText()
  const w = useTrainingText()
  const options = [{ value: "no", label: t("no") }, ...(authority ? [{ value: "yes", label: t("yes") }] : [])]
  return (
    <DialogAction<{ stands: string; reason: string }, unknown>
      name={`settle-${id}`}
      label={t("settle")}
      size="small"
      initial={{ stands: "no" }}
      submitLabel={w("submit")}
      submit={(body, idempotencyKey) =>
        api(settleEndpoint, {
          params: { id },
          body: { stands: body.stands === "yes", reason: body.reason },
          idempotencyKey,
        })
      }
    >
      <SelectField name="stands" label={t("stands")} required options={options} />
      <TextField name="reason" label={w("reason")} required rows={3} max={300} />
    </DialogAction>
  )
}

function Proof({ id }: { id: string }) {
  const t = useText()
  const say = useSay()
  const query = useEndpoint(getProof, { params: { id } })
  return (
    <Loaded query={query} rows={3}>
      {(p) => (
        <Panel
          title={t("proof")}
          extra={<StateTag tone={p.isTrue ? "good" : "bad"}>{t(p.isTrue ? "good" : "bad")}</StateTag>}
        >
          {p.components.map((one) => (
            <p key={one.name} className="hs-number">
              {say(one)}：{one.paid} − {one.released} − {one.returned} − {one.kept} = {one.held}
            </p>
          ))}
          <p className="hs-muted hs-small">
            {p.seals
              .slice(0, 3)
              .map((seal) => `${seal.date} SM3 ${seal.hash.slice(0, 16)}…`)
              .join("　")}
          </p>
        </Panel>
      )}
    </Loaded>
  )
}
