// Loans over HTTP: the notes of a customer, one note with its plan, its receipts, and the request to reverse one.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, rate, uuid } from "#contract/kernel/http"
import { actionNames } from "./rules.ts"

const tag = "loan"

export const loanMethods = [
  "interest_only",
  "equal_instalment",
  "equal_principal",
  "bullet",
  "flat",
  "revolving",
  "irregular",
] as const
const method = z.enum(loanMethods)
const riskClass = z.enum(["pass", "special_mention", "substandard", "doubtful", "loss"])
export const bilingual = z.object({ zh: z.string(), en: z.string() })
const loanNoParam = z.object({ loanNo: z.string() })

export const loanShape = z
  .object({
    loanNo: z.string(),
    state: z.enum(["signed", "active", "overdue", "settled", "written_off"]),
    amount,
    ratePct: rate,
    method,
    paidOutOn: date.nullable(),
    maturesOn: date,
    principal: amount,
    overduePrincipal: amount,
    interestDue: amount,
    accrued: amount,
    penalty: amount,
    compound: amount,
    fees: amount,
    writtenOff: amount,
    owed: amount,
    overdueDays: z.number().int(),
    riskClass,
    depositAccount: z.string(),
    depositBalance: amount,
    schedule: z.array(
      z.object({
        n: z.number().int(),
        from: date,
        due: date,
        days: z.number().int(),
        principal: amount,
        interest: amount,
        total: amount,
        balance: amount,
        state: z.enum(["planned", "due", "overdue", "paid"]),
        explanation: z.string(),
      }),
    ),
  })
  .meta({ id: "Loan" })

export const loanEventShape = z
  .object({
    receiptNo: z.string(),
    kind: z.string(),
    title: bilingual,
    /** The accounting date it was booked on, and the day it counts from. */
    day: date,
    valueOn: date,
    amount,
    parts: z.record(z.string(), z.string()),
    explanation: bilingual,
    at: instant,
    actor: z.string(),
    approvalId: z.string().nullable(),
    reversed: z.boolean(),
    replay: z.boolean(),
  })
  .meta({ id: "LoanEvent" })

export const loanDetailShape = loanShape
  .extend({
    partyId: uuid,
    partyName: z.string(),
    contractNo: z.string(),
    outlet: z.string(),
    limitNo: z.string().nullable(),
    purpose: z.string(),
    renews: z.string().nullable(),
    terms: z.object({
      startOn: date,
      firstMaturesOn: date.nullable(),
      dayCount: z.string(),
      everyMonths: z.number().int(),
      settlementDay: z.number().int().nullable(),
      instalments: z.number().int(),
      gracePrincipal: z.number().int(),
      movesOnHoliday: z.boolean(),
      pausedUntil: date.nullable(),
      overdueUpliftPct: rate,
      misuseUpliftPct: rate,
      paymentMode: z.enum(["self", "entrusted"]),
      extendableUntil: date,
      pricing: z
        .object({
          tenor: z.enum(["1Y", "5Y"]),
          spreadBp: z.number().int(),
          everyMonths: z.number().int(),
          nextOn: date,
        })
        .nullable(),
    }),
    flags: z.object({
      nonAccrualOn: date.nullable(),
      misusedFrom: date.nullable(),
      restructuredOn: date.nullable(),
      observationFrom: date.nullable(),
      observationUntil: date.nullable(),
      impairedOn: date.nullable(),
      writtenOffOn: date.nullable(),
    }),
    loss: z.object({ stage: z.union([z.literal(1), z.literal(2), z.literal(3)]), allowance: amount, basis: bilingual }),
    rates: z.array(z.object({ on: date, ratePct: rate, reason: bilingual })),
    classes: z.array(z.object({ on: date, from: riskClass, to: riskClass, reason: bilingual })),
    events: z.array(loanEventShape),
    actions: z.array(
      z.object({
        name: z.enum(actionNames),
        title: bilingual,
        allowed: z.boolean(),
        /** Why not now; absent where it is allowed. */
        reason: bilingual.nullable(),
        /** Whether this person may ask for it. */
        permitted: z.boolean(),
      }),
    ),
  })
  .meta({ id: "LoanDetail" })

export const listLoans = endpoint({
  method: "GET",
  path: "/parties/:partyId/loans",
  tag,
  summary: { zh: "客户贷款", en: "Loans of a customer" },
  params: z.object({ partyId: uuid }),
  response: z.object({ items: z.array(loanShape) }),
})

export const getLoan = endpoint({
  method: "GET",
  path: "/loans/:loanNo",
  tag,
  summary: { zh: "借据详情", en: "One loan note" },
  params: loanNoParam,
  response: loanDetailShape,
})

export const findLoans = endpoint({
  method: "GET",
  path: "/loans",
  tag,
  summary: { zh: "借据查询", en: "Loan notes by filter" },
  query: paging.extend({
    outlet: z.string().optional(),
    state: z.enum(["signed", "active", "overdue", "settled", "written_off"]).optional(),
    riskClass: riskClass.optional(),
    contractNo: z.string().optional(),
    partyId: uuid.optional(),
    q: z.string().max(60).optional(),
  }),
  response: pageOf(
    z.object({
      loanNo: z.string(),
      contractNo: z.string(),
      partyId: uuid,
      partyName: z.string(),
      outlet: z.string(),
      state: z.enum(["signed", "active", "overdue", "settled", "written_off"]),
      method,
      ratePct: rate,
      amount,
      /** Principal still out, and what is due and unpaid beside it. */
      principal: amount,
      due: amount,
      paidOutOn: date.nullable(),
      maturesOn: date,
      overdueDays: z.number().int(),
      riskClass,
    }),
  ),
})

export const planRow = z.object({
  from: date,
  due: date,
  days: z.number().int(),
  principal: amount,
  interest: amount,
  total: amount,
  balance: amount,
})

export const loanWhatIf = endpoint({
  method: "POST",
  path: "/loans/:loanNo/what-if",
  tag,
  summary: { zh: "提前还款、调整利率试算", en: "What if: repay early, another rate" },
  params: loanNoParam,
  body: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("repay"),
      on: date,
      amount,
      choice: z.enum(["keep_term", "keep_instalment"]).default("keep_term"),
    }),
    z.object({ kind: z.literal("rate"), on: date, ratePct: rate }),
  ]),
  response: z.object({
    on: date,
    principal: amount,
    earned: amount,
    interestBefore: amount,
    interestAfter: amount,
    saved: amount,
    rows: z.array(planRow),
  }),
})

export const loanPayoff = endpoint({
  method: "GET",
  path: "/loans/:loanNo/payoff",
  tag,
  summary: { zh: "结清试算", en: "What it takes to settle on a day" },
  params: loanNoParam,
  query: z.object({ on: date.optional() }),
  response: z.object({
    on: date,
    principal: amount,
    interest: amount,
    penalty: amount,
    compound: amount,
    fees: amount,
    total: amount,
    lines: z.array(bilingual.extend({ amount })),
    assumed: z.array(z.object({ due: date, amount })),
  }),
})

const figures = { loans: z.number().int(), balance: amount, overdue: amount, bad: amount }

export const loanPortfolio = endpoint({
  method: "GET",
  path: "/loan-portfolio",
  tag,
  summary: { zh: "贷款组合（按夜间汇总）", en: "Loan portfolio, as summed at night" },
  query: z.object({ day: date.optional(), outlet: z.string().optional() }),
  response: z.object({
    /** The night the figures are from; null before the first day end. */
    day: date.nullable(),
    total: z.object({ ...figures, shareBp: z.number().int(), newLoans: z.number().int(), newAmount: amount }),
    breakdowns: z.array(
      z.object({
        dimension: z.enum(["overdue", "class", "rate", "industry", "vintage", "method"]),
        rows: z.array(z.object({ key: z.string(), label: bilingual, ...figures, shareBp: z.number().int() })),
      }),
    ),
    debtors: z.array(
      z.object({
        partyId: uuid,
        partyName: z.string(),
        loans: z.number().int(),
        balance: amount,
        shareBp: z.number().int(),
      }),
    ),
    trend: z.array(z.object({ day: date, ...figures })),
  }),
})

export const reverseLoanEvent = endpoint({
  method: "POST",
  path: "/loan-events/:receiptNo/reversal",
  tag,
  summary: { zh: "申请冲正", en: "Ask for a reversal" },
  params: z.object({ receiptNo: z.string() }),
  body: z.object({ reason: z.string().trim().min(4).max(300) }),
  response: z.object({ approvalId: uuid }),
})

export const bookLateRepayment = endpoint({
  method: "POST",
  path: "/loans/:loanNo/late-repayments",
  tag,
  summary: { zh: "申请补记还款（起息日在前）", en: "Ask to book a repayment with a past value date" },
  params: loanNoParam,
  body: z.object({
    valueOn: date,
    amount,
    choice: z.enum(["keep_term", "keep_instalment"]).default("keep_term"),
    reason: z.string().trim().min(4).max(300),
  }),
  response: z.object({ approvalId: uuid }),
})

export const quoteLoan = endpoint({
  method: "POST",
  path: "/loan-quotes",
  tag,
  summary: { zh: "还款试算", en: "Quote a repayment plan" },
  body: z.object({
    amount,
    ratePct: rate,
    method: z.enum(["interest_only", "equal_instalment", "equal_principal", "bullet", "flat"]),
    termMonths: z.number().int().min(1).max(360),
    startOn: date,
    everyMonths: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]).default(1),
  }),
  response: z.object({
    totalInterest: amount,
    rows: z.array(
      z.object({
        n: z.number().int(),
        due: date,
        days: z.number().int(),
        principal: amount,
        interest: amount,
        total: amount,
        balance: amount,
      }),
    ),
  }),
})
