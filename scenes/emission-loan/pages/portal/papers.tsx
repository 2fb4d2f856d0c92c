// Papers: what the firm handed in, adding more, and the bank's papers to open.
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { FilesPanel } from "#ui/files"
import { dictionary, useSay } from "#ui/i18n"
import { Columns, Nothing, Panel } from "#ui/page"
import { openPaper } from "#ui/print"
import type { PortalCase } from "./case.tsx"

const useText = dictionary({
  handed: ["我提交的资料", "Papers I handed in"],
  bank: ["银行出具的文书", "Papers of the bank"],
  open: ["打开", "Open"],
  noPrints: ["这一步还没有文书。", "None at this step."],
})

export function PortalPapers({ found }: { found: PortalCase }) {
  const t = useText()
  const say = useSay()
  return (
    <Columns wide="even">
      <FilesPanel owner="emission-case" ownerId={found.id} title={t("handed")} />
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
