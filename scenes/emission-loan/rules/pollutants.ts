// The eleven tradable pollutants of Hunan (湘政办发〔2022〕23号) and their quantities, kept as whole grams.
// Metals are priced and entered per kilogram, the others per tonne; mixing the two up is the costliest typing error here.

export const pollutantCodes = ["COD", "NH3N", "SO2", "NOX", "VOCS", "TP", "PB", "CD", "AS", "HG", "CR"] as const

export type Pollutant = (typeof pollutantCodes)[number]
export type QuantityUnit = "t" | "kg"

export interface PollutantFacts {
  zh: string
  en: string
  unit: QuantityUnit
}

export const pollutants: Record<Pollutant, PollutantFacts> = {
  COD: { zh: "化学需氧量", en: "COD", unit: "t" },
  NH3N: { zh: "氨氮", en: "Ammonia nitrogen", unit: "t" },
  SO2: { zh: "二氧化硫", en: "Sulphur dioxide", unit: "t" },
  NOX: { zh: "氮氧化物", en: "Nitrogen oxides", unit: "t" },
  VOCS: { zh: "挥发性有机物", en: "VOCs", unit: "t" },
  TP: { zh: "总磷", en: "Total phosphorus", unit: "t" },
  PB: { zh: "铅", en: "Lead", unit: "kg" },
  CD: { zh: "镉", en: "Cadmium", unit: "kg" },
  AS: { zh: "砷", en: "Arsenic", unit: "kg" },
  HG: { zh: "汞", en: "Mercury", unit: "kg" },
  CR: { zh: "铬", en: "Chromium", unit: "kg" },
}

export const gramsPerUnit: Record<QuantityUnit, bigint> = { t: 1_000_000n, kg: 1_000n }

/** "60" t → 60,000,000 g. Three decimals at most; anything finer is refused by the input's shape. */
export function gramsOf(quantity: string, unit: QuantityUnit): bigint {
  const match = /^(\d+)(?:\.(\d{1,3}))?$/.exec(quantity)
  if (!match) throw new RangeError(`not a quantity: ${quantity}`)
  const thousandths = BigInt(match[1]!) * 1000n + BigInt((match[2] ?? "").padEnd(3, "0"))
  return (thousandths * gramsPerUnit[unit]) / 1000n
}

/** Grams as text in a unit, without needless zeros: 60,000,000 g → "60" t. */
export function quantityText(grams: bigint, unit: QuantityUnit): string {
  const per = gramsPerUnit[unit]
  const whole = grams / per
  const rest = String(grams % per)
    .padStart(String(per).length - 1, "0")
    .replace(/0+$/, "")
  return rest === "" ? String(whole) : `${whole}.${rest}`
}
