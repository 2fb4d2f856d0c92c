// Choosing or dropping the file; it is checked at once and nothing is written.
import { InboxOutlined } from "@ant-design/icons"
import { Upload } from "antd"
import { useState } from "react"
import { uploadImport } from "#contract/kernel/excel"
import { upload } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { Failed, Waiting } from "#ui/page"

const useText = dictionary({
  drop: ["把填好的 Excel 文件拖到这里，或点击选择", "Drop the filled Excel file here, or click to choose"],
  hint: [
    "先检查、不写入；同一文件传两次不会重复导入。",
    "Checked first, nothing is written; the same file twice imports once.",
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
  const send = async (file: File) => {
    setBusy(true)
    setFault(null)
    try {
      checked(await upload(uploadImport, { params: { kind }, file }))
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
      {fault ? (
        <div style={{ marginTop: 12 }}>
          <Failed error={fault} />
        </div>
      ) : null}
    </div>
  )
}
