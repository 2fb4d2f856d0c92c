// What the check found, row by row; the file back with its faults; and the confirmation that writes.
import { Alert } from "antd"
import { applyImportEndpoint, returnedFile } from "#contract/kernel/excel"
import { Action } from "#ui/action"
import { download, useAction } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { Failed, Panel } from "#ui/page"
import { Grid } from "#ui/tables"
import type { Checked } from "./dropzone.tsx"

const useText = dictionary({
  title: ["检查结果", "What the check found"],
  good: ["{n} 行全部正确，可以导入。", "All {n} rows are right and can be written."],
  mixed: ["共 {n} 行，{bad} 行有误。", "{n} rows, {bad} with faults."],
  returned: ["下载带错误说明的文件", "Download the file with its faults"],
  all: ["确认导入", "Write all rows"],
  goodOnly: ["只导入正确的 {n} 行", "Write the {n} good rows"],
  noGood: ["没有正确的行", "No row is right"],
  row: ["行", "Row"],
  column: ["列", "Column"],
  fault: ["问题", "Fault"],
  written: ["已导入 {n} 行。", "{n} rows written."],
})

export function CheckedFile({ checked, close }: { checked: Checked; close: () => void }) {
  const t = useText()
  const say = useSay()
  const apply = useAction(applyImportEndpoint)
  const good = checked.rows - checked.faulty
  const write = (goodOnly: boolean) => apply.mutateAsync({ params: { id: checked.batchId }, body: { goodOnly } })
  if (apply.data) {
    return (
      <Alert type="success" showIcon closable={{ onClose: close }} title={t("written", { n: apply.data.written })} />
    )
  }
  return (
    <Panel
      title={t("title")}
      extra={
        <>
          {checked.faulty > 0 ? (
            <Action label={t("returned")} run={() => download(returnedFile, { params: { id: checked.batchId } })} />
          ) : null}
          <Action
            kind="primary"
            label={checked.faulty > 0 ? t("goodOnly", { n: good }) : t("all")}
            disabledReason={good === 0 ? t("noGood") : null}
            run={() => write(checked.faulty > 0)}
          />
        </>
      }
    >
      <Alert
        type={checked.faulty > 0 ? "warning" : "success"}
        showIcon
        title={
          checked.faulty > 0 ? t("mixed", { n: checked.rows, bad: checked.faulty }) : t("good", { n: checked.rows })
        }
      />
      {apply.error ? <Failed error={apply.error} /> : null}
      {checked.faults.length > 0 ? (
        <div style={{ marginTop: 12 }}>
          <Grid
            label={t("title")}
            rows={checked.faults}
            rowKey={(r) => `${r.row}${r.column}${r.en}`}
            dense
            columns={[
              { key: "row", title: t("row"), render: (r) => r.row, width: 80 },
              { key: "column", title: t("column"), render: (r) => r.column },
              { key: "fault", title: t("fault"), render: (r) => say(r) },
            ]}
          />
        </div>
      ) : null}
    </Panel>
  )
}
