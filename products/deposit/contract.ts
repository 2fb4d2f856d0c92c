// Firms' current accounts over HTTP: opening, the list of a firm, money from and to other banks.
import { z } from "zod"
import { amount, date, endpoint, instant, rate, uuid } from "#contract/kernel/http"

const tag = "deposit"

const accountNo = z.object({ accountNo: z.string() })
export const accountKind = z.enum(["basic", "general", "special", "temporary"])

export const depositView = z
  .object({
    accountNo: z.string(),
    partyId: uuid,
    outlet: z.string(),
    state: z.enum(["open", "closed"]),
    kind: accountKind,
    openedOn: date,
    balance: amount,
    available: amount,
  })
  .meta({ id: "Deposit" })

export const listDeposits = endpoint({
  method: "GET",
  path: "/parties/:partyId/deposits",
  tag,
  summary: { zh: "客户存款账户", en: "Current accounts of a firm" },
  params: z.object({ partyId: uuid }),
  response: z.object({ items: z.array(depositView) }),
})

export const ownDeposits = endpoint({
  method: "GET",
  path: "/portal/deposits",
  tag,
  summary: { zh: "企业自己的账户", en: "The firm's own accounts" },
  response: z.object({ items: z.array(depositView) }),
})

export const getDeposit = endpoint({
  method: "GET",
  path: "/deposits/:accountNo",
  tag,
  summary: { zh: "存款账户详情", en: "One current account" },
  params: accountNo,
  response: depositView.extend({
    holder: z.string(),
    filingNo: z.string().nullable(),
    purpose: z.string().nullable(),
    validTo: date.nullable(),
    ratePct: rate,
    /** Earned since the last settlement, not credited yet; the open day does not count. */
    earned: amount,
    earnedFrom: date,
    settlements: z.array(z.object({ from: date, to: date, interest: amount, explanation: z.string() })),
  }),
})

const openingCheck = z.object({
  rule: z.string(),
  state: z.enum(["met", "not_met", "missing"]),
  isRequired: z.boolean(),
  zh: z.string(),
  en: z.string(),
})

const asked = {
  kind: accountKind,
  purpose: z.string().trim().max(100).optional(),
  filingNo: z.string().trim().max(30).optional(),
  validTo: date.optional(),
}

export const checkOpening = endpoint({
  method: "GET",
  path: "/parties/:partyId/opening-checks",
  tag,
  summary: { zh: "开户条件逐项核对", en: "What an account needs, rule by rule" },
  params: z.object({ partyId: uuid }),
  query: z.object(asked),
  response: z.object({ checks: z.array(openingCheck), blocked: z.boolean() }),
})

export const applyEndpoint = endpoint({
  method: "POST",
  path: "/deposit-applications",
  tag,
  summary: { zh: "申请开立单位账户（须他人复核）", en: "Apply for a corporate account; another person must agree" },
  body: z.object({ partyId: uuid, title: z.string().trim().min(2).max(80), ...asked }),
  response: z.object({ id: uuid, approvalId: uuid }),
})

const period = z.object({ from: date, to: date })

export const statementLine = z
  .object({
    seq: z.string(),
    date,
    at: instant,
    codeZh: z.string(),
    codeEn: z.string(),
    /** Empty when the money went the other way. */
    paidIn: z.string(),
    paidOut: z.string(),
    balance: amount,
    memo: z.string(),
    reversal: z.boolean(),
  })
  .meta({ id: "StatementLine" })

export const getStatement = endpoint({
  method: "GET",
  path: "/deposits/:accountNo/statement",
  tag,
  summary: { zh: "对账单", en: "Statement of a period" },
  params: accountNo,
  query: period,
  response: z.object({
    holder: z.string(),
    from: date,
    to: date,
    opening: amount,
    closing: amount,
    totalIn: amount,
    totalOut: amount,
    lines: z.array(statementLine),
  }),
})

export const exportStatement = endpoint({
  method: "GET",
  path: "/deposits/:accountNo/statement.xlsx",
  tag,
  summary: { zh: "对账单（Excel）", en: "Statement as a workbook" },
  params: accountNo,
  query: period,
})

export const closeEndpoint = endpoint({
  method: "POST",
  path: "/deposits/:accountNo/close",
  tag,
  summary: { zh: "销户（先结息、转出余额）", en: "Close: interest credited, the rest paid out" },
  params: accountNo,
  body: z.object({ counterparty: z.string().trim().max(80).optional() }),
  response: z.object({ interest: amount, paid: amount }),
})

export const transferEndpoint = endpoint({
  method: "POST",
  path: "/deposits/:accountNo/transfer",
  tag,
  summary: { zh: "行内转账", en: "Transfer to another account of the branch" },
  params: accountNo,
  body: z.object({ to: z.string().trim(), amount, memo: z.string().trim().max(100).default("") }),
})

const money = z.object({
  amount,
  counterparty: z.string().trim().min(2).max(80),
  memo: z.string().trim().max(100).default(""),
})

export const receiveEndpoint = endpoint({
  method: "POST",
  path: "/deposits/:accountNo/receive",
  tag,
  summary: { zh: "来账入账", en: "Book money received" },
  params: z.object({ accountNo: z.string() }),
  body: money,
})

export const sendEndpoint = endpoint({
  method: "POST",
  path: "/deposits/:accountNo/send",
  tag,
  summary: { zh: "往账汇出", en: "Pay to another bank" },
  params: z.object({ accountNo: z.string() }),
  body: money,
})
