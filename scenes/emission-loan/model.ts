// Shapes of what crosses the edge in this scene. Amounts are yuan texts, quantities texts in the pollutant's own unit.
import { z } from "zod"
import { collateralClasses } from "#contract/products/collateral"
import { amount, date, instant, quantity, rate, uuid } from "#contract/kernel/http"
import { authorities } from "./rules/authority.ts"
import { pollutantCodes } from "./rules/pollutants.ts"
import { actions, states, type CaseAction } from "./states.ts"

export const caseState = z.enum(states).meta({ id: "EmissionCaseState" })
export const caseAction = z.enum(Object.keys(actions) as [CaseAction, ...CaseAction[]])
export const packageType = z.enum(["SINGLE", "DOUBLE", "DOUBLE_REGISTRATION", "CREDIT_SUPPORT", "RESIDUAL"])
export const basis = z.enum(["FULL", "SURPLUS"])
export const pollutant = z.enum(pollutantCodes)
export const acquisition = z.enum(["INITIAL_PAID", "MARKET", "FREE"])
export const projectTag = z.enum(["TECH", "DIGITAL", "GREEN", "EXPAND"])
export const repayMethod = z.enum(["interest_only", "equal_instalment", "equal_principal", "bullet"])
export const severity = z.enum(["yellow", "amber", "red"])
export const band = z.enum(["green", "amber", "red"])
export const collateralClass = z.enum(collateralClasses)
const bilingual = z.object({ zh: z.string(), en: z.string() })

export const caseSummary = z
  .object({
    id: uuid,
    caseNo: z.string(),
    partyId: uuid,
    partyName: z.string(),
    outlet: z.string(),
    managerName: z.string().nullable(),
    state: caseState,
    packageType,
    askedAmount: amount.nullable(),
    approvedAmount: amount.nullable(),
    outstanding: amount.nullable(),
    lendable: amount.nullable(),
    /** Loan to value on the right, basis points. */
    ltvBp: z.number().int().nullable(),
    band: band.nullable(),
    projectTag: projectTag.nullable(),
    appliedOn: date.nullable(),
    /** Working days since acceptance, against the target of 15. */
    workingDays: z.number().int().nullable(),
    stateSince: instant,
    openTasks: z.number().int(),
  })
  .meta({ id: "EmissionCaseSummary" })

export const permit = z
  .object({
    id: uuid,
    partyId: uuid,
    permitNo: z.string(),
    issuer: z.string(),
    issuedOn: date,
    validTo: date,
    status: z.enum(["valid", "expired", "revoked"]),
    limits: z.array(z.object({ pollutant, quantity, unit: z.enum(["t", "kg"]) })),
  })
  .meta({ id: "EmissionPermit" })

export const right = z
  .object({
    id: uuid,
    rightNo: z.string(),
    permitId: uuid,
    permitNo: z.string(),
    partyId: uuid,
    pollutant,
    unit: z.enum(["t", "kg"]),
    quantity,
    /** Read from the ledger: free and frozen always sum to the quantity. */
    free: quantity,
    frozen: quantity,
    committed: quantity,
    acquisition,
    acquiredOn: date,
    validTo: date,
    feePaidTo: date.nullable(),
  })
  .meta({ id: "EmissionRight" })

export const registration = z.object({
  id: uuid,
  registry: z.enum(["reserve-centre", "real-estate", "movables"]),
  kind: z.enum(["freeze", "mortgage", "filing", "release"]),
  state: z.enum(["draft", "sent", "done", "refused", "released"]),
  requestNo: z.string(),
  certificateNo: z.string().nullable(),
  refusedReason: z.string().nullable(),
  sentAt: instant.nullable(),
  doneAt: instant.nullable(),
})

export const leg = z
  .object({
    id: uuid,
    class: collateralClass,
    title: z.string(),
    /** For a right: what is frozen for this loan. */
    rightId: uuid.nullable(),
    rightNo: z.string().nullable(),
    pollutant: pollutant.nullable(),
    quantity: quantity.nullable(),
    unit: z.enum(["t", "kg"]).nullable(),
    value: amount.nullable(),
    valuedOn: date.nullable(),
    valuationValidUntil: date.nullable(),
    capBp: z.number().int(),
    priorClaims: amount,
    lendable: amount.nullable(),
    location: z.string().nullable(),
    insuranceNo: z.string().nullable(),
    status: z.enum(["active", "lost", "released"]),
    registrations: z.array(registration),
  })
  .meta({ id: "EmissionPackageLeg" })

export const rightValue = z.object({
  rightNo: z.string(),
  pollutant,
  unit: z.enum(["t", "kg"]),
  pledgeable: quantity,
  unitPrice: amount,
  priceFrom: z.enum(["BASE_PRICE", "MARKET_AVG"]),
  /** Document the price comes from, and how sure it is. */
  priceSource: z.string(),
  certainty: z.enum(["fact", "unverified", "assumption"]),
  months: z.number().int(),
  ofMonths: z.number().int(),
  value: amount,
})

export const valuation = z
  .object({
    id: uuid.nullable(),
    basis,
    valuedOn: date,
    validUntil: date,
    appraiser: z.string(),
    reason: z.enum(["first", "bulletin", "yearly", "manual", "preview"]),
    rights: z.array(rightValue),
    rightsValue: amount,
    othersValue: amount,
    lendable: amount,
    /** min(lendable, need, asked) down to ten thousands. */
    loanMax: amount,
  })
  .meta({ id: "EmissionValuation" })

export const need = z
  .object({
    sales: amount,
    marginPct: z.string(),
    growthPct: z.string(),
    inventoryDays: z.number().int().min(0).max(3600),
    receivableDays: z.number().int().min(0).max(3600),
    payableDays: z.number().int().min(0).max(3600),
    prepaidDays: z.number().int().min(0).max(3600),
    advanceDays: z.number().int().min(0).max(3600),
    ownFunds: amount,
    existingLoans: amount,
    otherFunding: amount,
  })
  .meta({ id: "WorkingCapitalNeed" })

export const timelineEntry = z.object({
  at: instant,
  kind: z.enum(["state", "approval", "registration", "valuation", "event", "payment", "task", "paper"]),
  who: z.string(),
  zh: z.string(),
  en: z.string(),
  reference: z.string().nullable(),
})

export const monitoringEvent = z
  .object({
    id: uuid,
    caseId: uuid,
    caseNo: z.string(),
    partyName: z.string(),
    kind: z.string(),
    title: bilingual,
    severity,
    source: z.string(),
    note: z.string(),
    answer: z.string(),
    openedAt: instant,
    dueOn: date.nullable(),
    closedAt: instant.nullable(),
    closedBy: z.string().nullable(),
  })
  .meta({ id: "EmissionMonitoringEvent" })

export const marginCall = z
  .object({
    id: uuid,
    openedOn: date,
    dueOn: date,
    reason: z.string(),
    outstanding: amount,
    rightValue: amount,
    ltvBp: z.number().int(),
    band,
    cureAmount: amount,
    /** The same cure in value of further collateral, by class. */
    cureCollateral: z.array(z.object({ class: collateralClass, value: amount })),
    closedOn: date.nullable(),
  })
  .meta({ id: "EmissionMarginCall" })

export const scheduleRow = z.object({
  n: z.number().int(),
  from: date,
  due: date,
  days: z.number().int(),
  principal: amount,
  interest: amount,
  total: amount,
  balance: amount,
  state: z.enum(["planned", "due", "overdue", "paid"]),
  /** "6,000,000.00 × 3.45% × 31/360 = 17,825.00" */
  explanation: z.string(),
})

export const loanView = z
  .object({
    loanNo: z.string(),
    state: z.enum(["signed", "active", "overdue", "settled", "written_off"]),
    amount,
    ratePct: rate,
    method: repayMethod,
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
    schedule: z.array(scheduleRow),
  })
  .meta({ id: "LoanView" })

export const availableAction = z.object({
  action: caseAction,
  zh: z.string(),
  en: z.string(),
  enabled: z.boolean(),
  reason: bilingual.nullable(),
})

export const caseDetail = caseSummary
  .extend({
    /** Loan to value at which the right alone turns amber and red, as in force today. */
    alertBands: z.object({ amberBp: z.number().int(), redBp: z.number().int() }),
    party: z.object({ id: uuid, name: z.string(), uscc: z.string().nullable(), industry: z.string().nullable() }),
    purpose: z.string().nullable(),
    termMonths: z.number().int().nullable(),
    startOn: date.nullable(),
    endOn: date.nullable(),
    longestEndOn: date.nullable(),
    ratePct: rate.nullable(),
    method: repayMethod.nullable(),
    consentLetter: z.boolean(),
    need: need
      .extend({ cycleDays: z.number().int(), workingCapital: amount, gap: amount, warning: z.string().nullable() })
      .nullable(),
    environment: z
      .object({
        checkedOn: date,
        verdict: z.enum(["pass", "hold", "reject"]),
        checkedBy: z.string(),
        findings: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
      })
      .nullable(),
    legs: z.array(leg),
    valuations: z.array(valuation),
    authority: z.enum(authorities).nullable(),
    approvalId: uuid.nullable(),
    approvalReasons: z.array(z.string()),
    contractNo: z.string().nullable(),
    contractSignedAt: instant.nullable(),
    cover: z.object({ onRight: amount, rightValue: amount, ltvBp: z.number().int(), band, cure: amount }).nullable(),
    /** Value of the right and what leans on it over time, for the curve. */
    curve: z.array(z.object({ on: date, rightValue: amount, packageValue: amount, outstanding: amount })),
    marginCalls: z.array(marginCall),
    events: z.array(monitoringEvent),
    loan: loanView.nullable(),
    timeline: z.array(timelineEntry),
    prints: z.array(z.object({ kind: z.string(), objectId: z.string(), zh: z.string(), en: z.string() })),
    actions: z.array(availableAction),
  })
  .meta({ id: "EmissionCaseDetail" })

export const portalCase = z
  .object({
    id: uuid,
    caseNo: z.string(),
    state: caseState,
    statusZh: z.string(),
    statusEn: z.string(),
    nextZh: z.string(),
    nextEn: z.string(),
    asked: amount.nullable(),
    approved: amount.nullable(),
    ratePct: rate.nullable(),
    termMonths: z.number().int().nullable(),
    appliedOn: date.nullable(),
    managerName: z.string().nullable(),
    canSign: z.boolean(),
    canRepay: z.boolean(),
    contractNo: z.string().nullable(),
    marginCall: marginCall.nullable(),
    loan: loanView.nullable(),
    legs: z.array(z.object({ title: z.string(), registered: z.boolean() })),
    steps: z.array(z.object({ zh: z.string(), en: z.string(), done: z.boolean(), on: date.nullable() })),
    prints: z.array(z.object({ kind: z.string(), objectId: z.string(), zh: z.string(), en: z.string() })),
  })
  .meta({ id: "EmissionPortalCase" })

export const priceSheet = z
  .object({
    id: uuid,
    pollutant,
    kind: z.enum(["USE_FEE", "BASE_PRICE", "MARKET_AVG"]),
    region: z.string(),
    price: amount,
    unit: z.string(),
    docNo: z.string(),
    certainty: z.enum(["fact", "unverified", "assumption"]),
    from: date,
    to: date.nullable(),
  })
  .meta({ id: "EmissionPriceSheet" })

export const payoff = z
  .object({
    on: date,
    principal: amount,
    interest: amount,
    penalty: amount,
    compound: amount,
    fees: amount,
    total: amount,
    explanation: z.array(z.object({ zh: z.string(), en: z.string(), amount })),
  })
  .meta({ id: "EmissionPayoff" })
