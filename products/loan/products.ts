// The product behind a contract: what was agreed must lie inside it on the day of signing.
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { productFault, type AgreedTerms, type LoanProduct } from "./product.ts"
import { refuse } from "./refusals.ts"

/** Refuses with the field and the range; a product nobody defined is a bug of the scene. */
export async function checkProduct(
  ctx: Ctx,
  code: string,
  on: string,
  terms: AgreedTerms,
): Promise<Outcome<LoanProduct>> {
  const products = await parameter<Record<string, LoanProduct>>(ctx, "loan.products", on)
  const product = products[code]
  if (!product) throw new Error(`There is no loan product ${code} on ${on}.`)
  const fault = productFault(product, terms)
  if (!fault) return ok(product)
  const names = { product: product.zh, reason: fault.zh, reasonEn: fault.en }
  return refuse["E-PRODUCT"](names, fault.field)
}
