import type { Scene } from "#kernel/scene"
import { parameters } from "./parameters.ts"

export const trainingFund: Scene = { name: "scenes/training-fund", parameters }
