// Closing the day: the steps in order, how far each is, what failed and why, and the days closed before.
import { Collapse } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { type dayEndStep, getDayEnd, startDayEnd } from "#contract/kernel/day-end"
import { api, useEndpoint } from "#ui/api"
import { DialogAction } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { ProgressBar } from "#ui/progress"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import { useJob } from "../jobs/job.tsx"
import { jobTones, useJobText } from "../jobs/words.ts"

type Step = z.output<typeof dayEndStep>

const useText = dictionary({
  title: ["日终", "Day end"],
  open: ["当前会计日期 {day}", "Open accounting day {day}"],
  run: ["办理日终", "Close the day"],
  again: ["继续办理", "Go on"],
  ask: [
    "办理 {day} 的日终：计提、扣款、转逾期、结账后，会计日期进入下一日。",
    "Close {day}: accrue, collect, move overdue, close the books; then the next day opens.",
  ],
  askMore: [
    "中途断开不要紧，再次办理会从断开处继续，不会重复记账。",
    "An interruption is harmless: it goes on where it stopped and never books twice.",
  ],
  running: ["日终正在进行", "The day is being closed"],
  steps: ["步骤", "Steps"],
  done: ["已处理 {n} 笔", "{n} done"],
  failures: ["未成功的业务（不影响其他业务）", "Failed items (blocking nobody)"],
  object: ["业务", "Object"],
  reason: ["原因", "Reason"],
  history: ["已办日终", "Closed days"],
  noHistory: ["还没有办理过日终。", "No day has been closed yet."],
  noSteps: ["今天还没有开始办理。", "Not started today."],
  failed: ["{n} 笔未成功", "{n} failed"],
})

export function DayEndPage() {
  const t = useText()
  const notAllowed = useNotAllowed()
  const [started, setStarted] = useState<string | null>(null)
  const query = useEndpoint(getDayEnd, {}, { refreshMs: 2_000 })
  const jobId = started ?? query.data?.jobId ?? null
  const job = useJob(jobId)
  const running = jobId !== null && job.data !== undefined && !job.ended
  const interrupted = query.data?.steps.some((step) => step.state !== "waiting") ?? false
  const day = query.data?.accountingDate ?? "—"
  return (
    <Page
      title={t("title")}
      tag={<StateTag tone="primary">{t("open", { day })}</StateTag>}
      actions={
        <DialogAction<object, { jobId: string }>
          name="day-end"
          label={t(interrupted ? "again" : "run")}
          kind="primary"
          disabledReason={running ? t("running") : notAllowed("day-end.run")}
          submitLabel={t(interrupted ? "again" : "run")}
          submit={(_, idempotencyKey) => api(startDayEnd, { idempotencyKey })}
          done={({ jobId: id }) => setStarted(id)}
        >
          <p>{t("ask", { day })}</p>
          <p className="hs-muted">{t("askMore")}</p>
        </DialogAction>
      }
    >
      <Stack>
        {running && job.data ? (
          <Panel title={t("running")}>
            <ProgressBar done={job.data.done} total={job.data.total} text={job.data.text} label={t("running")} />
          </Panel>
        ) : null}
        <Loaded query={query}>
          {(data) => (
            <>
              <Panel title={t("steps")} flush>
                <Steps steps={data.steps} empty={t("noSteps")} />
              </Panel>
              <History history={data.history} />
            </>
          )}
        </Loaded>
      </Stack>
    </Page>
  )
}

function Steps({ steps, empty }: { steps: Step[]; empty: string }) {
  const t = useText()
  const j = useJobText()
  const say = useSay()
  const failures = steps.flatMap((step) => step.failed.map((one) => ({ ...one, step: say(step.title) })))
  return (
    <>
      <Grid
        label={t("steps")}
        rows={steps}
        rowKey={(r) => r.name}
        columns={[
          {
            key: "title",
            title: t("steps"),
            phone: "title",
            render: (r) => (
              <>
                {say(r.title)}
                {r.error ? <div style={{ color: "var(--hs-bad)" }}>{r.error}</div> : null}
              </>
            ),
          },
          { key: "done", title: j("progress"), align: "right", render: (r) => t("done", { n: r.done }) },
          { key: "started", title: j("started"), render: (r) => moment(r.startedAt, true), nowrap: true },
          { key: "ended", title: j("ended"), render: (r) => moment(r.endedAt, true), nowrap: true },
          {
            key: "state",
            title: j("state"),
            phone: "tag",
            render: (r) => (
              <>
                <StateTag tone={jobTones[r.state]}>{j(r.state)}</StateTag>{" "}
                {r.failed.length > 0 ? <StateTag tone="warn">{t("failed", { n: r.failed.length })}</StateTag> : null}
              </>
            ),
          },
        ]}
        empty={<Nothing text={empty} />}
      />
      {failures.length > 0 ? (
        <div style={{ padding: "12px 20px" }}>
          <h3 style={{ margin: "0 0 8px", fontSize: 14 }}>{t("failures")}</h3>
          <ul className="hs-plain">
            {failures.map((one) => (
              <li key={`${one.step}${one.objectId}`}>
                <span>
                  {one.step} · {one.object} {one.objectId}
                </span>
                <span>{one.reason}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  )
}

function History({ history }: { history: { day: string; steps: Step[] }[] }) {
  const t = useText()
  const items = history.map((one) => {
    const failed = one.steps.reduce((sum, step) => sum + step.failed.length, 0)
    const done = one.steps.reduce((sum, step) => sum + step.done, 0)
    return {
      key: one.day,
      label: (
        <span>
          <strong className="hs-number">{one.day}</strong> <span className="hs-muted">{t("done", { n: done })}</span>{" "}
          {failed > 0 ? <StateTag tone="warn">{t("failed", { n: failed })}</StateTag> : null}
        </span>
      ),
      children: <Steps steps={one.steps} empty={t("noSteps")} />,
    }
  })
  return (
    <Panel title={t("history")}>
      {items.length === 0 ? <Nothing text={t("noHistory")} /> : <Collapse ghost items={items} />}
    </Panel>
  )
}
