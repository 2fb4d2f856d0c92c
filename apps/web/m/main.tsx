// Entry of the citizens' pages. No component library and no router: it must open at once on a slow line.
import "#ui/no-eval"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { onSignedOut } from "#ui/api"
import { applyElder, forgetPerson } from "#ui/citizen"
import { startLook } from "#ui/look"
import { Citizens } from "./citizens.tsx"

startLook()
applyElder()
onSignedOut(forgetPerson)
createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <Citizens />
  </StrictMode>,
)
