// Files of a case, a customer, a visit: what was handed in, adding more by kind, opening, taking off what one handed in.
// Dropping files on the panel does the same as the button.
import { UploadOutlined } from "@ant-design/icons"
import { useQueryClient } from "@tanstack/react-query"
import { Button, Select, Upload } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { addFile, listFiles, openFile, removeFileEndpoint, type storedFile } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, upload, useEndpoint } from "#ui/api"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Failed, Loaded, Nothing, Panel } from "#ui/page"
import { openPaper } from "#ui/print"
import { moment } from "#ui/timeline"
import "./files.css"

const useText = dictionary({
  title: ["提交的资料", "Papers handed in"],
  none: ["还没有上传资料。", "Nothing handed in yet."],
  add: ["上传文件", "Upload"],
  kind: ["资料类别", "Kind of paper"],
  open: ["打开", "Open"],
  remove: ["撤下", "Take off"],
  removeNote: ["撤下后清单不再显示，原件与记录仍留存。", "It leaves the list; the original and the record stay."],
  reason: ["原因", "Reason"],
  limits: ["PDF、JPG、PNG、XLSX，每个不超过 20 MB。", "PDF, JPG, PNG or XLSX, at most 20 MB each."],
})

type File_ = z.output<typeof storedFile>
type Kinds = readonly { kind: string; zh: string; en: string }[]

export interface FilesPanelProps {
  /** As the feature declares it, e.g. "emission-case". */
  owner: string
  ownerId: string
  title?: string
}

export function FilesPanel({ owner, ownerId, title }: FilesPanelProps) {
  const t = useText()
  const params = { owner, ownerId }
  const query = useEndpoint(listFiles, { params })
  return (
    <Panel
      title={title ?? t("title")}
      extra={query.data?.mayAdd ? <Adding params={params} kinds={query.data.kinds} /> : undefined}
    >
      <Loaded query={query} rows={3}>
        {({ files, kinds }) =>
          files.length === 0 ? (
            <Nothing text={t("none")} />
          ) : (
            <ul className="hs-plain hs-files">
              {files.map((file) => (
                <One key={file.id} file={file} kinds={kinds} params={params} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}

interface Params {
  owner: string
  ownerId: string
}

function One({ file, kinds, params }: { file: File_; kinds: Kinds; params: Params }) {
  const t = useText()
  const say = useSay()
  const kind = kinds.find((one) => one.kind === file.kind)
  return (
    <li>
      <span className="hs-file">
        {file.title}
        <span className="hs-muted hs-small">
          {[kind ? say(kind) : file.kind, file.uploadedBy, moment(file.at), sizeText(file.size)].join(" · ")}
        </span>
      </span>
      <span className="hs-file-acts">
        <Action
          label={t("open")}
          size="small"
          run={() => openPaper(openFile, { params: { ...params, id: file.id } })}
        />
        {file.isOwn ? (
          <DialogAction<{ reason: string }, void>
            name="remove-file"
            label={t("remove")}
            size="small"
            kind="text"
            danger
            submitLabel={t("remove")}
            submit={(body, idempotencyKey) =>
              api(removeFileEndpoint, { params: { ...params, id: file.id }, body, idempotencyKey })
            }
          >
            <p>
              {file.title}：{t("removeNote")}
            </p>
            <TextField name="reason" label={t("reason")} required />
          </DialogAction>
        ) : null}
      </span>
    </li>
  )
}

function Adding({ params, kinds }: { params: Params; kinds: Kinds }) {
  const t = useText()
  const say = useSay()
  const client = useQueryClient()
  const [kind, setKind] = useState(kinds[0]?.kind ?? "")
  const [sending, setSending] = useState(0)
  const [fault, setFault] = useState<unknown>(null)
  const send = async (file: File) => {
    setSending((n) => n + 1)
    setFault(null)
    try {
      await upload(addFile, { params, file, fields: { kind } })
      await client.invalidateQueries()
    } catch (error) {
      setFault(error)
    } finally {
      setSending((n) => n - 1)
    }
  }
  return (
    <div className="hs-file-adding">
      <Select
        aria-label={t("kind")}
        size="small"
        value={kind}
        popupMatchSelectWidth={false}
        options={kinds.map((one) => ({ value: one.kind, label: say(one) }))}
        onChange={setKind}
      />
      <Upload
        multiple
        showUploadList={false}
        accept=".pdf,.jpg,.jpeg,.png,.xlsx"
        beforeUpload={(file) => {
          void send(file)
          return false
        }}
      >
        <Button size="small" icon={<UploadOutlined />} loading={sending > 0} title={t("limits")}>
          {t("add")}
        </Button>
      </Upload>
      {fault ? <Failed error={fault} /> : null}
    </div>
  )
}

function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}
