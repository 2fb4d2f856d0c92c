// Prints one of the scene's papers, for those who may.
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { openPaper } from "#ui/print"
import { useMay } from "#ui/session"

export function PaperAction(props: { kind: string; objectId: string; label: string; size?: "small" }) {
  const may = useMay()
  if (!may("training-fund.print")) return null
  return (
    <Action
      label={props.label}
      {...(props.size ? { size: props.size } : {})}
      run={() => openPaper(printPaper, { params: { kind: `training-fund.${props.kind}`, objectId: props.objectId } })}
    />
  )
}
