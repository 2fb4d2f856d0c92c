// Entry of the portal for firms.
import "#ui/no-eval"
import { startLook } from "#ui/look"
import { mount } from "../mount.tsx"
import { portalRouter } from "./router.tsx"

startLook()
mount(portalRouter)
