// The collection cloud over HTTP for the bank's staff and, with the same shapes, for the organisation's own people: who
// collects and how it stands. What is collected is items/contract.ts, bills and payers bills/contract.ts, money money/contract.ts.
import { z } from "zod"
import { amount, date, endpoint, uuid } from "#contract/kernel/http"
import { codeRules } from "./model.ts"
import { ageBands } from "./rules/ageing.ts"

const tag = "collection"
const org = z.object({ id: uuid })

export const orgView = z
  .object({
    id: uuid,
    orgNo: z.number().int(),
    partyId: uuid,
    name: z.string(),
    outlet: z.string(),
    settlementAccountNo: z.string(),
    codeRule: z.enum(codeRules),
    state: z.enum(["open", "closed"]),
    payers: z.number().int(),
    merchantId: uuid,
  })
  .meta({ id: "CollectionOrg" })

export const listOrgs = endpoint({
  method: "GET",
  path: "/collection/orgs",
  tag,
  summary: { zh: "收费单位", en: "Organisations" },
  response: z.array(orgView.extend({ openBills: z.number().int(), openPrincipal: amount, paidThisMonth: amount })),
})

export const openOrgEndpoint = endpoint({
  method: "POST",
  path: "/collection/orgs",
  tag,
  summary: { zh: "开通收费单位", en: "Open an organisation" },
  body: z.object({
    partyId: uuid,
    settlementAccountNo: z.string().min(1).max(32),
    feeBp: z.number().int().min(0).max(100),
    codeRule: z.enum(codeRules),
  }),
  response: z.object({ id: z.string() }),
})

/** The organisation of the signed-in person. */
export const getOwnOrg = endpoint({
  method: "GET",
  path: "/collection/own",
  tag,
  summary: { zh: "本单位", en: "One's own organisation" },
  response: orgView,
})

export const dashboard = z
  .object({
    org: orgView,
    published: amount,
    paid: amount,
    /** Share of published principal that is paid, in hundredths of a per cent. */
    rateBp: z.number().int(),
    ageing: z.array(z.object({ band: z.enum(ageBands), bills: z.number().int(), principal: amount })),
    byItem: z.array(
      z.object({ code: z.string(), name: z.string(), published: amount, paid: amount, bills: z.number().int() }),
    ),
    byGroup: z.array(z.object({ group: z.string(), published: amount, paid: amount, bills: z.number().int() })),
    channels: z.array(z.object({ channel: z.string(), payments: z.number().int(), amount, fee: amount })),
    days: z.array(z.object({ day: date, amount, payments: z.number().int() })),
    lateFees: amount,
    waived: z.array(z.object({ by: z.string(), amount, bills: z.number().int() })),
    reminders: z.object({ sent: z.number().int(), paidWithinWeek: z.number().int() }),
    aheadTotal: amount,
    /** What went back, by the reason given. */
    refunds: z.array(z.object({ reason: z.string(), refunds: z.number().int(), amount })),
    upcoming: z.array(z.object({ settleOn: date, orders: z.number().int(), gross: amount })),
    settled: z.array(
      z.object({
        settlementNo: z.string(),
        settleOn: date,
        orders: z.number().int(),
        gross: amount,
        refunds: amount,
        fee: amount,
        net: amount,
        isPaid: z.boolean(),
      }),
    ),
  })
  .meta({ id: "CollectionDashboard" })

export const getDashboard = endpoint({
  method: "GET",
  path: "/collection/orgs/:id/dashboard",
  tag,
  summary: { zh: "收缴情况", en: "How collecting stands" },
  params: org,
  response: dashboard,
})
