// Papers handed in by the firm, and papers the bank prints: each print is an issue with its own verification code.
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { FilesPanel } from "#ui/files"
import { dictionary, useSay } from "#ui/i18n"
import { Columns, Nothing, Panel } from "#ui/page"
import { openPaper } from "#ui/print"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  prints: ["可打印的文书", "Papers to print"],
  printsNote: [
    "每次打印都有编号和验证码，外部人员可在便民页面核验。",
    "Every print has its number and a code that anybody can verify.",
  ],
  print: ["打印", "Print"],
  noPrints: ["这一步还没有可打印的文书。", "Nothing to print at this step."],
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
      <FilesPanel owner="emission-case" ownerId={found.id} />
    </Columns>
  )
}
