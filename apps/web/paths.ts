// Every address of the web build in one builder. Pages never write an address by hand; paths.test.ts pins them, so a
// change that would break a bookmark is seen in review.
import { collectionPaths } from "../../scenes/collection/pages/paths.ts"
import { emissionPaths } from "../../scenes/emission-loan/pages/paths.ts"
import { depositPaths } from "../../products/deposit/pages/paths.ts"
import { loanPaths } from "../../products/loan/pages/paths.ts"
import { pricingPaths } from "../../scenes/pricing/pages/paths.ts"
import { kernelPaths } from "#ui/paths"

export const paths = {
  ...kernelPaths,
  collection: collectionPaths,
  deposit: depositPaths,
  loan: loanPaths,
  emissionLoan: emissionPaths,
  pricing: pricingPaths,
} as const
