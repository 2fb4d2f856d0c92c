// Due diligence: the checklist with its progress, and the visits with their wall of photos.
import { Button, Form, Input, Progress, Segmented } from "antd"
import { useState } from "react"
import { listFiles } from "#contract/kernel/document"
import { api, useEndpoint } from "#ui/api"
import { CheckField, DateField, DialogAction, FormShell, SelectField, TextField } from "#ui/forms"
import { FilesPanel } from "#ui/files"
import { dictionary, useSay } from "#ui/i18n"
import { Columns, Nothing, Panel, Stack } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { addVisit, answerChecks, colleagues } from "../../contract.ts"
import { checkResults, type CheckItem, type CheckResult } from "../../rules.ts"
import { isOpenForEditing, isRunning } from "../../states.ts"
import { useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"
import { PhotoWall } from "./photos.tsx"

const useText = dictionary({
  checklist: ["尽职调查清单", "Checklist"],
  checkNote: [
    "全部核实后才能提交审查；“不适用”须写明原因。",
    "All items before the submission; say why one does not apply.",
  ],
  progress: ["已完成 {n} / {all} 项", "{n} of {all} done"],
  yes: ["已核实", "Yes"],
  no: ["不符", "No"],
  na: ["不适用", "N/A"],
  allYes: ["其余全部已核实", "The rest: yes"],
  noteLabel: ["{item}的说明", "Note on {item}"],
  visits: ["走访记录", "Visits"],
  visitNote: [
    "现场检查双人办理；小微企业在限额以内可只做非现场调查。",
    "On site two people go; small firms within the limit may be looked at off site.",
  ],
  none: ["还没有走访记录。", "No visits yet."],
  add: ["登记走访", "Record a visit"],
  onSite: ["现场检查", "On site"],
  offSite: ["非现场", "Off site"],
  on: ["日期", "Day"],
  place: ["地点", "Place"],
  companion: ["同行人", "Second officer"],
  findings: ["所见情况", "Findings"],
  kind: ["类别", "Kind"],
  dd: ["尽调", "Due diligence"],
  use: ["用途检查", "Use"],
  periodic: ["定期检查", "Periodic"],
  progressVisit: ["工程进度", "Progress"],
  warning: ["预警回访", "Warning"],
  photos: ["照片（{n}）", "Photos ({n})"],
  hide: ["收起照片", "Hide photos"],
  opinion: ["调查意见", "Opinion"],
})

type Answers = Partial<Record<CheckItem, { result: CheckResult | null; note: string }>>

export function DiligenceTab({ found }: { found: CaseDetail }) {
  const t = useText()
  return (
    <Columns wide="even">
      <Checklist found={found} />
      <Stack>
        <Visits found={found} />
        {found.ddOpinion ? <Panel title={t("opinion")}>{found.ddOpinion}</Panel> : null}
      </Stack>
    </Columns>
  )
}

function Checklist({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const notAllowed = useNotAllowed()
  const kept: Answers = Object.fromEntries(
    found.checks.map((one) => [one.item, { result: one.result, note: one.note }]),
  )
  const [answers, setAnswers] = useState<Answers>(kept)
  const isDone = ({ result, note }: { result: CheckResult | null; note: string }) =>
    result === "yes" || (result === "na" && note.trim() !== "")
  const done = found.checks.filter((one) => isDone(answers[one.item] ?? { result: null, note: "" })).length
  const canEdit = isOpenForEditing(found.state)
  const said = Object.entries(answers).flatMap(([item, one]) =>
    one?.result ? [{ item: item as CheckItem, result: one.result, note: one.note }] : [],
  )
  const allYes = () =>
    setAnswers((now) =>
      Object.fromEntries(
        found.checks.map((one) => [one.item, now[one.item]?.result ? now[one.item]! : { result: "yes", note: "" }]),
      ),
    )
  return (
    <Panel
      title={t("checklist")}
      note={t("checkNote")}
      extra={
        canEdit ? (
          <Button size="small" onClick={allYes}>
            {t("allYes")}
          </Button>
        ) : undefined
      }
    >
      <Progress
        percent={Math.round((done / Math.max(1, found.checks.length)) * 100)}
        format={() => t("progress", { n: done, all: found.checks.length })}
        aria-label={t("checklist")}
      />
      {found.checks.map((one) => (
        <CheckRow
          key={one.item}
          check={one}
          answer={answers[one.item] ?? { result: null, note: "" }}
          locked={!canEdit}
          change={(next) => setAnswers((now) => ({ ...now, [one.item]: next }))}
        />
      ))}
      {canEdit ? (
        <FormShell<object, unknown>
          name="checks"
          submitLabel={s("save")}
          blocked={notAllowed("corporate-loan.apply")}
          submit={(_, idempotencyKey) =>
            api(answerChecks, { params: { id: found.id }, body: { answers: said }, idempotencyKey })
          }
        >
          {null}
        </FormShell>
      ) : null}
    </Panel>
  )
}

interface RowProps {
  check: CaseDetail["checks"][number]
  answer: { result: CheckResult | null; note: string }
  locked: boolean
  change: (next: { result: CheckResult | null; note: string }) => void
}

function CheckRow({ check, answer, locked, change }: RowProps) {
  const t = useText()
  const say = useSay()
  const tones = { yes: "good", no: "bad", na: "neutral" } as const
  if (locked) {
    return (
      <div className="co-check">
        <span>
          {say(check)}
          {answer.note ? <span className="hs-muted hs-small">　{answer.note}</span> : null}
        </span>
        <span>
          {answer.result ? <StateTag tone={tones[answer.result]}>{t(answer.result)}</StateTag> : "—"}
          <span className="hs-muted hs-small">　{check.byName}</span>
        </span>
      </div>
    )
  }
  return (
    <div className="co-check">
      <span>{say(check)}</span>
      <Segmented
        aria-label={say(check)}
        size="small"
        value={answer.result ?? ""}
        options={checkResults.map((value) => ({ value, label: t(value) }))}
        onChange={(next) => change({ ...answer, result: next as CheckResult })}
      />
      {answer.result === "na" || answer.result === "no" ? (
        <Input
          size="small"
          aria-label={t("noteLabel", { item: say(check) })}
          value={answer.note}
          maxLength={500}
          onChange={(event) => change({ ...answer, note: event.target.value })}
        />
      ) : null}
    </div>
  )
}

function Visits({ found }: { found: CaseDetail }) {
  const t = useText()
  const canAdd = found.state === "dd" || isRunning(found.state)
  return (
    <Panel
      title={t("visits")}
      extra={canAdd ? <AddVisit found={found} kind={found.state === "dd" ? "dd" : "periodic"} /> : undefined}
    >
      {found.visits.length === 0 ? <Nothing text={t("none")} /> : null}
      {found.visits.map((visit) => (
        <Visit key={visit.id} visit={visit} />
      ))}
    </Panel>
  )
}

function Visit({ visit }: { visit: CaseDetail["visits"][number] }) {
  const t = useText()
  const [open, setOpen] = useState(visit.photos > 0)
  const kind = visit.kind === "progress" ? t("progressVisit") : t(visit.kind)
  const files = useEndpoint(listFiles, { params: { owner: "corporate-visit", ownerId: visit.id } }, { enabled: open })
  return (
    <article className="co-visit">
      <strong>
        {visit.on} · {kind}
      </strong>{" "}
      <StateTag tone={visit.onSite ? "good" : "neutral"}>{t(visit.onSite ? "onSite" : "offSite")}</StateTag>
      <div>{visit.findings}</div>
      <div className="hs-muted hs-small">
        {visit.place} · {[visit.officerA, visit.officerB].filter(Boolean).join("、")}
      </div>
      <Button size="small" type="link" style={{ paddingInline: 0 }} onClick={() => setOpen((now) => !now)}>
        {open ? t("hide") : t("photos", { n: visit.photos })}
      </Button>
      {open ? (
        <>
          <PhotoWall visitId={visit.id} files={files.data?.files ?? []} />
          <FilesPanel
            owner="corporate-visit"
            ownerId={visit.id}
            title={t("photos", { n: files.data?.files.length ?? 0 })}
          />
        </>
      ) : null}
    </article>
  )
}

interface VisitValues {
  kind: "dd" | "use" | "periodic" | "progress" | "warning"
  onSite?: boolean
  on: string
  place: string
  officerB?: string
  findings: string
}

export function AddVisit({
  found,
  kind,
  taskId,
  label,
}: {
  found: Pick<CaseDetail, "id" | "outlet">
  kind: VisitValues["kind"]
  taskId?: string
  label?: string
}) {
  const t = useText()
  const notAllowed = useNotAllowed()
  const people = useEndpoint(
    colleagues,
    { query: { outlet: found.outlet } },
    { enabled: notAllowed("corporate-loan.apply") === null },
  )
  return (
    <DialogAction<VisitValues, unknown>
      name={`visit-${taskId ?? found.id}`}
      label={label ?? t("add")}
      size="small"
      disabledReason={notAllowed("corporate-loan.apply")}
      submitLabel={t("add")}
      initial={{ kind, onSite: true }}
      submit={({ onSite = false, officerB, ...rest }, idempotencyKey) =>
        api(addVisit, {
          params: { id: found.id },
          body: { ...rest, onSite, officerB: officerB ?? null, taskId: taskId ?? null },
          idempotencyKey,
        })
      }
    >
      <CheckField name="onSite" label={t("onSite")} hint={t("visitNote")}>
        {t("onSite")}
      </CheckField>
      <DateField name="on" label={t("on")} required />
      <SelectField
        name="kind"
        label={t("kind")}
        required
        options={(kind === "dd" ? (["dd"] as const) : (["periodic", "progress", "use", "warning"] as const)).map(
          (value) => ({
            value,
            label: value === "progress" ? t("progressVisit") : t(value),
          }),
        )}
      />
      <Companion people={people.data?.items ?? []} />
      <TextField name="place" label={t("place")} required max={120} />
      <TextField name="findings" label={t("findings")} required rows={4} max={1000} />
    </DialogAction>
  )
}

/** On site a second officer must come along; off site one is enough. */
function Companion({ people }: { people: readonly { id: string; name: string; staffNo: string }[] }) {
  const t = useText()
  const onSite = Form.useWatch<boolean | undefined>("onSite")
  return (
    <SelectField
      name="officerB"
      label={t("companion")}
      required={onSite === true}
      search
      options={people.map((one) => ({ value: one.id, label: `${one.name}（${one.staffNo}）` }))}
    />
  )
}
