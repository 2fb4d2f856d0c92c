import type { UnitSpec } from "#ledger"
import { findAccounts, findByAmount, formatAmount, parseAmount } from "#ledger"
import { ledgerOn } from "#kernel/flow"
import { scopeOf } from "#kernel/org"
import type { Feature } from "#kernel/scene"
import { unitOf } from "./book.ts"
import { routes } from "./routes.ts"

export { actorNames } from "./actor-names.ts"
export { accountsOf, assignAccounts, unitOf, type OwnedAccount } from "./book.ts"
export { refuse as refuseBook } from "./refusals.ts"
export { subjectOf, subjects } from "./subjects.ts"

/** Yuan, counted in fen. */
export const CNY: UnitSpec = { id: 1, code: "CNY", scale: 2, titleZh: "元", titleEn: "yuan" }

const readers = [
  "clerk",
  "manager",
  "collateral",
  "reviewer",
  "subbranch-head",
  "approver",
  "committee",
  "disbursement",
  "risk",
  "accountant",
  "president",
]

export const book: Feature = {
  name: "kernel/book",
  units: [CNY],
  permissions: [
    { code: "book.read", zh: "查看账户与交易", en: "See accounts and postings", roles: readers },
    { code: "book.prove", zh: "核验账务", en: "Prove the books", roles: ["accountant", "president", "audit-admin"] },
    { code: "book.post", zh: "直接记账接口", en: "Post transfers directly", roles: ["accountant"] },
  ],
  routes,
  search: [
    {
      kind: "account",
      zh: "账户",
      en: "Accounts",
      permission: "book.read",
      find: async (ctx, text, limit) => {
        const found = await findAccounts(ledgerOn(ctx.db), { text, outlets: scopeOf(ctx), limit })
        return found.map((a) => ({
          kind: "account",
          title: a.title || a.key,
          detail: `${a.key} · ${formatAmount(a.balance, unitOf(ctx, a.unit).scale)}`,
          page: `/accounts/${encodeURIComponent(a.key)}`,
        }))
      },
    },
    {
      kind: "posting",
      zh: "交易",
      en: "Postings",
      permission: "book.read",
      find: async (ctx, text, limit) => {
        const amount = parseAmount(text.replaceAll(",", ""), CNY.scale)
        if (amount === null || amount <= 0n) return []
        const found = await findByAmount(ledgerOn(ctx.db), { amount, outlets: scopeOf(ctx), limit })
        return found.map((t) => ({
          kind: "posting",
          title: `${t.codeZh} ${formatAmount(t.amount, unitOf(ctx, t.unit).scale)}`,
          detail: `${t.accountingDate} ${t.reference ?? ""}`,
          page: `/postings/${t.postingId}`,
        }))
      },
    },
  ],
}
