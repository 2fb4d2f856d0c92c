// Promise: addresses stay as they are. Whoever changes one changes this list too and thinks of old bookmarks.
import { expect, test } from "vitest"
import { paths } from "./paths.ts"

type Builder = (part?: string) => string

function addresses(builders: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(builders).map(([name, build]) => [
      name,
      typeof build === "function"
        ? (build as Builder)(build.length > 0 ? "X 1" : undefined)
        : addresses(build as never),
    ]),
  )
}

test("the addresses of all pages", () => {
  expect(addresses(paths)).toMatchInlineSnapshot(`
    {
      "account": "/accounts/X%201",
      "accounts": "/accounts?subject=X+1",
      "activate": "/activate",
      "approval": "/approvals/X%201",
      "approvals": "/approvals?box=X+1",
      "audit": "/audit",
      "calendar": "/calendar",
      "citizens": "/m",
      "collection": {
        "batch": "/collection/batches/X%201",
        "bill": "/collection/bills/X%201",
        "org": "/collection/orgs/X%201",
        "orgs": "/collection",
        "own": {
          "batch": "/portal/collection/batches/X%201",
          "bill": "/portal/collection/bills/X%201",
          "org": "/portal/collection?tab=X 1",
        },
        "payOwn": "/m/my-bills",
        "payer": "/m/bills",
        "transfers": "/collection/transfers",
      },
      "customer": "/customers/X%201",
      "customers": "/customers",
      "dayEnd": "/day-end",
      "decisions": "/decisions?key=X+1",
      "deposit": {
        "account": "/deposits/X%201",
        "portalAccount": "/portal/accounts/X%201",
        "portalAccounts": "/portal/accounts",
      },
      "emissionLoan": {
        "board": "/emission-loan",
        "calendar": "/emission-loan/calendar",
        "case": "/emission-loan/X%201",
        "cases": "/emission-loan/cases?state=X%201",
        "newCase": "/emission-loan/new?party=X%201",
        "portalApply": "/portal/emission-loan/apply",
        "portalCase": "/portal/emission-loan/X%201",
        "portalRights": "/portal/emission-loan/rights",
        "prices": "/emission-loan/prices",
        "reports": "/emission-loan/reports?report=X%201",
        "wizard": "/emission-loan/X%201/apply",
      },
      "home": "/",
      "imports": "/imports?kind=X+1",
      "job": "/jobs/X%201",
      "jobs": "/jobs",
      "journal": "/journal?date=X+1",
      "loan": {
        "loan": "/loans/X%201",
        "loans": "/loans",
        "portalLoan": "/portal/loans/X%201",
        "portalLoans": "/portal/loans",
        "portfolio": "/loan-portfolio",
        "products": "/loan-products?product=X+1",
      },
      "newCustomer": "/customers/new",
      "notices": "/notices",
      "portal": "/portal",
      "portalSignIn": "/portal/sign-in",
      "posting": "/postings/X%201",
      "pricing": {
        "charges": "/pricing/charges",
        "item": "/pricing/items/X%201",
        "list": "/pricing",
        "packages": "/pricing/packages",
        "portal": "/portal/pricing",
        "savings": "/pricing/savings",
        "subscription": "/pricing/subscriptions/X%201",
        "subscriptions": "/pricing/subscriptions?view=X%201",
      },
      "rules": "/rules?key=X+1",
      "signIn": "/sign-in?back=X+1",
      "staff": "/staff",
      "trialBalance": "/trial-balance",
      "verifyPaper": "/m/verify?code=X+1",
    }
  `)
})
