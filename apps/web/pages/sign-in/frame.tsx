// The frame of the pages before a session: the mark, one card, language and shade.
import type { ReactNode } from "react"
import { dictionary } from "#ui/i18n"
import { LanguageSwitch, Mark, ShadeSwitch } from "#ui/shell"
import "./sign-in.css"

const useText = dictionary({
  name: ["活水", "Huoshui"],
  motto: ["一家分行，一本账，多个场景", "One branch, one ledger, many scenes"],
})

export function SignInFrame({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  const t = useText()
  return (
    <div className="hs-sign-in">
      <div className="hs-sign-in-tools">
        <LanguageSwitch />
        <ShadeSwitch />
      </div>
      <main>
        <div className="hs-sign-in-brand">
          <Mark size={44} />
          <div>
            <strong>{t("name")}</strong>
            <div className="hs-muted">{t("motto")}</div>
          </div>
        </div>
        <div className="hs-sign-in-card">
          <h1>{title}</h1>
          {note ? <div className="hs-muted hs-sign-in-note">{note}</div> : null}
          {children}
        </div>
      </main>
    </div>
  )
}
