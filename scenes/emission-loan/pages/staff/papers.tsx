// Papers handed in by the firm, and papers the bank prints: each print is an issue with its own verification code.
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { dictionary, useSay } from "#ui/i18n"
import { Columns, Nothing, Panel } from "#ui/page"
import { openPaper } from "#ui/print"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  prints: ["可打印的文书", "Papers to print"],
  printsNote: ["每次打印都有编号和验证码，外部人员可在便民页面核验。", "Every print has its number and a code that anybody can verify."],
  print: ["打印", "Print"],
  noPrints: ["这一步还没有可打印的文书。", "Nothing to print at this step."],
  papers: ["企业提交的资料", "Papers from the firm"],
  name: ["名称", "Name"],
  kind: ["类别", "Kind"],
  by: ["上传人", "By"],
  at: ["时间", "At"],
  noPapers: ["企业还没有上传资料。", "The firm has uploaded nothing yet."],
})

export function PapersTab({ found }: { found: CaseDetail }) {
  const t = useText()
  const say = useSay()
  return (
    <Columns wide="even">
      <Panel title={t("prints")} note={t("printsNote")}>
        {found.prints.length === 0 ? <Nothing text={t("noPrints")} /> : null}
        <ul className="hs-plain">
          {found.prints.map((one) => (
            <li key={`${one.kind}${one.objectId}`}>
              <span>{say(one)}</span>
              <Action
                label={t("print")}
                size="small"
                run={() => openPaper(printPaper, { params: { kind: one.kind, objectId: one.objectId } })}
              />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t("papers")} flush>
        <Grid
          label={t("papers")}
          rows={found.papers}
          rowKey={(r) => r.id}
          columns={[
            { key: "name", title: t("name"), render: (r) => r.name, phone: "title" },
            { key: "kind", title: t("kind"), render: (r) => r.kind },
            { key: "by", title: t("by"), render: (r) => r.by },
            { key: "at", title: t("at"), render: (r) => moment(r.uploadedAt), nowrap: true },
          ]}
          empty={<Nothing text={t("noPapers")} />}
        />
      </Panel>
    </Columns>
  )
}
