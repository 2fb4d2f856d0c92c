// Papers of training fees, by what they are about.
import type { PrintKind } from "#kernel/scene"
import { institutionPrints } from "./prints/institution.ts"
import { monthPrints } from "./prints/month.ts"
import { orderPrints } from "./prints/order.ts"

export const prints: PrintKind[] = [...orderPrints, ...institutionPrints, ...monthPrints]
