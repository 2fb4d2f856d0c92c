// Asks before unsaved entries are lost, both inside the app and when the window closes.
import { useBlocker } from "@tanstack/react-router"
import { lang } from "#ui/i18n"

export function useLeaveGuard(dirty: boolean): void {
  useBlocker({
    disabled: !dirty,
    enableBeforeUnload: dirty,
    shouldBlockFn: ({ current, next }) => {
      if (current.pathname === next.pathname) return false
      const question =
        lang() === "zh" ? "填写的内容还没有提交，确定离开吗？" : "Your entries are not submitted yet. Leave anyway?"
      return !globalThis.confirm(question)
    },
  })
}
