// Entry of the staff console.
import "#ui/no-eval"
import { startLook } from "#ui/look"
import { mount } from "../mount.tsx"
import { staffRouter } from "./router.tsx"

startLook()
mount(staffRouter)
