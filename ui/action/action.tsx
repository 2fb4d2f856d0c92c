// A button that says why it cannot act. It stays reachable by keyboard and screen reader, so the reason is found.
import { App, Button, Tooltip } from "antd"
import { type ReactNode, useRef, useState } from "react"
import { sentence } from "#ui/api"

export interface ActionProps {
  label: string
  /** Why it cannot act now; null or empty when it can. The same sentence the server would answer with. */
  disabledReason?: string | null
  run: () => unknown
  kind?: "primary" | "default" | "link" | "text"
  danger?: boolean
  icon?: ReactNode
  size?: "small" | "middle" | "large"
  block?: boolean
}

export function Action({ label, disabledReason, run, kind = "default", danger, icon, size, block }: ActionProps) {
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const blocked = Boolean(disabledReason)
  const press = async () => {
    if (blocked || running.current) return
    running.current = true
    try {
      const done = run()
      // A press that only opens a dialog must not flash the wheel: the button keeps it when it is stopped that soon.
      if (done instanceof Promise) {
        setBusy(true)
        await done
      }
    } catch (error) {
      message.error(sentence(error), 6)
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return (
    <Tooltip title={disabledReason || undefined}>
      <Button
        type={kind}
        danger={danger}
        icon={icon}
        size={size}
        block={block}
        loading={busy}
        aria-disabled={blocked}
        aria-description={disabledReason || undefined}
        className={blocked ? "hs-blocked" : undefined}
        onClick={() => void press()}
      >
        {label}
      </Button>
    </Tooltip>
  )
}
