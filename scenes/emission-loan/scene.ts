import type { Scene } from "#kernel/scene"
import { decisions, parameters } from "./parameters.ts"
import { kilogram, templates } from "./postings.ts"

export const emissionLoan: Scene = {
  name: "scenes/emission-loan", title: { zh: "排污权抵押贷款", en: "Emission-right loans" },
  units: [kilogram], templates, parameters, decisions,
}
