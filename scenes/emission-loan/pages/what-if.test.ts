// Promise: the figures drawn in the browser are the server's own, checked against the product's worked examples.
import { expect, test } from "vitest"
import { type OtherLeg, type PricedRight, whatIf } from "./what-if.ts"

const alertBands = { amberBp: 8_000, redBp: 9_000 }

const rights: PricedRight[] = [
  { rightNo: "A", pollutant: "SO2", unit: "t", pledgeable: "60", unitPrice: "15000.00", months: 42, ofMonths: 60 },
  { rightNo: "B", pollutant: "NOX", unit: "t", pledgeable: "120", unitPrice: "25000.00", months: 42, ofMonths: 60 },
]
const plant: OtherLeg = { class: "plant", status: "active", value: "8000000.00", priorClaims: "0", capBp: 6000 }

test("emission example 2 and 3: the right alone and with a plant", () => {
  const alone = whatIf({ rights, legs: [], priceChangePct: 0, outstanding: null, alertBands })
  expect(alone.rightsValue).toBe("2730000.00")
  expect(alone.lendable).toBe("2184000.00")
  expect(whatIf({ rights, legs: [plant], priceChangePct: 0, outstanding: null, alertBands }).lendable).toBe(
    "6984000.00",
  )
})

test("emission example 7: price down by a quarter", () => {
  const dropped = whatIf({ rights, legs: [], priceChangePct: -25, outstanding: "1900000.00", alertBands })
  expect(dropped.rightsValue).toBe("2047500.00")
  expect(dropped.cover).toMatchObject({ ltvBp: 9280, band: "red", cureFen: 26_200_000n })
})

test("a lost leg carries nothing", () => {
  const lost = whatIf({
    rights,
    legs: [{ ...plant, status: "lost" }],
    priceChangePct: 0,
    outstanding: null,
    alertBands,
  })
  expect(lost.lendable).toBe("2184000.00")
})
