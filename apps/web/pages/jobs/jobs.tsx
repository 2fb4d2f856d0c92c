// Background jobs, newest first; those running show how far they are.
import type { z } from "zod"
import { type jobItem, listJobs } from "#contract/kernel/job"
import { useSay } from "#ui/i18n"
import { Page } from "#ui/page"
import { ProgressBar } from "#ui/progress"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { moment } from "#ui/timeline"
import { paths } from "../../paths.ts"
import { jobTones, useJobText } from "./words.ts"

type Job = z.output<typeof jobItem>

export function JobsPage() {
  const t = useJobText()
  const say = useSay()
  const columns: Column<Job>[] = [
    { key: "title", title: t("title"), render: (r) => say(r.title), text: (r) => say(r.title), phone: "title" },
    {
      key: "progress",
      title: t("progress"),
      width: 240,
      render: (r) =>
        r.state === "running" ? (
          <ProgressBar done={r.done} total={r.total} text={r.text} label={t("progress")} />
        ) : (
          <span className="hs-muted">{r.total > 0 ? `${r.done} / ${r.total}` : "—"}</span>
        ),
    },
    { key: "asked", title: t("asked"), render: (r) => r.askedBy, text: (r) => r.askedBy },
    {
      key: "created",
      title: t("created"),
      render: (r) => moment(r.createdAt),
      text: (r) => moment(r.createdAt),
      nowrap: true,
    },
    { key: "ended", title: t("ended"), render: (r) => moment(r.endedAt), text: (r) => moment(r.endedAt), nowrap: true },
    {
      key: "state",
      title: t("state"),
      phone: "tag",
      render: (r) => <StateTag tone={jobTones[r.state]}>{t(r.state)}</StateTag>,
      text: (r) => t(r.state),
    },
  ]
  return (
    <Page title={t("jobs")}>
      <List
        name="jobs"
        label={t("jobs")}
        endpoint={listJobs}
        filters={[
          {
            kind: "select",
            name: "state",
            label: t("state"),
            options: (["waiting", "running", "done", "failed"] as const).map((value) => ({ value, label: t(value) })),
          },
        ]}
        columns={columns}
        rowKey={(r) => r.id}
        href={(r) => paths.job(r.id)}
        refreshMs={3_000}
        empty={{ text: t("none") }}
      />
    </Page>
  )
}
