// Choosing or dropping the file; it is checked at once and nothing is written.
import { InboxOutlined } from "@ant-design/icons"
import { Alert, Upload } from "antd"
import { useEffect, useState } from "react"
import { importResult, uploadImport } from "#contract/kernel/excel"
import { upload, useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { Failed, Waiting } from "#ui/page"
import { ProgressBar } from "#ui/progress"

const useText = dictionary({
  drop: ["把填好的 Excel 文件拖到这里，或点击选择", "Drop the filled Excel file here, or click to choose"],
  hint: [
    "先检查、不写入；同一文件传两次不会重复导入。",
    "Checked first, nothing is written; the same file twice imports once.",
  ],
  checking: ["正在检查", "Checking"],
  leave: [
    "可以离开本页，检查会继续；回来后在导入记录里能看到。",
    "You may leave this page; the check goes on and stands in the list.",
  ],
})

export interface Checked {
  batchId: string
  rows: number
  faulty: number
  faults: { row: number; column: string; zh: string; en: string }[]
}

export function Dropzone({ kind, checked }: { kind: string; checked: (result: Checked) => void }) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<unknown>(null)
  const [waiting, setWaiting] = useState<string | null>(null)
  const send = async (file: File) => {
    setBusy(true)
    setFault(null)
    try {
      const found = await upload(uploadImport, { params: { kind }, file })
      if (found.isWaiting) setWaiting(found.batchId)
      else checked(found)
    } catch (error) {
      setFault(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div style={{ marginTop: 16 }}>
      <Upload.Dragger
        accept=".xlsx"
        showUploadList={false}
        disabled={busy}
        beforeUpload={(file) => {
          void send(file)
          return false
        }}
      >
        <InboxOutlined style={{ fontSize: 28, color: "var(--hs-link)" }} />
        <p style={{ margin: "6px 0 0" }}>{t("drop")}</p>
        <p className="hs-muted hs-small" style={{ margin: 0 }}>
          {t("hint")}
        </p>
      </Upload.Dragger>
      {busy ? <Waiting rows={2} /> : null}
      {waiting ? (
        <Checking
          key={waiting}
          batchId={waiting}
          done={(found) => {
            setWaiting(null)
            checked(found)
          }}
        />
      ) : null}
      {fault ? (
        <div style={{ marginTop: 12 }}>
          <Failed error={fault} />
        </div>
      ) : null}
    </div>
  )
}

const askAgainMs = 500

/** A large file is checked by a job: how far it is, then what it found. */
function Checking({ batchId, done }: { batchId: string; done: (found: Checked) => void }) {
  const t = useText()
  const say = useSay()
  const [isOver, setOver] = useState(false)
  const query = useEndpoint(importResult, { params: { id: batchId } }, { refreshMs: isOver ? false : askAgainMs })
  const { data } = query
  useEffect(() => {
    if (!data || isOver) return
    if (data.state === "checked") done(data)
    if (data.state !== "checking" || data.failure) setOver(true)
  }, [data, isOver, done])
  if (query.error) return <Failed error={query.error} retry={query.refetch} />
  if (data?.failure) return <Alert style={{ marginTop: 12 }} type="error" showIcon title={say(data.failure)} />
  const { done: count, total, text } = data?.progress ?? { done: 0, total: 0, text: "" }
  return (
    <div style={{ marginTop: 12 }}>
      <ProgressBar label={t("checking")} done={count} total={total} text={text} />
      <p className="hs-muted hs-small">{t("leave")}</p>
    </div>
  )
}
