// The live valuation in the browser: the same functions the server uses, on the facts the server gave, with the price
// changed by some per cent. Pure.
import { ltvCapsBp, type LtvCapsBp } from "#contract/products/collateral"
import { fromFen, toFen } from "#ui/money"
import {
  type AlertBands,
  type Cover,
  coverOf,
  gramsOf,
  lendableFen,
  type PackageLeg,
  type Pollutant,
  type RightValue,
  valueRight,
} from "../rules.ts"

export interface PricedRight {
  rightNo: string
  pollutant: Pollutant
  unit: "t" | "kg"
  pledgeable: string
  unitPrice: string
  months: number
  ofMonths: number
}

export interface OtherLeg {
  rightNo?: string | null
  class: PackageLeg["class"]
  status: "active" | "lost" | "released"
  value: string | null
  priorClaims: string
  capBp: number
}

export interface WhatIf {
  rights: (RightValue & { unit: "t" | "kg"; pledgeable: string; price: string; value: string })[]
  rightsValue: string
  othersLendable: string
  lendable: string
  cover: Cover | null
}

export function whatIf(input: {
  rights: readonly PricedRight[]
  legs: readonly OtherLeg[]
  priceChangePct: number
  outstanding: string | null
  alertBands: AlertBands
}): WhatIf {
  const rights = input.rights.map((right) => valued(right, input.priceChangePct))
  const valueFen = rights.reduce((sum, one) => sum + one.valueFen, 0n)
  const caps: LtvCapsBp = { ...ltvCapsBp }
  for (const leg of input.legs) caps[leg.class] = leg.capBp
  const others = input.legs.filter((leg) => leg.class !== "emission_right").map(asLeg)
  // Right by right, as the server does: the cap is applied and rounded on each.
  const pledged = rights.map((one): PackageLeg => {
    const leg = input.legs.find((each) => each.rightNo === one.rightNo)
    return {
      class: "emission_right",
      valueFen: one.valueFen,
      priorClaimsFen: toFen(leg?.priorClaims ?? "0") ?? 0n,
      active: one.valueFen > 0n,
    }
  })
  const outstandingFen = input.outstanding === null ? null : toFen(input.outstanding)
  return {
    rights,
    rightsValue: fromFen(valueFen),
    othersLendable: fromFen(lendableFen(others, caps)),
    lendable: fromFen(lendableFen([...pledged, ...others], caps)),
    cover:
      outstandingFen === null || outstandingFen === 0n
        ? null
        : coverOf(outstandingFen, [...pledged, ...others], caps, input.alertBands),
  }
}

function valued(right: PricedRight, changePct: number): WhatIf["rights"][number] {
  const priceFen = ((toFen(right.unitPrice) ?? 0n) * BigInt(100 + changePct) + 50n) / 100n
  const facts = {
    rightNo: right.rightNo,
    pollutant: right.pollutant,
    quantityGrams: gramsOf(right.pledgeable, right.unit),
    acquisition: "MARKET" as const,
    frozenGrams: 0n,
    committedGrams: 0n,
    remainingMonths: right.months,
    termMonths: right.ofMonths,
  }
  const answer = valueRight(facts, { basePriceFen: priceFen, marketAverageFen: null }, "FULL", "")
  if (!answer.ok) throw new Error(answer.refusal.en)
  const { unit, pledgeable } = right
  return { ...answer.value, unit, pledgeable, price: fromFen(priceFen), value: fromFen(answer.value.valueFen) }
}

function asLeg(leg: OtherLeg): PackageLeg {
  return {
    class: leg.class,
    valueFen: toFen(leg.value ?? "0") ?? 0n,
    priorClaimsFen: toFen(leg.priorClaims) ?? 0n,
    active: leg.status === "active",
  }
}
