// Firms' current accounts over HTTP: opening, the list of a firm, money from and to other banks.
import { z } from "zod"
import { amount, date, endpoint, uuid } from "#contract/kernel/http"

const tag = "deposit"

export const depositView = z
  .object({
    accountNo: z.string(),
    partyId: uuid,
    outlet: z.string(),
    state: z.enum(["open", "closed"]),
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

export const openDepositEndpoint = endpoint({
  method: "POST",
  path: "/deposits",
  tag,
  summary: { zh: "开立单位活期存款", en: "Open a current account" },
  body: z.object({ partyId: uuid, outlet: z.string(), title: z.string().trim().min(2).max(80) }),
  response: z.object({ accountNo: z.string() }),
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
