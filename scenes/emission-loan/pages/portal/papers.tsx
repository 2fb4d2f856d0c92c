// Papers: what the firm handed in, adding more, and the bank's papers to open.
import { UploadOutlined } from "@ant-design/icons"
import { useQueryClient } from "@tanstack/react-query"
import { Button, Select, Upload } from "antd"
import { useState } from "react"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { upload } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { Columns, Failed, Nothing, Panel } from "#ui/page"
import { openPaper } from "#ui/print"
import { moment } from "#ui/timeline"
import { portalUpload } from "../../contract.ts"
import type { PortalCase } from "./case.tsx"

const useText = dictionary({
  handed: ["我提交的资料", "Papers I handed in"],
  none: ["还没有上传资料。", "Nothing uploaded yet."],
  add: ["上传文件", "Upload"],
  kind: ["资料类别", "Kind of paper"],
  permit: ["排污许可证", "Discharge permit"],
  right: ["排污权证", "Emission right"],
  licence: ["营业执照", "Business licence"],
  statements: ["财务报表", "Financial statements"],
  other: ["其他", "Other"],
  bank: ["银行出具的文书", "Papers of the bank"],
  open: ["打开", "Open"],
  noPrints: ["这一步还没有文书。", "None at this step."],
})

const kinds = ["permit", "right", "licence", "statements", "other"] as const

export function PortalPapers({ found }: { found: PortalCase }) {
  const t = useText()
  const say = useSay()
  return (
    <Columns wide="even">
      <Panel title={t("handed")} extra={<Uploading caseId={found.id} />}>
        {found.papers.length === 0 ? <Nothing text={t("none")} /> : null}
        <ul className="hs-plain">
          {found.papers.map((one) => (
            <li key={one.id}>
              <span>
                {one.name}
                <div className="hs-muted hs-small">{kinds.includes(one.kind as never) ? t(one.kind as "other") : one.kind}</div>
              </span>
              <span className="hs-muted hs-small hs-number">{moment(one.uploadedAt)}</span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t("bank")}>
        {found.prints.length === 0 ? <Nothing text={t("noPrints")} /> : null}
        <ul className="hs-plain">
          {found.prints.map((one) => (
            <li key={one.kind + one.objectId}>
              <span>{say(one)}</span>
              <Action
                label={t("open")}
                size="small"
                run={() => openPaper(printPaper, { params: { kind: one.kind, objectId: one.objectId } })}
              />
            </li>
          ))}
        </ul>
      </Panel>
    </Columns>
  )
}

function Uploading({ caseId }: { caseId: string }) {
  const t = useText()
  const client = useQueryClient()
  const [kind, setKind] = useState<(typeof kinds)[number]>("permit")
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<unknown>(null)
  const send = async (file: File) => {
    setBusy(true)
    setFault(null)
    try {
      await upload(portalUpload, { params: { id: caseId }, file, fields: { kind } })
      await client.invalidateQueries()
    } catch (error) {
      setFault(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Select
        aria-label={t("kind")}
        size="small"
        value={kind}
        style={{ width: 120 }}
        options={kinds.map((value) => ({ value, label: t(value) }))}
        onChange={setKind}
      />
      <Upload
        showUploadList={false}
        beforeUpload={(file) => {
          void send(file)
          return false
        }}
      >
        <Button size="small" icon={<UploadOutlined />} loading={busy}>
          {t("add")}
        </Button>
      </Upload>
      {fault ? <Failed error={fault} /> : null}
    </>
  )
}
