// Watching over HTTP: freezes, alerts, reconciliation, policies, the simulator and the console.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, uuid } from "#contract/kernel/http"
import { alertRules, levels, listedKinds, policyShape } from "../model.ts"
import { freezeScopes, freezeStates, reconStates } from "../../../products/custody/states.ts"
import { institutionView } from "../institution/contract.ts"

const tag = "training-fund"
const both = z.object({ zh: z.string(), en: z.string() })
const id = z.object({ id: uuid })
const reason = z.string().trim().min(1).max(300)
const approval = z.object({ approvalId: uuid })

export const freezeView = z.object({
  id: uuid,
  number: z.string(),
  institutionId: uuid,
  institution: z.string(),
  contractNo: z.string().nullable(),
  scope: z.enum(freezeScopes),
  state: z.enum(freezeStates),
  documentNo: z.string(),
  authority: z.string(),
  reason: z.string(),
  fromOn: date,
  untilOn: date.nullable(),
  askedBy: z.string(),
  placedBy: z.string().nullable(),
  liftedBy: z.string().nullable(),
  approvalId: uuid.nullable(),
})
export const listFreezes = endpoint({
  method: "GET",
  path: "/training-fund/freezes",
  tag,
  summary: { zh: "冻结", en: "Freezes" },
  query: paging.extend({ institutionId: uuid.optional(), state: z.enum(freezeStates).optional() }),
  response: pageOf(freezeView),
})
export const freezeEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/freezes",
  tag,
  summary: { zh: "申请冻结（他人复核）", en: "Ask for a freeze; another signs" },
  body: z.object({
    institutionId: uuid,
    orderId: uuid.optional(),
    scope: z.enum(freezeScopes),
    documentNo: z.string().trim().min(4).max(80),
    authority: z.string().trim().min(2).max(60),
    reason,
    untilOn: date.optional(),
  }),
  response: z.object({ id: uuid, approvalId: uuid }),
})
export const liftEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/freezes/:id/lift",
  tag,
  summary: { zh: "申请解除冻结（他人复核）", en: "Ask for lifting; another signs" },
  params: id,
  body: z.object({ reason }),
  response: approval,
})

export const alertView = z.object({
  id: uuid,
  rule: z.enum(alertRules),
  institutionId: uuid,
  institution: z.string(),
  level: z.enum(levels),
  zh: z.string(),
  en: z.string(),
  openedOn: date,
  seenOn: date,
  state: z.enum(["open", "closed"]),
  handler: z.string().nullable(),
  outcome: z.string().nullable(),
})
export const listAlerts = endpoint({
  method: "GET",
  path: "/training-fund/alerts",
  tag,
  summary: { zh: "监管预警", en: "Alerts" },
  query: paging.extend({
    institutionId: uuid.optional(),
    level: z.enum(levels).optional(),
    state: z.enum(["open", "closed"]).optional(),
  }),
  response: pageOf(alertView),
})
export const closeAlertEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/alerts/:id/close",
  tag,
  summary: { zh: "处理预警", en: "Close an alert" },
  params: id,
  body: z.object({ outcome: reason }),
})

export const reconView = z.object({
  id: uuid,
  day: date,
  institutionId: uuid,
  institution: z.string(),
  custodyNo: z.string(),
  receipts: amount,
  releases: amount,
  refunds: amount,
  unearned: amount,
  ledger: amount,
  bank: amount.nullable(),
  interest: amount,
  unapplied: amount,
  deposit: amount,
  difference: amount.nullable(),
  ledgerDifference: amount,
  state: z.enum(reconStates),
  explanation: z.string().nullable(),
  explainedBy: z.string().nullable(),
})
export const listRecon = endpoint({
  method: "GET",
  path: "/training-fund/recon",
  tag,
  summary: { zh: "存管户对账", en: "Reconciliation" },
  query: paging.extend({ institutionId: uuid.optional(), state: z.enum(reconStates).optional() }),
  response: pageOf(reconView),
})
export const runReconEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions/:id/recon",
  tag,
  summary: { zh: "立即对账", en: "Reconcile now" },
  params: id,
  body: z.object({}),
  response: reconView,
})
export const explainEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/recon/:id/explanation",
  tag,
  summary: { zh: "说明差异并恢复划拨", en: "Explain a difference" },
  params: id,
  body: z.object({ explanation: reason }),
})

export const policyVersion = z.object({
  id: uuid,
  from: date,
  policy: policyShape,
  source: z.string(),
  certainty: z.enum(["fact", "unverified", "assumption"]),
  proposedBy: z.string(),
})
export const listPolicies = endpoint({
  method: "GET",
  path: "/training-fund/policies",
  tag,
  summary: { zh: "各地监管政策与版本", en: "Local policies and their versions" },
  response: z.array(
    z.object({
      code: z.string(),
      key: z.string(),
      title: both,
      institutions: z.number().int(),
      current: policyVersion.nullable(),
      versions: z.array(policyVersion),
      pending: z.object({ approvalId: uuid, from: date, makerName: z.string() }).nullable(),
    }),
  ),
})

const chargeFault = z.object({ code: z.string() })
export const simulateEndpoint = endpoint({
  method: "GET",
  path: "/training-fund/simulation",
  tag,
  summary: { zh: "政策推演：用另一地政策重放一个月", en: "Replay a month under another policy" },
  query: z.object({
    policy: z.string(),
    month: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .optional(),
    institutionId: uuid.optional(),
  }),
  response: z.object({
    month: z.string(),
    from: date,
    to: date,
    /** Profiles the orders were signed under. */
    base: z.array(both),
    other: both,
    orders: z.number().int(),
    released: z.object({ base: amount, other: amount }),
    held: z.object({ base: amount, other: amount }),
    refused: z.object({ base: z.number().int(), other: z.number().int() }),
    days: z.array(
      z.object({ day: date, baseHeld: amount, otherHeld: amount, baseReleased: amount, otherReleased: amount }),
    ),
    rows: z.array(
      z.object({
        orderId: uuid,
        contractNo: z.string(),
        institution: z.string(),
        policy: both,
        baseReleased: amount,
        otherReleased: amount,
        difference: amount,
        refused: z.array(chargeFault),
      }),
    ),
  }),
})

export const consoleEndpoint = endpoint({
  method: "GET",
  path: "/training-fund/console",
  tag,
  summary: { zh: "监管驾驶舱", en: "The authority's console" },
  response: z.object({
    today: date,
    institutions: z.number().int(),
    levels: z.object({ NORMAL: z.number(), YELLOW: z.number(), RED: z.number() }),
    held: amount,
    unearned: amount,
    deposit: amount,
    orders: z.number().int(),
    students: z.number().int(),
    disputes: z.number().int(),
    complaints: z.number().int(),
    blacklisted: z.number().int(),
    refunds: z.object({
      open: z.number(),
      overdue: z.number(),
      days0to5: z.number(),
      days6to15: z.number(),
      over15: z.number(),
    }),
    places: z.array(
      z.object({
        outlet: z.string(),
        institutions: z.number(),
        level: z.enum(levels),
        unearned: amount,
        students: z.number(),
      }),
    ),
    risks: z.array(institutionView),
    month: z.array(z.object({ day: date, receipts: amount, releases: amount, refunds: amount })),
  }),
})

export const blacklistView = z
  .object({
    id: uuid,
    kind: z.enum(listedKinds),
    name: z.string(),
    institutionId: uuid.nullable(),
    institution: z.string().nullable(),
    documentNo: z.string(),
    reason: z.string(),
    listedOn: date,
    listedBy: z.string(),
    liftedOn: date.nullable(),
    liftedBy: z.string().nullable(),
    liftReason: z.string().nullable(),
    /** Other institutions of this person. */
    marked: z.number().int(),
  })
  .meta({ id: "TrainingBlacklist" })

export const listBlacklist = endpoint({
  method: "GET",
  path: "/training-fund/blacklist",
  tag,
  summary: { zh: "黑名单", en: "Blacklist" },
  query: paging.extend({ state: z.enum(["listed", "lifted"]).optional(), q: z.string().optional() }),
  response: pageOf(blacklistView),
})
export const blacklistEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/blacklist",
  tag,
  summary: { zh: "列入黑名单：机构、法定代表人、个人", en: "Blacklist an institution, its representative, people" },
  body: z.object({
    institutionId: uuid.optional(),
    people: z.array(z.string().trim().min(2).max(40)).max(10).default([]),
    documentNo: z.string().trim().min(4).max(80),
    reason,
  }),
  response: z.object({ listed: z.number().int() }),
})
export const liftBlacklistEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/blacklist/:id/lift",
  tag,
  summary: { zh: "移出黑名单", en: "Lift an entry of the blacklist" },
  params: id,
  body: z.object({ reason }),
})

const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const monthQuery = z.object({ month: monthText.optional(), institutionId: uuid.optional() })

const monthRow = z.object({
  institutionId: uuid,
  institution: z.string(),
  custodyNo: z.string(),
  level: z.enum(levels),
  /** In custody before the month. */
  opening: amount,
  receipts: amount,
  releases: amount,
  refunds: amount,
  closing: amount,
  /** Of the closing: neither earned nor returned. */
  unearned: amount,
  deposit: amount,
  orders: z.number().int(),
  refundsAsked: z.number().int(),
  disputes: z.number().int(),
  complaints: z.number().int(),
  alerts: z.number().int(),
  alertsRed: z.number().int(),
  /** The ledger's figure at the end of the month, as the nightly reconciliation found it; null where none ran. */
  ledger: amount.nullable(),
  agrees: z.boolean().nullable(),
})

export const monthReport = endpoint({
  method: "GET",
  path: "/training-fund/month-report",
  tag,
  summary: { zh: "监管月报", en: "The authority's report of a month" },
  query: monthQuery,
  response: z.object({
    month: z.string(),
    /** The month still runs: figures up to now. */
    isOpen: z.boolean(),
    rows: z.array(monthRow),
    total: monthRow.omit({ institutionId: true, institution: true, custodyNo: true, level: true, agrees: true }),
  }),
})
export const monthSheet = endpoint({
  method: "GET",
  path: "/training-fund/month-report.xlsx",
  tag,
  summary: { zh: "监管月报导出 Excel", en: "The report of a month as a workbook" },
  query: monthQuery,
})

export const ownInstitutionEndpoint = endpoint({
  method: "GET",
  path: "/training-fund/own",
  tag,
  summary: { zh: "机构首页", en: "The institution's start page" },
  response: institutionView.extend({
    depositFloor: amount,
    depositShort: amount,
    settlementAvailable: amount,
    refundsToAnswer: z.number().int(),
    lessonsToday: z.array(
      z.object({
        id: uuid,
        courseId: uuid,
        course: z.string(),
        startsAt: instant,
        state: z.string(),
        children: z.number().int(),
      }),
    ),
  }),
})
