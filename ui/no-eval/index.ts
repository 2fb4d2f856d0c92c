// The pages run under a policy that forbids eval. The schema library would probe for it at its first schema and leave an
// error in the console; told so beforehand, it does not. Entries import this file before anything else.
import { config } from "zod"

config({ jitless: true })
