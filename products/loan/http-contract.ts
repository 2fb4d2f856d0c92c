// Loans over HTTP: the notes of a customer, one note with its plan, its receipts, and the request to reverse one.
import { z } from "zod"
import { amount, date, endpoint, instant, rate, uuid } from "#contract/kernel/http"

const tag = "loan"

export const loanShape = z
  .object({
    loanNo: z.string(),
    state: z.enum(["signed", "active", "overdue", "settled", "written_off"]),
    amount,
    ratePct: rate,
    method: z.enum(["interest_only", "equal_instalment", "equal_principal", "bullet"]),
    paidOutOn: date.nullable(),
    maturesOn: date,
    principal: amount,
    overduePrincipal: amount,
    interestDue: amount,
    accrued: amount,
    penalty: amount,
    compound: amount,
    owed: amount,
    overdueDays: z.number().int(),
    riskClass: z.enum(["pass", "special_mention", "substandard", "doubtful", "loss"]),
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
    day: date,
    amount,
    parts: z.record(z.string(), z.string()),
    at: instant,
    actor: z.string(),
    reversed: z.boolean(),
  })
  .meta({ id: "LoanEvent" })

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
  params: z.object({ loanNo: z.string() }),
  response: loanShape.extend({ events: z.array(loanEventShape) }),
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

export const quoteLoan = endpoint({
  method: "POST",
  path: "/loan-quotes",
  tag,
  summary: { zh: "还款试算", en: "Quote a repayment plan" },
  body: z.object({
    amount,
    ratePct: rate,
    method: z.enum(["interest_only", "equal_instalment", "equal_principal", "bullet"]),
    termMonths: z.number().int().min(1).max(360),
    startOn: date,
    everyMonths: z.union([z.literal(1), z.literal(3)]).default(1),
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
