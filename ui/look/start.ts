// The look without any component library: colours, language of the document, letters. For the light pages and the first paint.
import "./base.css"
import { applyLang } from "#ui/i18n"
import { applyTheme } from "./mode.ts"

export function startLook(): void {
  applyTheme()
  applyLang()
  addEventListener("load", () => void import("./letters.ts"), { once: true })
}
