// Complaints of parents with the days they have been open: the institution answers once, the authority's answer ends it.
import { api } from "#ui/api"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Page } from "#ui/page"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { List } from "#ui/tables"
import type { z } from "zod"
import { answerComplaintEndpoint, listComplaints, type complaintView } from "../../contract.ts"
import { topicTitles } from "../../model.ts"
import { cannotAnswerComplaint, feedbackStates, feedbackTitles } from "../../states.ts"
import { trainingPaths as paths } from "../paths.ts"
import { feedbackTones, useTrainingText } from "../words.ts"

const useText = dictionary({
  title: ["家长投诉", "Complaints"],
  unclosed: ["未办结", "Open"],
  body: ["投诉内容", "What is said"],
  days: ["已等（天）", "Days open"],
  answer: ["答复", "Answer"],
  answerOffice: ["主管部门答复后，投诉办结，家长可见。", "Your answer closes the complaint; the parent sees it."],
  answerOwn: ["答复家长可见；家长不满意会转主管部门。", "The parent sees it, and may take it to the authority."],
  own: ["机构答复", "The institution"],
  office: ["主管部门答复", "The authority"],
})

type Row = z.output<typeof complaintView>

export function ComplaintsPage({ order = paths.order }: { order?: (id: string) => string }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const states = [
    { value: "unclosed", label: t("unclosed") },
    ...feedbackStates.map((value) => ({ value, label: say(feedbackTitles[value]) })),
  ]
  return (
    <Page title={t("title")}>
      <List
        name="training-complaints"
        label={t("title")}
        endpoint={listComplaints}
        filters={[{ kind: "select", name: "state", label: w("state"), options: states }]}
        columns={[
          {
            key: "number",
            title: w("number"),
            render: (r) => (
              <>
                {r.number}
                <div className="hs-muted hs-small">{r.on}</div>
              </>
            ),
            text: (r) => r.number,
            nowrap: true,
          },
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
            render: (r) => <StateTag tone={feedbackTones[r.state]}>{say(feedbackTitles[r.state])}</StateTag>,
            text: (r) => r.state,
          },
          { key: "body", title: t("body"), render: (r) => <Said row={r} />, text: (r) => r.body },
          {
            key: "who",
            title: w("guardian"),
            render: (r) => (
              <>
                {r.guardian}（{r.student}）
                <div className="hs-small">
                  <To href={order(r.orderId)}>{r.contractNo}</To>
                </div>
              </>
            ),
            text: (r) => `${r.guardian} ${r.contractNo}`,
            nowrap: true,
          },
          {
            key: "days",
            title: t("days"),
            align: "right",
            render: (r) => r.days ?? "—",
            text: (r) => String(r.days ?? ""),
          },
          { key: "act", title: "", render: (r) => <AnswerIt row={r} /> },
        ]}
        rowKey={(r) => r.id}
        empty={{ text: w("none") }}
      />
    </Page>
  )
}

function Said({ row }: { row: Row }) {
  const t = useText()
  const say = useSay()
  return (
    <>
      <div style={{ whiteSpace: "pre-line" }}>
        <strong>{say(topicTitles[row.topic])}</strong>　{row.body}
      </div>
      {row.institutionAnswer ? (
        <div className="hs-muted hs-small">
          {t("own")}：{row.institutionAnswer}
        </div>
      ) : null}
      {row.officeAnswer ? (
        <div className="hs-muted hs-small">
          {t("office")}：{row.officeAnswer}
        </div>
      ) : null}
    </>
  )
}

function AnswerIt({ row }: { row: Row }) {
  const t = useText()
  const w = useTrainingText()
  const may = useMay()
  const isOffice = may("training-fund.authority")
  if (!may("training-fund.complaints") || cannotAnswerComplaint(row.state, isOffice)) return null
  return (
    <DialogAction<{ answer: string }, unknown>
      name={`answer-${row.id}`}
      label={t("answer")}
      size="small"
      submitLabel={w("submit")}
      submit={(body, idempotencyKey) => api(answerComplaintEndpoint, { params: { id: row.id }, body, idempotencyKey })}
    >
      <Said row={row} />
      <p className="hs-muted">{t(isOffice ? "answerOffice" : "answerOwn")}</p>
      <TextField name="answer" label={t("answer")} required rows={4} max={500} />
    </DialogAction>
  )
}
