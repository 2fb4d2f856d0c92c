// One step of collection as a row: what is due, how it was done, and the proof that a letter arrived.
import type { z } from "zod"
import { Action } from "#ui/action"
import { api } from "#ui/api"
import { DateField, DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To, useGo } from "#ui/link"
import { Money } from "#ui/money"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import type { Column } from "#ui/tables"
import { doCollection, proveDelivery } from "../../contract.ts"
import type { collectionView } from "../../model.ts"
import { corporatePaths as paths } from "../paths.ts"
import { useSceneText } from "../words.ts"
import { useLeftWord } from "./task-acts.tsx"

export type Collection = z.output<typeof collectionView>

const useText = dictionary({
  step: ["步骤", "Step"],
  loanNo: ["借据", "Note"],
  owed: ["欠款合计", "Owed"],
  standing: ["情况", "Standing"],
  act: ["办理", "Do it"],
  record: ["登记催收", "Record"],
  way: ["方式", "Way"],
  phone: ["电话", "Phone"],
  visit: ["上门", "Visit"],
  courier: ["快递", "Courier"],
  notary: ["公证送达", "Notary"],
  court: ["诉讼", "Court"],
  said: ["情况说明", "What was said"],
  deliver: ["登记送达", "Delivered"],
  deliveredOn: ["送达日", "Delivered on"],
  proof: ["送达凭证编号", "Proof of delivery"],
  proofHint: [
    "快递签收单、公证书编号；送达即中断诉讼时效",
    "Courier or notary number; delivery interrupts the limitation",
  ],
  delivered: ["已送达 {no}", "Delivered {no}"],
  undelivered: ["未送达", "Not delivered yet"],
  handOver: ["去移交", "Hand over"],
})

export function useCollectionColumns(): Column<Collection>[] {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const left = useLeftWord()
  return [
    {
      key: "firm",
      title: s("firm"),
      phone: "title",
      render: (r) => <To href={paths.case(r.caseId, "care")}>{r.partyName}</To>,
      text: (r) => r.partyName,
    },
    {
      key: "step",
      title: t("step"),
      render: (r) => (
        <>
          {say(r.title)}
          {r.note ? <div className="hs-muted hs-small">{r.note}</div> : null}
        </>
      ),
      text: (r) => say(r.title),
    },
    { key: "loanNo", title: t("loanNo"), render: (r) => r.loanNo, text: (r) => r.loanNo },
    {
      key: "days",
      title: s("overdueDays"),
      align: "right",
      render: (r) => r.overdueDays,
      text: (r) => String(r.overdueDays),
    },
    {
      key: "owed",
      title: s("amountHead", { name: t("owed") }),
      align: "right",
      render: (r) => <Money value={r.owed} />,
      text: (r) => r.owed,
    },
    { key: "due", title: s("dueOn"), render: (r) => r.dueOn, text: (r) => r.dueOn, nowrap: true },
    {
      key: "standing",
      title: t("standing"),
      phone: "tag",
      render: (r) => <Standing row={r} word={left(r.daysLeft)} />,
      text: (r) => (r.doneOn ? s("done") : left(r.daysLeft)),
    },
    { key: "act", title: t("act"), render: (r) => <Act row={r} /> },
  ]
}

const waitsForProof = (row: Collection) => row.kind === "letter" && row.way !== null && row.deliveredOn === null

function Standing({ row, word }: { row: Collection; word: string }) {
  const t = useText()
  const s = useSceneText()
  if (!row.doneOn) return <StateTag tone={row.daysLeft < 0 ? "bad" : "warn"}>{word}</StateTag>
  if (waitsForProof(row)) return <StateTag tone="warn">{t("undelivered")}</StateTag>
  return <StateTag tone="good">{row.proofNo ? t("delivered", { no: row.proofNo }) : s("done")}</StateTag>
}

function Act({ row }: { row: Collection }) {
  const t = useText()
  const go = useGo()
  const notAllowed = useNotAllowed()
  const disabledReason = notAllowed("corporate-loan.collect")
  if (row.doneOn && !waitsForProof(row)) return `${row.doneBy ?? ""} ${row.doneOn}`
  if (row.kind === "hand_over")
    return <Action label={t("handOver")} size="small" run={() => go(paths.case(row.caseId))} />
  if (waitsForProof(row)) {
    return (
      <DialogAction<{ deliveredOn: string; proofNo: string }, unknown>
        name={`deliver-${row.id}`}
        label={t("deliver")}
        size="small"
        disabledReason={disabledReason}
        submitLabel={t("deliver")}
        submit={(body, idempotencyKey) => api(proveDelivery, { params: { id: row.id }, body, idempotencyKey })}
      >
        <DateField name="deliveredOn" label={t("deliveredOn")} required />
        <TextField name="proofNo" label={t("proof")} required max={60} hint={t("proofHint")} />
      </DialogAction>
    )
  }
  const ways = row.kind === "letter" ? (["courier", "visit", "notary"] as const) : (["phone", "visit"] as const)
  return (
    <DialogAction<{ way: "phone" | "visit" | "courier" | "notary" | "court"; note: string }, unknown>
      name={`collect-${row.id}`}
      label={t("record")}
      size="small"
      disabledReason={disabledReason}
      submitLabel={t("record")}
      initial={{ way: ways[0] }}
      submit={(body, idempotencyKey) => api(doCollection, { params: { id: row.id }, body, idempotencyKey })}
    >
      <SelectField name="way" label={t("way")} required options={ways.map((value) => ({ value, label: t(value) }))} />
      <TextField name="note" label={t("said")} required rows={3} max={1000} />
    </DialogAction>
  )
}
