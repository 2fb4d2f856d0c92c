// One batch before and while it is published: what it will do, then how far it is.
import { api, useEndpoint } from "#ui/api"
import { ConfirmAction } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Page, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { ProgressBar } from "#ui/progress"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { askPublishEndpoint, getBatch } from "../bills/contract.ts"
import { batchTitles } from "../states.ts"
import { billHref, orgHref } from "./side.ts"
import { batchTone, useCollectionText } from "./words.ts"

const useText = dictionary({
  count: ["账单（张）", "Bills"],
  total: ["合计（元）", "Total (CNY)"],
  payers: ["缴费户", "Payers"],
  fresh: ["其中新户 {n}", "{n} of them new"],
  phones: ["可短信提醒", "With a mobile number"],
  ahead: ["将抵用预存款（元）", "From money paid ahead (CNY)"],
  byItem: ["按项目", "By item"],
  sample: ["前 20 张", "The first 20"],
  submit: ["提交发布", "Submit for publication"],
  note: [
    "提交后由单位复核人核对张数、金额和项目；同意后发布，缴费人即可缴费。",
    "The reviewer compares number, sum and items; once agreed, payers can pay.",
  ],
  waiting: ["已提交，等复核人审批", "Submitted; the reviewer decides"],
  state: ["批次当前状态不能提交", "It cannot be submitted in this state"],
  progress: ["发布进度", "Progress"],
  approval: ["查看审批", "See the approval"],
})

export function BatchPage() {
  const id = useParam("id")
  const t = useText()
  const w = useCollectionText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const query = useEndpoint(getBatch, { params: { id } }, { refreshMs: 2_000 })
  return (
    <Loaded query={query} rows={10}>
      {(batch) => (
        <Page
          title={batch.batchNo}
          tag={<StateTag tone={batchTone[batch.state]}>{say(batchTitles[batch.state])}</StateTag>}
          crumbs={[{ label: w("batches"), href: orgHref(batch.orgId, "batches") }]}
          actions={
            <>
              {batch.approvalId ? <To href={kernelPaths.approval(batch.approvalId)}>{t("approval")}</To> : null}
              <ConfirmAction
                name="publish"
                label={t("submit")}
                kind="primary"
                disabledReason={
                  notAllowed("collection.import") ??
                  (batch.approvalId ? t("waiting") : batch.state === "draft" ? null : t("state"))
                }
                submit={(idempotencyKey) => api(askPublishEndpoint, { params: { id }, body: {}, idempotencyKey })}
              >
                {t("note")}
              </ConfirmAction>
            </>
          }
        >
          <Stack>
            {batch.state === "publishing" ? (
              <Panel>
                <ProgressBar label={t("progress")} done={batch.published} total={batch.bills} />
              </Panel>
            ) : null}
            <Figures>
              <Figure label={t("count")} value={batch.bills} />
              <Figure label={t("total")} value={<Money value={batch.total} />} />
              <Figure label={t("payers")} value={batch.payers} note={t("fresh", { n: batch.newPayers })} />
              <Figure label={t("phones")} value={batch.withPhone} />
              <Figure label={t("ahead")} value={<Money value={batch.aheadUsed} />} />
            </Figures>
            <Panel title={t("byItem")} flush>
              <Grid
                label={t("byItem")}
                rows={batch.items}
                rowKey={(r) => r.name}
                dense
                columns={[
                  { key: "name", title: w("item"), render: (r) => r.name },
                  { key: "bills", title: t("count"), render: (r) => r.bills, align: "right" },
                  { key: "total", title: t("total"), render: (r) => <Money value={r.total} />, align: "right" },
                ]}
              />
            </Panel>
            <Panel title={t("sample")} flush>
              <Grid
                label={t("sample")}
                rows={batch.sample}
                rowKey={(r) => r.billNo}
                dense
                href={(r) => billHref(r.billNo)}
                columns={[
                  { key: "bill", title: w("bill"), render: (r) => r.billNo },
                  { key: "key", title: w("payerKey"), render: (r) => r.payerKey },
                  { key: "payer", title: w("payer"), render: (r) => r.payerName },
                  { key: "item", title: w("item"), render: (r) => r.item },
                  { key: "amount", title: w("amountYuan"), render: (r) => <Money value={r.amount} />, align: "right" },
                  { key: "due", title: w("dueOn"), render: (r) => r.dueOn },
                ]}
              />
            </Panel>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}
