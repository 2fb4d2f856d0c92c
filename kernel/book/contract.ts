import { z } from "zod"
import { date, endpoint, instant, pageOf, paging, uuid } from "../http/contract.ts"

const tag = "book"
const decimal = z.string()
const sideOf = z.object({ key: z.string(), title: z.string(), subject: z.string() })

export const accountItem = z
  .object({
    key: z.string(),
    title: z.string(),
    book: z.number(),
    unit: z.string(),
    side: z.enum(["debit", "credit"]),
    subject: z.string(),
    outlet: z.string(),
    balance: decimal,
    closed: z.boolean(),
  })
  .meta({ id: "AccountItem" })

export const listAccounts = endpoint({
  method: "GET",
  path: "/accounts",
  tag,
  summary: { zh: "账户查询", en: "Find accounts" },
  query: paging.extend({
    text: z.string().optional(),
    subject: z.string().optional(),
    outlet: z.string().optional(),
    book: z.coerce.number().optional(),
  }),
  response: pageOf(accountItem),
})

export const accountLine = z
  .object({
    seq: z.string(),
    transferId: z.string(),
    postingId: z.string().nullable(),
    kind: z.string(),
    reversal: z.enum(["wipe", "reverse"]).nullable(),
    entry: z.enum(["debit", "credit"]),
    amount: decimal,
    counterKey: z.string(),
    codeZh: z.string(),
    codeEn: z.string(),
    reference: z.string().nullable(),
    memo: z.string().nullable(),
    actor: z.string().nullable(),
    accountingDate: date,
    postedAt: instant,
    balanceAfter: decimal,
  })
  .meta({ id: "AccountLine" })

export const getAccount = endpoint({
  method: "GET",
  path: "/accounts/:key",
  tag,
  summary: { zh: "账户详情：余额由来", en: "One account: why this balance, line by line" },
  params: z.object({ key: z.string() }),
  query: z.object({ beforeSeq: z.string().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  response: accountItem.extend({
    min: decimal.nullable(),
    max: decimal.nullable(),
    available: decimal.nullable(),
    held: decimal,
    frozen: z.string(),
    owner: z.object({ partyId: uuid, name: z.string() }).nullable(),
    freezes: z.array(
      z.object({
        id: z.string(),
        place: z.number(),
        amount: decimal.nullable(),
        covered: decimal,
        state: z.string(),
        documentNumber: z.string(),
        authority: z.string(),
        fromOn: date,
        untilOn: date.nullable(),
      }),
    ),
    lines: z.array(accountLine),
    nextBeforeSeq: z.string().nullable(),
  }),
})

export const balanceAsOf = endpoint({
  method: "GET",
  path: "/accounts/:key/as-of",
  tag,
  summary: { zh: "某日余额", en: "Balance as of an accounting date" },
  params: z.object({ key: z.string() }),
  query: z.object({ date }),
  response: z.object({ balance: decimal, debits: decimal, credits: decimal }),
})

export const getPosting = endpoint({
  method: "GET",
  path: "/postings/:id",
  tag,
  summary: { zh: "交易详情与分录", en: "One posting with its entries" },
  params: z.object({ id: uuid }),
  response: z.object({
    id: uuid,
    reference: z.string().nullable(),
    memo: z.string().nullable(),
    approvalId: z.string().nullable(),
    actor: z.string(),
    accountingDate: date,
    postedAt: instant,
    reversalOf: z.string().nullable(),
    reversalKind: z.enum(["wipe", "reverse"]).nullable(),
    reversedBy: z.string().nullable(),
    lines: z.array(
      z.object({
        seq: z.string(),
        unit: z.string(),
        amount: decimal,
        codeZh: z.string(),
        codeEn: z.string(),
        debit: sideOf,
        credit: sideOf,
      }),
    ),
  }),
})

export const journalLine = z
  .object({
    seq: z.string(),
    postingId: z.string().nullable(),
    accountingDate: date,
    postedAt: instant,
    codeZh: z.string(),
    codeEn: z.string(),
    unit: z.string(),
    amount: decimal,
    debit: sideOf,
    credit: sideOf,
    reference: z.string().nullable(),
    memo: z.string().nullable(),
    actor: z.string().nullable(),
    isReversal: z.boolean(),
  })
  .meta({ id: "JournalLine" })

export const listJournal = endpoint({
  method: "GET",
  path: "/journal",
  tag,
  summary: { zh: "流水：按日期、网点或单据查分录", en: "Journal: entries by day, outlet or document" },
  query: paging.extend({
    book: z.coerce.number().default(1),
    date: date.optional(),
    outlet: z.string().optional(),
    reference: z.string().trim().optional(),
  }),
  response: pageOf(journalLine),
})

export const trialBalanceEndpoint = endpoint({
  method: "GET",
  path: "/trial-balance",
  tag,
  summary: { zh: "日计表与余额表", en: "Daily trial balance" },
  query: z.object({ book: z.coerce.number().default(1), date: date.optional(), outlet: z.string().optional() }),
  response: z.object({
    date,
    book: z.number(),
    rows: z.array(
      z.object({
        subject: z.string(),
        titleZh: z.string(),
        titleEn: z.string(),
        unit: z.string(),
        openingDebit: decimal,
        openingCredit: decimal,
        debitTurnover: decimal,
        creditTurnover: decimal,
        closingDebit: decimal,
        closingCredit: decimal,
      }),
    ),
    balanced: z.boolean(),
  }),
})

export const exportTrialBalance = endpoint({
  method: "GET",
  path: "/trial-balance/export",
  tag,
  summary: { zh: "导出日计表（Excel）", en: "Daily trial balance as an Excel file" },
  query: z.object({ book: z.coerce.number().default(1), date: date.optional(), outlet: z.string().optional() }),
})

export const proveBook = endpoint({
  method: "GET",
  path: "/proof",
  tag,
  summary: { zh: "账务核验", en: "Prove the books" },
  response: z.object({
    ok: z.boolean(),
    books: z.number(),
    units: z.number(),
    accounts: z.number(),
    transfers: z.number(),
    blocks: z.number(),
    failures: z.array(z.object({ check: z.string(), detail: z.string() })),
  }),
})

export const transferRequest = z
  .object({
    id: uuid,
    debit: z.string(),
    credit: z.string(),
    amount: z.string(),
    unit: z.string().default("CNY"),
    code: z.number().int().positive(),
    reference: z.string().max(80).optional(),
  })
  .meta({ id: "TransferRequest" })

export const transferAnswer = z
  .object({ id: uuid, result: z.string(), zh: z.string(), en: z.string() })
  .meta({ id: "TransferAnswer" })

export const postTransfer = endpoint({
  method: "POST",
  path: "/transfers",
  tag,
  summary: { zh: "记一笔账（高频通道，自动汇集）", en: "Post one transfer; concurrent requests are gathered" },
  body: transferRequest,
  response: transferAnswer,
})

export const postTransfers = endpoint({
  method: "POST",
  path: "/transfers/batch",
  tag,
  summary: { zh: "批量记账：逐笔给出结果", en: "Post a batch in order; one result each" },
  body: z.array(transferRequest).min(1).max(8_000),
  response: z.object({ posted: z.number(), failed: z.array(transferAnswer) }),
})
