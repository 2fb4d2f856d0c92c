// The scenes' parts of the citizens' pages, one line each; pages are loaded only when opened, so that the first stays light.
import type { CitizenArea } from "#ui/citizen"
import { citizenArea as campus } from "../../../scenes/campus/pages/citizen/index.ts"
import { citizenArea as collection } from "../../../scenes/collection/pages/citizen/index.ts"
import { citizenArea as pricing } from "../../../scenes/pricing/pages/citizen/index.ts"
import { citizenArea as training } from "../../../scenes/training-fund/pages/citizen/index.ts"

export const citizenAreas: readonly CitizenArea[] = [campus, training, collection, pricing]
