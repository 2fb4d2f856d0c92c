// One job: how far, what came out, what went wrong. Progress lives on the server, so closing the page loses nothing.
import { Alert } from "antd"
import type { z } from "zod"
import { getJob, type jobItem } from "#contract/kernel/job"
import { useEndpoint } from "#ui/api"
import { useSay } from "#ui/i18n"
import { useParam } from "#ui/link"
import { Loaded, Page, Pairs, Panel, Stack } from "#ui/page"
import { ProgressBar } from "#ui/progress"
import { StateTag } from "#ui/states"
import { moment } from "#ui/timeline"
import { paths } from "../../paths.ts"
import { RuleValue } from "../rules/value.tsx"
import { jobTones, useJobText } from "./words.ts"

type Job = z.output<typeof jobItem>

/** Reads a job until it has ended. */
export function useJob(id: string | null) {
  const query = useEndpoint(
    getJob,
    { params: { id: id ?? "" } },
    { enabled: id !== null, refreshMs: id ? 1_000 : false },
  )
  const ended = query.data?.state === "done" || query.data?.state === "failed"
  return { ...query, ended }
}

export function JobPage() {
  const t = useJobText()
  const say = useSay()
  const query = useJob(useParam("id"))
  return (
    <Loaded query={query}>
      {(job) => (
        <Page
          title={say(job.title)}
          narrow
          crumbs={[{ label: t("jobs"), href: paths.jobs() }]}
          tag={<StateTag tone={jobTones[job.state]}>{t(job.state)}</StateTag>}
          intro={query.ended ? undefined : t("stays")}
        >
          <JobBody job={job} />
        </Page>
      )}
    </Loaded>
  )
}

function JobBody({ job }: { job: Job }) {
  const t = useJobText()
  const state = job.state === "done" || job.state === "failed" ? job.state : "running"
  return (
    <Stack>
      <Panel title={t("progress")}>
        <ProgressBar done={job.done} total={job.total} text={job.text} state={state} label={t("progress")} />
        {job.error ? <Alert type="error" showIcon title={job.error} style={{ marginTop: 12 }} /> : null}
      </Panel>
      <Panel>
        <Pairs
          columns={4}
          items={[
            { label: t("asked"), value: job.askedBy },
            { label: t("created"), value: moment(job.createdAt) },
            { label: t("started"), value: moment(job.startedAt) },
            { label: t("ended"), value: moment(job.endedAt) },
          ]}
        />
      </Panel>
      {job.result && typeof job.result === "object" ? (
        <Panel title={t("result")}>
          <RuleValue value={job.result} />
        </Panel>
      ) : null}
    </Stack>
  )
}
