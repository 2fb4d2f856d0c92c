// Shapes of what crosses the edge in this scene. Amounts are yuan texts.
import { z } from "zod"
import { amount, date, instant, rate, uuid } from "#contract/kernel/http"
import {
  authorities,
  classEffects,
  difficultyNames,
  findings,
  measures,
  ruleNames,
  sizes,
  tools,
  type Finding,
} from "./rules.ts"
import { actions, states, type ReliefAction } from "./states.ts"

export const reliefState = z.enum(states).meta({ id: "ReliefState" })
export const reliefAction = z.enum(Object.keys(actions) as [ReliefAction, ...ReliefAction[]])
export const tool = z.enum(tools)
export const measure = z.enum(measures)
export const authority = z.enum(authorities)
export const finding = z.enum(findings)
export const signals = ["due_soon", "overdue", "firm", "manager"] as const
export const signal = z.enum(signals)
export const reasonCodes = ["sales", "cost", "collection", "accident", "season", "other"] as const
export const reasonCode = z.enum(reasonCodes)
export const wishes = ["unsure", "renew", "extend", "defer", "restructure"] as const
export const wish = z.enum(wishes)
export const ways = ["visit", "phone", "video", "firm_came"] as const
export const way = z.enum(ways)
export const riskClass = z.enum(["pass", "special_mention", "substandard", "doubtful", "loss"])
export const repayMethod = z.enum(["interest_only", "equal_instalment", "equal_principal", "bullet"])
export const everyMonths = z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)])
const bilingual = z.object({ zh: z.string(), en: z.string() })
const words = z.string().trim().min(4).max(1000)

export const answerInput = z.object({
  answer: z.enum(["yes", "no"]),
  /** What was looked at, and where. */
  note: z.string().trim().min(2).max(500),
})
export const findingsInput = z.partialRecord(finding, answerInput)
export type Findings = Partial<Record<Finding, z.output<typeof answerInput> & { byName: string; on: string }>>

export const cashInput = z
  .object({
    inflow: amount,
    outflow: amount,
    service: amount,
    serviceAfter: amount,
    note: z.string().trim().max(500).default(""),
  })
  .meta({ id: "ReliefCash" })

export const consentInput = z.object({
  name: z.string().trim().min(2).max(80),
  part: z.enum(["guarantor", "pledgor"]),
  agreedOn: date.nullable().default(null),
})

export const proposalInput = z
  .object({
    tool,
    measure: measure.optional(),
    amount: amount.optional(),
    termMonths: z.number().int().min(1).max(120).optional(),
    ratePct: rate.optional(),
    method: repayMethod.optional(),
    everyMonths: everyMonths.optional(),
    untilOn: date.optional(),
    instalments: z.number().int().min(1).max(360).optional(),
    firstDueOn: date.optional(),
    capitalise: z.boolean().optional(),
    /** Who decided on the loan at first: an extension goes to the same office. */
    original: authority,
    opinion: words,
    /** Why the measure is not the one that the table advises. */
    deviation: z.string().trim().max(500).optional(),
  })
  .meta({ id: "ReliefProposal" })
export type Proposal = z.output<typeof proposalInput>

const planRow = z.object({ due: date, principal: amount, interest: amount, total: amount, balance: amount })
export type PlanRowText = z.output<typeof planRow>

export const comparison = z
  .object({
    before: z.array(planRow),
    after: z.array(planRow),
    interestBefore: amount,
    interestAfter: amount,
    extraInterest: z.string(),
    nextYearBefore: amount,
    nextYearAfter: amount,
    endsBefore: date,
    endsAfter: date,
    rateBefore: z.string(),
    rateAfter: z.string(),
    classBefore: riskClass,
    classAfter: riskClass,
    classReason: bilingual,
    observation: z.object({ from: date, until: date }).nullable(),
    /** What bridge money would have cost. */
    bridgeSaving: amount.nullable(),
    lastLawfulOn: date,
  })
  .meta({ id: "ReliefComparison" })
export type Comparison = z.output<typeof comparison>

export const caseSummary = z
  .object({
    id: uuid,
    caseNo: z.string(),
    loanNo: z.string(),
    partyId: uuid,
    partyName: z.string(),
    size: z.enum(sizes).nullable(),
    outlet: z.string(),
    state: reliefState,
    signal,
    signalledOn: date,
    maturesOn: date,
    daysLeft: z.number().int(),
    overdueDays: z.number().int(),
    outstanding: amount,
    riskClass,
    tool: tool.nullable(),
    observationUntil: date.nullable(),
    restarts: z.number().int(),
    stateSince: instant,
  })
  .meta({ id: "ReliefCaseSummary" })

export const ruleView = bilingual.extend({
  rule: z.enum(ruleNames),
  title: bilingual,
  status: z.enum(["met", "not_met", "missing"]),
  source: z.string(),
  note: z.string().nullable(),
  bring: z
    .object({
      finding: finding.optional(),
      paper: z.string().optional(),
      sheet: z.enum(["cash", "consents", "contact", "application"]).optional(),
    })
    .nullable(),
})

const print = bilingual.extend({ kind: z.string(), objectId: z.string() })

export const caseDetail = caseSummary
  .extend({
    party: z.object({ id: uuid, name: z.string(), uscc: z.string().nullable(), industry: z.string().nullable() }),
    loan: z.object({
      amount,
      ratePct: z.string(),
      method: z.string(),
      startOn: date,
      firstMaturesOn: date,
      everyMonths: z.number().int(),
      owed: amount,
      purpose: z.string(),
      extensions: z.number().int(),
      depositBalance: amount,
      accrued: amount,
    }),
    contact: z.object({ on: date, way, note: z.string(), byName: z.string() }).nullable(),
    application: z.object({ on: date, reasonCode, words: z.string(), wish, byName: z.string() }).nullable(),
    rules: z.array(ruleView),
    difficulty: z.array(bilingual.extend({ test: z.enum(difficultyNames), answer: z.enum(["yes", "no", "missing"]) })),
    inDifficulty: z.boolean(),
    viable: z.boolean(),
    findings: z.partialRecord(finding, answerInput.extend({ byName: z.string(), on: date })),
    cash: cashInput.extend({ cover: z.string(), coverAfter: z.string() }).nullable(),
    consents: z.array(consentInput).nullable(),
    advice: z.object({ tool, effect: z.enum(classEffects) }),
    tools: z.array(bilingual.extend({ tool, block: bilingual.nullable() })),
    lastLawfulOn: date,
    proposal: proposalInput.nullable(),
    comparison: comparison.nullable(),
    assessedBy: z.string().nullable(),
    authority: authority.nullable(),
    authorityReasons: z.array(bilingual),
    opinion: z.string().nullable(),
    reviewerName: z.string().nullable(),
    approvalId: uuid.nullable(),
    decidedOn: date.nullable(),
    declinedReason: z.string().nullable(),
    contractNo: z.string().nullable(),
    contractedOn: date.nullable(),
    signedBy: z.string().nullable(),
    effectiveOn: date.nullable(),
    receiptNo: z.string().nullable(),
    newLoanNo: z.string().nullable(),
    observationFrom: date.nullable(),
    exemption: z.object({ on: date, byName: z.string(), duties: z.string(), result: z.string() }).nullable(),
    closedOn: date.nullable(),
    closedReason: z.string().nullable(),
    actions: z.array(bilingual.extend({ action: reliefAction, enabled: z.boolean(), reason: bilingual.nullable() })),
    timeline: z.array(bilingual.extend({ at: instant, who: z.string(), kind: z.string() })),
    prints: z.array(print),
  })
  .meta({ id: "ReliefCaseDetail" })

/** What the firm sees of its own case: plain words, no judgement of the bank's. */
export const portalCase = z
  .object({
    id: uuid,
    caseNo: z.string(),
    loanNo: z.string(),
    state: reliefState,
    statusZh: z.string(),
    statusEn: z.string(),
    nextZh: z.string(),
    nextEn: z.string(),
    maturesOn: date,
    daysLeft: z.number().int(),
    outstanding: amount,
    appliedOn: date.nullable(),
    words: z.string().nullable(),
    toolZh: z.string().nullable(),
    toolEn: z.string().nullable(),
    declinedReason: z.string().nullable(),
    after: z.array(planRow),
    extraInterest: z.string().nullable(),
    bridgeSaving: amount.nullable(),
    endsAfter: date.nullable(),
    observationUntil: date.nullable(),
    missing: z.array(bilingual),
    steps: z.array(bilingual.extend({ done: z.boolean(), on: date.nullable() })),
    canSign: z.boolean(),
    prints: z.array(print),
  })
  .meta({ id: "PortalReliefCase" })
