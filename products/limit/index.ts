import type { Feature } from "#kernel/scene"
import { templates } from "./postings.ts"

export {
  drawLimit,
  endLimit,
  findLimit,
  givenBack,
  grantLimit,
  limitFigures,
  releaseReserved,
  reserveLimit,
  useLimit,
  type LimitChange,
  type LimitFigures,
  type NewLimit,
} from "./limit.ts"
export { limitKey } from "./postings.ts"

export const limit: Feature = { name: "products/limit", templates }
