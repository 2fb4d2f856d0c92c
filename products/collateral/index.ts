import { z } from "zod"
import type { Feature } from "#kernel/scene"
import { templates } from "./postings.ts"
import { collateralClasses, ltvCapsBp } from "./rules.ts"

export * from "./rules.ts"
export {
  addItem,
  latestValuation,
  loseItem,
  valueItem,
  type NewItem,
  type NewValuation,
  type ValuationView,
} from "./collateral.ts"
export { chargesOf, registryAnswers, requestCharge, requestReleases, type Charge } from "./registry.ts"
export { collateralKey } from "./postings.ts"

const caps = z.object(
  Object.fromEntries(collateralClasses.map((name) => [name, z.number().int().min(0).max(10_000)])) as Record<
    (typeof collateralClasses)[number],
    z.ZodNumber
  >,
)

export const collateral: Feature = {
  name: "products/collateral",
  templates,
  parameters: [
    {
      key: "collateral.ltv-caps-bp",
      zh: "抵押率上限",
      en: "Loan-to-value caps",
      schema: caps,
      unit: { zh: "基点（8000 = 80%）", en: "basis points" },
      values: [
        {
          from: "2020-01-01",
          value: ltvCapsBp,
          certainty: "assumption",
          source: "本行押品管理办法（首发值）；排污权 80% 见湖南省主要污染物排污权抵押贷款管理办法（试行），2011-12",
        },
      ],
    },
    {
      key: "collateral.valuation-months",
      zh: "估值有效期",
      en: "Validity of a valuation",
      schema: z.number().int().min(1).max(36),
      unit: { zh: "月", en: "months" },
      values: [
        { from: "2020-01-01", value: 12, source: "银监发〔2017〕16号：至少每年重估一次", certainty: "unverified" },
      ],
    },
  ],
}
