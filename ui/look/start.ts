// The look without any component library: fonts, colours, language of the document. For the light pages and the first paint.
import "@fontsource-variable/noto-sans-sc/index.css"
import "./base.css"
import { applyLang } from "#ui/i18n"
import { applyTheme } from "./mode.ts"

export function startLook(): void {
  applyTheme()
  applyLang()
}
