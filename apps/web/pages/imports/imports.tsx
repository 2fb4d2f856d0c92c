// Importing from Excel in four steps: template, check without writing, faults back in the same file, confirm.
import { Select } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { importBatch, importKinds, importTemplate, listImports, undoImportEndpoint } from "#contract/kernel/excel"
import { Action } from "#ui/action"
import { api, download, useEndpoint } from "#ui/api"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import { CheckedFile } from "./checked.tsx"
import { Dropzone } from "./dropzone.tsx"
import type { Checked } from "./dropzone.tsx"

const useText = dictionary({
  title: ["批量导入", "Imports"],
  what: ["导入什么", "What to import"],
  template: ["下载模板", "Download the template"],
  columns: ["列说明", "Columns"],
  column: ["列", "Column"],
  required: ["必填", "Required"],
  example: ["示例", "Example"],
  yes: ["是", "Yes"],
  history: ["导入记录", "Imports so far"],
  file: ["文件", "File"],
  rows: ["行数", "Rows"],
  faulty: ["有误", "Faulty"],
  by: ["上传人", "By"],
  at: ["上传时间", "Uploaded"],
  state: ["状态", "State"],
  checking: ["检查中", "Being checked"],
  checked: ["已检查，未写入", "Checked, not written"],
  failed: ["未能读取", "Not readable"],
  applied: ["已导入", "Applied"],
  undone: ["已撤销", "Undone"],
  undo: ["撤销整批", "Take back"],
  undoNote: [
    "这一批写入的内容会全部撤回，账上留下冲正分录；有一条已被使用就整批不撤。",
    "All that this batch wrote is taken back, with reversing entries in the books; one row in use stops it all.",
  ],
  reason: ["撤销原因", "Reason"],
  undoneBy: ["{by} 撤销：{reason}", "taken back by {by}: {reason}"],
  none: ["还没有导入过。", "Nothing imported yet."],
  noKinds: ["您的岗位没有可导入的数据。", "Nothing to import for your post."],
})

type Batch = z.output<typeof importBatch>
const tones = { checking: "calm", checked: "warn", failed: "bad", applied: "good", undone: "neutral" } as const

export function ImportsPage() {
  const t = useText()
  const say = useSay()
  const [{ kind }, change] = useUrlValues()
  const kinds = useEndpoint(importKinds)
  const [checked, setChecked] = useState<Checked | null>(null)
  return (
    <Page title={t("title")}>
      <Stack>
        <Loaded query={kinds}>
          {(all) => {
            const chosen = all.find((one) => one.kind === kind) ?? all[0]
            if (!chosen)
              return (
                <Panel>
                  <Nothing text={t("noKinds")} />
                </Panel>
              )
            return (
              <>
                <Panel
                  title={t("what")}
                  extra={
                    <Action
                      label={t("template")}
                      run={() => download(importTemplate, { params: { kind: chosen.kind } })}
                    />
                  }
                >
                  <Pairs
                    columns={1}
                    items={[
                      {
                        label: t("what"),
                        value: (
                          <Select
                            aria-label={t("what")}
                            value={chosen.kind}
                            style={{ width: 320, maxWidth: "100%" }}
                            options={all.map((one) => ({ value: one.kind, label: say(one.title) }))}
                            onChange={(next: string) => {
                              change({ kind: next })
                              setChecked(null)
                            }}
                          />
                        ),
                      },
                    ]}
                  />
                  <Dropzone key={chosen.kind} kind={chosen.kind} checked={setChecked} />
                </Panel>
                {checked ? (
                  <CheckedFile key={checked.batchId} checked={checked} close={() => setChecked(null)} />
                ) : null}
                <Panel title={t("columns")} flush>
                  <Grid
                    label={t("columns")}
                    rows={chosen.columns}
                    rowKey={(r) => r.key}
                    dense
                    columns={[
                      { key: "column", title: t("column"), render: (r) => say(r), phone: "title" },
                      { key: "required", title: t("required"), render: (r) => (r.required ? t("yes") : "") },
                      { key: "example", title: t("example"), render: (r) => <code>{r.example}</code> },
                    ]}
                  />
                </Panel>
              </>
            )
          }}
        </Loaded>
        <History names={new Map((kinds.data ?? []).map((one) => [one.kind, say(one.title)]))} />
      </Stack>
    </Page>
  )
}

function History({ names }: { names: ReadonlyMap<string, string> }) {
  const t = useText()
  const query = useEndpoint(listImports)
  return (
    <Panel title={t("history")} flush>
      <Loaded query={query}>
        {(all) => (
          <Grid<Batch>
            label={t("history")}
            rows={all}
            rowKey={(r) => r.id}
            columns={[
              { key: "file", title: t("file"), render: (r) => r.fileName, phone: "title" },
              { key: "kind", title: t("what"), render: (r) => names.get(r.kind) ?? r.kind },
              { key: "rows", title: t("rows"), align: "right", render: (r) => r.rows },
              { key: "faulty", title: t("faulty"), align: "right", render: (r) => r.faulty },
              { key: "by", title: t("by"), render: (r) => r.uploadedBy },
              { key: "at", title: t("at"), render: (r) => moment(r.at), nowrap: true },
              {
                key: "state",
                title: t("state"),
                phone: "tag",
                render: (r) => <StateTag tone={tones[r.state]}>{t(r.state)}</StateTag>,
              },
              { key: "acts", title: "", render: (r) => <Undo batch={r} /> },
            ]}
            empty={<Nothing text={t("none")} />}
          />
        )}
      </Loaded>
    </Panel>
  )
}

function Undo({ batch }: { batch: Batch }) {
  const t = useText()
  if (batch.undone)
    return (
      <span className="hs-muted hs-small" title={moment(batch.undone.at)}>
        {t("undoneBy", { by: batch.undone.by, reason: batch.undone.reason })}
      </span>
    )
  if (batch.state !== "applied") return null
  return (
    <DialogAction<{ reason: string }, void>
      name="undo-import"
      label={t("undo")}
      size="small"
      danger
      submitLabel={t("undo")}
      submit={(body, idempotencyKey) => api(undoImportEndpoint, { params: { id: batch.id }, body, idempotencyKey })}
    >
      <p>{t("undoNote")}</p>
      <TextField name="reason" label={t("reason")} required />
    </DialogAction>
  )
}
