// Prices, packages and fees as the house sees them: the only file an app loads.
import type { Scene } from "#kernel/scene"
import { parameters } from "./parameters.ts"
import { templates } from "./postings.ts"

export const pricing: Scene = {
  name: "scenes/pricing",
  title: { zh: "服务价格与减费让利", en: "Prices and concessions" },
  templates,
  parameters,
}
