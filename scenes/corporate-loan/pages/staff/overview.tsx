// What the case is about: the request, the decision, the contract, the notes under it.
import { Alert } from "antd"
import { api } from "#ui/api"
import { DialogAction } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Money, Rate } from "#ui/money"
import { Columns, Figure, Figures, Nothing, Pairs, Panel, Stack } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { loanPaths } from "../../../../products/loan/pages/paths.ts"
import { editCase } from "../../contract.ts"
import { guaranteeTitles, levelTitles, productTitles } from "../../rules.ts"
import { isOpenForEditing } from "../../states.ts"
import { riskTones, useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"
import { RequestFields, requestBody, type RequestValues } from "./request-fields.tsx"

const useText = dictionary({
  asked: ["申请金额", "Asked"],
  approved: ["批准金额", "Approved"],
  drawable: ["现在可提", "Drawable now"],
  request: ["申请", "Request"],
  edit: ["修改申请", "Mend"],
  contract: ["合同", "Contract"],
  contractNo: ["合同编号", "Contract no."],
  signed: ["签约日", "Signed"],
  end: ["到期日", "Ends"],
  measures: ["适用规定", "Measures"],
  guaranteeContract: ["保证合同", "Guarantee contract"],
  handedOver: ["移交保全", "Handed over"],
  noContract: ["尚未签约。", "Not signed yet."],
  notes: ["借据", "Notes"],
  noNotes: ["还没有提款。", "Nothing drawn yet."],
  loanNo: ["借据号", "Note"],
  class: ["五级分类", "Class"],
  owed: ["结清需", "Owed in all"],
  matures: ["到期", "Matures"],
  ended: ["结束原因：{reason}", "Ended: {reason}"],
  warned: ["有未解除的{level}预警，详见“贷后”。", "Open {level} warning; see Care."],
})

export function Overview({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  return (
    <Stack>
      {found.level ? (
        <Alert
          type={found.level === "red" ? "error" : "warning"}
          showIcon
          title={t("warned", { level: say(levelTitles[found.level]) })}
        />
      ) : null}
      {found.endedReason ? <Alert type="info" showIcon title={t("ended", { reason: found.endedReason })} /> : null}
      <Figures>
        <Figure label={t("asked")} value={<Money value={found.askedAmount} wan />} />
        <Figure label={t("approved")} value={<Money value={found.approvedAmount} wan />} />
        <Figure label={s("outstanding")} value={<Money value={found.outstanding} wan />} />
        <Figure label={t("drawable")} value={<Money value={found.drawableNow} wan />} />
        {found.overdueDays > 0 ? <Figure label={s("overdueDays")} value={found.overdueDays} tone="bad" /> : null}
      </Figures>
      <Columns>
        <RequestPanel found={found} />
        <Contract found={found} />
      </Columns>
      <Notes found={found} />
    </Stack>
  )
}

export function RequestPanel({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  return (
    <Panel title={t("request")} extra={isOpenForEditing(found.state) ? <Edit found={found} /> : undefined}>
      <Pairs
        columns={3}
        items={[
          { label: s("product"), value: say(productTitles[found.product]) },
          { label: t("asked"), value: <Money value={found.askedAmount} unit /> },
          { label: s("term"), value: found.termMonths },
          { label: s("rate"), value: <Rate value={found.ratePct} /> },
          { label: s("method"), value: s(found.method) },
          { label: s("every"), value: s("everyN", { n: found.everyMonths }) },
          { label: s("guarantee"), value: say(guaranteeTitles[found.guarantee]) },
          { label: s("guarantor"), value: found.guarantor },
          { label: s("projectTag"), value: found.projectTag ? s(found.projectTag) : null },
          { label: s("purpose"), value: found.purpose, wide: true },
          { label: s("source"), value: found.repaymentSource, wide: true },
        ]}
      />
    </Panel>
  )
}

function Edit({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<RequestValues, unknown>
      name="edit-case"
      label={t("edit")}
      size="small"
      width={720}
      disabledReason={notAllowed("corporate-loan.apply")}
      submitLabel={s("save")}
      initial={{
        amount: found.askedAmount,
        termMonths: String(found.termMonths),
        purpose: found.purpose,
        repaymentSource: found.repaymentSource,
        method: found.method,
        everyMonths: String(found.everyMonths),
        guarantee: found.guarantee,
        guarantor: found.guarantor ?? undefined,
        isNewClient: found.isNewClient,
        projectTag: found.projectTag ?? undefined,
        permitValidTo: found.permitValidTo ?? undefined,
      }}
      submit={(values, idempotencyKey) =>
        api(editCase, { params: { id: found.id }, body: requestBody(values), idempotencyKey })
      }
    >
      <RequestFields />
    </DialogAction>
  )
}

function Contract({ found }: { found: CaseDetail }) {
  const t = useText()
  const say = useSay()
  return (
    <Panel title={t("contract")}>
      {found.contractNo ? (
        <Pairs
          items={[
            { label: t("contractNo"), value: found.contractNo },
            { label: t("signed"), value: found.signedOn },
            { label: t("end"), value: found.endOn },
            found.guaranteeContractNo ? { label: t("guaranteeContract"), value: found.guaranteeContractNo } : null,
            found.handedOverOn ? { label: t("handedOver"), value: found.handedOverOn } : null,
            { label: t("measures"), value: found.measures ? say(found.measures) : null, wide: true },
          ]}
        />
      ) : (
        <Nothing text={t("noContract")} />
      )}
    </Panel>
  )
}

function Notes({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  return (
    <Panel title={t("notes")} flush>
      <Grid
        label={t("notes")}
        rows={found.loans}
        rowKey={(r) => r.loanNo}
        empty={<Nothing text={t("noNotes")} />}
        columns={[
          {
            key: "loanNo",
            title: t("loanNo"),
            phone: "title",
            render: (r) => <To href={loanPaths.loan(r.loanNo)}>{r.loanNo}</To>,
          },
          {
            key: "amount",
            title: s("amountHead", { name: s("amount") }),
            align: "right",
            render: (r) => <Money value={r.amount} />,
          },
          {
            key: "principal",
            title: s("amountHead", { name: s("outstanding") }),
            align: "right",
            render: (r) => <Money value={r.principal} />,
          },
          {
            key: "owed",
            title: s("amountHead", { name: t("owed") }),
            align: "right",
            render: (r) => <Money value={r.owed} />,
          },
          { key: "rate", title: s("rate"), align: "right", render: (r) => `${r.ratePct}%` },
          { key: "matures", title: t("matures"), render: (r) => r.maturesOn, nowrap: true },
          { key: "overdue", title: s("overdueDays"), align: "right", render: (r) => r.overdueDays || "—" },
          {
            key: "class",
            title: t("class"),
            phone: "tag",
            render: (r) => <StateTag tone={riskTones[r.riskClass]}>{s(r.riskClass)}</StateTag>,
          },
        ]}
      />
    </Panel>
  )
}
