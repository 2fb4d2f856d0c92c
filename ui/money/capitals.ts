// The amount in Chinese capitals (中文大写金额) of a decimal string, by the same function as the printed papers.
import { fenInCapitals } from "../../kernel/document/capitals.ts"
import { toFen } from "./decimal.ts"

/** "1204.50" → "壹仟贰佰零肆元伍角整"; anything that is no amount gives "". */
export function inCapitals(decimal: string): string {
  const fen = toFen(decimal)
  return fen === null ? "" : fenInCapitals(fen)
}
