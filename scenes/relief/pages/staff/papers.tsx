// Papers handed in, and papers the bank prints: each print is an issue with its own verification code.
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { FilesPanel } from "#ui/files"
import { dictionary, useSay } from "#ui/i18n"
import { Columns, Panel } from "#ui/page"
import { openPaper } from "#ui/print"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  prints: ["可打印的文书", "Papers to print"],
  printsNote: ["每次打印都有编号和验证码。", "Every print has its number and code."],
  print: ["打印", "Print"],
})

export function PapersTab({ found }: { found: CaseDetail }) {
  const t = useText()
  return (
    <Columns wide="even">
      <Panel title={t("prints")} note={t("printsNote")}>
        <Prints prints={found.prints} label={t("print")} />
      </Panel>
      <FilesPanel owner="relief-case" ownerId={found.id} />
    </Columns>
  )
}

export function Prints({ prints, label }: { prints: CaseDetail["prints"]; label: string }) {
  const say = useSay()
  return (
    <ul className="hs-plain">
      {prints.map((one) => (
        <li key={`${one.kind}${one.objectId}`}>
          <span>{say(one)}</span>
          <Action
            label={label}
            size="small"
            run={() => openPaper(printPaper, { params: { kind: one.kind, objectId: one.objectId } })}
          />
        </li>
      ))}
    </ul>
  )
}
