// What each servicing action is asked with: the shapes of the HTTP bodies, of what a checker signs, and of what a replay
// reads again. Pure, so that pages share them.
import { z } from "zod"
import { amount, date, rate } from "#contract/kernel/http"

export const reason = z.string().trim().min(4).max(500)
const pricing = z.object({
  tenor: z.enum(["1Y", "5Y"]),
  spreadBp: z.number().int().min(-300).max(1000),
  everyMonths: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]),
  firstOn: date.optional(),
})

/** A concession for financial difficulty makes it a restructuring (重组) with an observation period. */
const difficulty = z.boolean().default(false)

export const extensionInput = z.object({
  untilOn: date,
  /** Needed where a fixed rate reaches a longer bracket. */
  ratePct: rate.optional(),
  /** Every guarantor and pledgor agreed in writing; true as well where there is none. */
  guarantorsConsent: z.boolean(),
  difficulty,
  reason,
})

export const deferralInput = z.object({
  /** Principal only, or principal and interest. */
  scope: z.enum(["principal", "all"]),
  untilOn: date,
  difficulty,
  reason,
})

export const reageInput = z.object({
  instalments: z.number().int().min(1).max(360),
  firstDueOn: date,
  /** Unpaid interest joins the principal; otherwise it has to be paid first. */
  capitalise: z.boolean().default(false),
  reason,
})

export const reamortiseInput = z.object({ reason })

export const rateChangeInput = z.object({ ratePct: rate.optional(), pricing: pricing.optional(), difficulty, reason })

export const pauseInput = z.object({ untilOn: date, difficulty, reason })

export const feeInput = z.object({ amount, reason })

export const impairmentInput = z.object({ reason })

export const gradeInput = z.object({
  to: z.enum(["pass", "special_mention", "substandard", "doubtful", "loss"]),
  reason,
})

export const writeOffInput = z.object({
  /** What shows that recovery failed (财金〔2017〕90号). */
  evidence: z.string().trim().min(4).max(1000),
  reason,
})

export const recoveryInput = z.object({ amount, reason })

export const repossessionInput = z.object({
  asset: z.string().trim().min(2).max(200),
  value: amount,
  /** The asset settles the whole debt; what it does not cover is lost to the allowance. */
  settlesAll: z.boolean(),
  reason,
})

export const renewalInput = z.object({
  amount,
  termMonths: z.number().int().min(1).max(120),
  ratePct: rate.optional(),
  pricing: pricing.optional(),
  method: z.enum(["interest_only", "equal_instalment", "equal_principal", "bullet", "revolving"]),
  everyMonths: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]).default(1),
  contractNo: z.string().min(1).max(60),
  /** The renewal policy holds (金规〔2024〕13号), so the class is kept; otherwise it is new for old: 关注 at least. */
  keepsClass: z.boolean(),
  reason,
})

export type RenewalInput = z.output<typeof renewalInput>
