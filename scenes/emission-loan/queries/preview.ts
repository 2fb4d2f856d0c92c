// The live valuation of figures that are still being typed: the same functions as the real one, nothing stored.
import type { z } from "zod"
import { valuationValidUntil } from "#products/collateral"
import type { Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import type { previewValuation } from "../contract.ts"
import { gramsOf, lendableFen, loanAmountFen, wholeMonths, type PackageLeg } from "../rules.ts"
import { capsOf, fenOf, yuan } from "../flows/case.ts"
import { needOf, rightView, valueOne, type ValuedRight } from "../flows/valuing.ts"
import { todayOf } from "./list.ts"

export async function previewOf(ctx: Ctx, input: z.output<(typeof previewValuation)["body"]>) {
  const on = input.on ?? (await todayOf(ctx))
  const rights: ValuedRight[] = []
  const legs: PackageLeg[] = []
  for (const [index, right] of input.rights.entries()) {
    const valued = await valueOne(
      ctx,
      {
        ...right,
        quantityGrams: gramsOf(right.quantity, right.unit),
        frozenGrams: gramsOf(right.frozen, right.unit),
        committedGrams: gramsOf(right.committed, right.unit),
        remainingMonths: wholeMonths(on, right.validTo),
        termMonths: Math.max(1, wholeMonths(right.acquiredOn, right.validTo)),
      },
      input.basis,
      on,
    )
    if (!valued.ok) return { ok: false as const, refusal: { ...valued.refusal, field: `rights.${index}.quantity` } }
    rights.push(valued.value)
    legs.push({
      class: "emission_right",
      valueFen: valued.value.valueFen,
      priorClaimsFen: fenOf(right.priorClaims),
      active: true,
    })
  }
  for (const other of input.others)
    legs.push({
      class: other.class,
      valueFen: fenOf(other.value),
      priorClaimsFen: fenOf(other.priorClaims),
      active: true,
    })
  const need = input.need ? needOf(input.need) : null
  const lendable = lendableFen(legs, await capsOf(ctx, on))
  const sum = (right: boolean): bigint =>
    legs.filter((leg) => (leg.class === "emission_right") === right).reduce((acc, leg) => acc + leg.valueFen, 0n)
  const asked = input.asked ? { approvedFen: fenOf(input.asked) } : {}
  const gap = need ? { gapFen: need.gapFen } : {}
  return ok({
    id: null,
    basis: input.basis,
    valuedOn: on,
    validUntil: valuationValidUntil(on, 12),
    appraiser: "系统试算",
    reason: "preview" as const,
    rights: rights.map(rightView),
    rightsValue: yuan(sum(true)),
    othersValue: yuan(sum(false)),
    lendable: yuan(lendable),
    loanMax: yuan(loanAmountFen({ lendableFen: lendable, ...gap, ...asked })),
    gap: need ? yuan(need.gapFen) : null,
    cycleDays: need?.cycleDays ?? null,
  })
}
