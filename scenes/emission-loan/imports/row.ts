// One row of the import as typed: words and dates as people write them become codes and plain dates, or one sentence
// that names what was wrong. Pure; what needs the register is asked in check.ts.
import { z } from "zod"
import { isUscc } from "#kernel/party"
import { gramsOf, pollutantCodes, pollutants, type Acquisition, type Pollutant, type QuantityUnit } from "../rules.ts"

const key = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-_,，.]/g, "")

const pollutantWords = new Map<string, Pollutant>(
  pollutantCodes.flatMap((code) => [
    [key(code), code],
    [key(pollutants[code].zh), code],
  ]),
)
pollutantWords
  .set("挥发性有机物VOCS", "VOCS")
  .set("镉CD", "CD")
  .set("铅PB", "PB")
  .set("总铅", "PB")
  .set("总镉", "CD")
  .set("总砷", "AS")
  .set("总汞", "HG")
  .set("总铬", "CR")

const unitWords = new Map<string, QuantityUnit>([
  ["T", "t"],
  ["吨", "t"],
  ["吨/年", "t"],
  ["KG", "kg"],
  ["千克", "kg"],
  ["公斤", "kg"],
])

const acquisitionWords = new Map<string, Acquisition>([
  ["有偿核定", "INITIAL_PAID"],
  ["初始有偿", "INITIAL_PAID"],
  ["INITIALPAID", "INITIAL_PAID"],
  ["交易购入", "MARKET"],
  ["市场交易", "MARKET"],
  ["MARKET", "MARKET"],
  ["无偿", "FREE"],
  ["无偿取得", "FREE"],
  ["FREE", "FREE"],
])

const oneOf = <T extends string>(words: Map<string, T>, message: string) =>
  z.string().transform((text, ctx): T => {
    const found = words.get(key(text))
    if (found === undefined) ctx.addIssue({ code: "custom", message })
    return found ?? z.NEVER
  })

const written = (least: number, most: number, what: string, whatEn: string) =>
  z
    .string()
    .trim()
    .min(least, `${what}太短，至少 ${least} 个字符 / ${whatEn} is too short, at least ${least} characters`)
    .max(most, `${what}太长，至多 ${most} 个字符 / ${whatEn} is too long, at most ${most} characters`)

/** "2026-3-1", "2026/3/1" and "2026年3月1日" are the same day; a day that the calendar lacks is none. */
function plainDate(text: string): string | null {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.normalize("NFKC").trim())
  if (!match) return null
  const made = `${match[1]}-${match[2]!.padStart(2, "0")}-${match[3]!.padStart(2, "0")}`
  return z.iso.date().safeParse(made).success ? made : null
}

const day = z.string().transform((text, ctx): string => {
  const found = plainDate(text)
  const message = `“${text}”不是有效日期，请填 2026-01-15 这样的日期 / “${text}” is no date; write it as 2026-01-15`
  if (found === null) ctx.addIssue({ code: "custom", message })
  return found ?? z.NEVER
})

const amountOf = (what: string, whatEn: string) =>
  z.string().superRefine((text, ctx) => {
    if (/^\d{1,15}(\.\d{1,3})?$/.test(text)) return
    const wrong = text.startsWith("-")
      ? ["不能为负数", "cannot be negative"]
      : /^\d{1,15}\.\d+$/.test(text)
        ? ["最多三位小数", "has at most three decimals"]
        : ["须为不带单位的数字", "must be a plain number without a unit"]
    ctx.addIssue({ code: "custom", message: `${what}“${text}”${wrong[0]} / ${whatEn} “${text}” ${wrong[1]}` })
  })

const orElse =
  <T extends string | null>(empty: T) =>
  (text: string): string | T =>
    text === "" ? empty : text

export const rightRow = z.object({
  uscc: z
    .string()
    .transform((text) => text.normalize("NFKC").toUpperCase())
    .refine(
      isUscc,
      "统一社会信用代码校验位不符，请核对 18 位代码 / the check character does not fit; compare the 18 characters",
    ),
  permitNo: written(6, 40, "许可证编号", "The permit number"),
  issuer: written(2, 80, "发证机关", "The issuer"),
  permitIssuedOn: day,
  permitValidTo: day,
  permitQuantity: amountOf("许可数量", "The permitted quantity"),
  pollutant: oneOf(
    pollutantWords,
    "不在湖南十一种可交易污染物之内，请填中文名或代码 / not one of the eleven tradable pollutants",
  ),
  unit: oneOf(unitWords, "单位只能填 t 或 kg / the unit is t or kg"),
  quantity: amountOf("数量", "The quantity"),
  acquisition: oneOf(
    acquisitionWords,
    "取得方式须为有偿核定、交易购入或无偿 / acquired by allocation paid for, trade, or free",
  ),
  acquiredOn: day,
  rightNo: written(4, 40, "权证编号", "The right number"),
  rightValidTo: day,
  feePaidTo: z.string().transform(orElse(null)).pipe(day.nullable()),
  committed: z.string().transform(orElse("0")).pipe(amountOf("自用数量", "The quantity kept")),
})

export type RightRow = z.output<typeof rightRow>

/** Called only once unit and pollutant were found to fit. */
export const gramsIn = (row: RightRow, field: "quantity" | "permitQuantity" | "committed"): bigint =>
  gramsOf(row[field], row.unit)
