// The part of the theme that needs no component library: for the citizens' pages and for the first paint.
import "@fontsource-variable/noto-sans-sc/index.css"
import "./base.css"
import { applyLang } from "#ui/i18n"
import { applyTheme } from "./mode.ts"

export function startLook(): void {
  applyTheme()
  applyLang()
}
