// Shapes of what crosses the edge in this scene. Amounts are yuan texts, shares of one are decimal texts ("0.12").
import { z } from "zod"
import { collateralClasses } from "#contract/products/collateral"
import { amount, date, instant, rate, uuid } from "#contract/kernel/http"
import {
  authorities,
  checkItems,
  checkResults,
  gateCodes,
  guarantees,
  levels,
  loanProducts,
  needMethods,
  projectIndustries,
  raiseFacts,
  signalCodes,
  turnovers,
} from "./rules.ts"
import { actions, states, type CaseAction } from "./states.ts"

export const caseState = z.enum(states).meta({ id: "CorporateCaseState" })
export const caseAction = z.enum(Object.keys(actions) as [CaseAction, ...CaseAction[]])
export const loanProduct = z.enum(loanProducts)
export const guarantee = z.enum(guarantees)
export const repayMethod = z.enum(["interest_only", "equal_instalment", "equal_principal", "bullet"])
export const everyMonths = z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)])
export const projectTag = z.enum(["TECH", "DIGITAL", "GREEN", "EXPAND"])
export const collateralClass = z.enum(collateralClasses).exclude(["emission_right"])
export const raiseFact = z.enum(raiseFacts)
export const level = z.enum(levels)
export const signal = z.enum(signalCodes)
export const checkItem = z.enum(checkItems)
export const checkResult = z.enum(checkResults)
export const visitKind = z.enum(["dd", "use", "periodic", "progress", "warning"])
const bilingual = z.object({ zh: z.string(), en: z.string() })
/** Several amounts of one thing. */
const money = <K extends string>(...names: K[]) =>
  Object.fromEntries(names.map((name) => [name, amount])) as Record<K, typeof amount>
const shareText = z
  .string()
  .regex(/^-?\d{1,3}(\.\d{1,6})?$/, "比例须为小数，如 0.12 / a share is a decimal such as 0.12")
const daysText = z.string().regex(/^\d{1,4}(\.\d{1,2})?$/, "天数须为数字 / days are a number")
const per = <T extends z.ZodType>(value: T) =>
  z.object(Object.fromEntries(turnovers.map((name) => [name, value])) as Record<(typeof turnovers)[number], T>)

export const caseSummary = z
  .object({
    id: uuid,
    caseNo: z.string(),
    partyId: uuid,
    partyName: z.string(),
    outlet: z.string(),
    managerName: z.string().nullable(),
    product: loanProduct,
    state: caseState,
    amount,
    outstanding: amount,
    undrawn: amount,
    overdueDays: z.number().int(),
    level: level.nullable(),
    openTasks: z.number().int(),
    acceptedOn: date,
    stateSince: instant,
    /** Days in this state. */
    age: z.number().int(),
  })
  .meta({ id: "CorporateCaseSummary" })

export const statementItems = z
  .object({
    ...money("sales", "cost", "profit", "assets", "liabilities", "equity", "cash"),
    balances: per(amount),
  })
  .meta({ id: "CorporateStatementItems" })

export const statement = z.object({
  period: z.string().regex(/^\d{4}(-\d{2})?$/, "期间写作 2025 或 2026-09 / a period is 2025 or 2026-09"),
  items: statementItems,
  note: z.string().trim().max(500).default(""),
})

export const statementView = statement.extend({
  receivedOn: date,
  byName: z.string(),
  at: instant,
  debtRatioBp: z.number().int(),
})

export const needInput = z
  .object({
    method: z.enum(needMethods),
    sales: amount,
    margin: shareText,
    growth: shareText,
    days: per(daysText),
    /** Days come from the statements' averages instead of being typed. */
    fromStatements: z.boolean().default(false),
    seasonDays: z.number().int().min(30).max(360).default(360),
    ownFunds: amount,
    existingLoans: amount,
    otherFunding: amount,
  })
  .meta({ id: "CorporateNeed" })

export const needView = needInput.extend({
  cycleDays: z.string(),
  workingCapital: amount,
  gap: amount,
  loan: amount,
  warning: z.enum(["W-NEG-CYCLE"]).nullable(),
  steps: z.array(bilingual.extend({ reckoning: z.string(), value: z.string() })),
  sensitivity: z.array(bilingual.extend({ workingCapital: amount, loan: amount })),
})

export const projectInput = z
  .object({
    name: z.string().trim().min(2).max(120),
    industry: z.enum(projectIndustries),
    totalInvestment: amount,
    /** Filing, land, planning, construction, environment: number by kind. */
    approvals: z
      .array(z.object({ kind: z.string().trim().min(2).max(40), number: z.string().trim().min(2).max(60) }))
      .max(12),
  })
  .meta({ id: "CorporateProject" })

export const projectView = projectInput.extend({
  ratioBp: z.number().int(),
  equityRequired: amount,
  debtMax: amount,
  equityPaid: amount,
  equityBp: z.number().int(),
  progressBp: z.number().int(),
  drawable: amount.nullable(),
  progress: z.array(
    z.object({ on: date, equityPaid: amount, progressBp: z.number().int(), evidence: z.string(), byName: z.string() }),
  ),
})

export const coverInput = z.object({ yearlyCash: amount, yearlyService: amount }).meta({ id: "CorporateCover" })
export const coverView = coverInput.extend({ cover: z.string(), stressed: z.string(), least: z.string() })

export const person = z.object({ id: uuid, name: z.string(), staffNo: z.string() })

export const visitView = z.object({
  id: uuid,
  kind: visitKind,
  onSite: z.boolean(),
  on: date,
  place: z.string(),
  officerA: z.string(),
  officerB: z.string().nullable(),
  findings: z.string(),
  photos: z.number().int(),
})

export const checkView = bilingual.extend({
  item: checkItem,
  result: checkResult.nullable(),
  note: z.string(),
  byName: z.string().nullable(),
})

export const legView = z.object({
  id: uuid,
  itemNo: z.string(),
  class: collateralClass,
  title: z.string(),
  titleNo: z.string().nullable(),
  location: z.string().nullable(),
  value: amount,
  valuedOn: date.nullable(),
  validUntil: date.nullable(),
  isStale: z.boolean(),
  capBp: z.number().int(),
  priorClaims: amount,
  lendable: amount,
  insuranceNo: z.string().nullable(),
  registrations: z.array(
    z.object({
      id: uuid,
      registry: z.string(),
      kind: z.string(),
      state: z.string(),
      requestNo: z.string(),
      certificateNo: z.string().nullable(),
      refusedReason: z.string().nullable(),
    }),
  ),
})

export const conditionView = z.object({
  id: uuid,
  text: z.string(),
  metOn: date.nullable(),
  metBy: z.string().nullable(),
  evidence: z.string().nullable(),
})

export const payee = z
  .object({
    name: z.string().trim().min(2).max(80),
    bank: z.string().trim().min(2).max(80),
    account: z.string().trim().min(6).max(34),
    amount,
    contractRef: z.string().trim().max(60).default(""),
    purpose: z.string().trim().max(120).default(""),
  })
  .meta({ id: "CorporatePayee" })

export const gateView = bilingual.extend({ code: z.enum(gateCodes), met: z.boolean(), detail: z.string() })

export const drawView = z.object({
  id: uuid,
  drawNo: z.string(),
  amount,
  mode: z.enum(["self", "entrusted"]),
  payees: z.array(payee),
  gates: z.array(gateView),
  papersLater: z.boolean(),
  state: z.enum(["requested", "submitted", "paid", "declined"]),
  approvalId: uuid.nullable(),
  requestedBy: z.string(),
  requestedOn: date,
  paidOn: date.nullable(),
  loanNo: z.string().nullable(),
  entrustBy: date.nullable(),
  entrustLatest: date.nullable(),
  checkDueOn: date.nullable(),
  checkedOn: date.nullable(),
  checkResult: z.enum(["as_agreed", "misused"]).nullable(),
  checkNote: z.string().nullable(),
  checkedBy: z.string().nullable(),
})

export const taskView = bilingual
  .extend({
    id: uuid,
    caseId: uuid,
    caseNo: z.string(),
    partyName: z.string(),
    kind: z.enum(["use", "periodic", "progress", "reminder", "freeze", "plan", "visit", "revalue", "papers"]),
    dueOn: date,
    daysLeft: z.number().int(),
    doneOn: date.nullable(),
    doneBy: z.string().nullable(),
    result: z.string().nullable(),
  })
  .meta({ id: "CorporateTask" })

export const warningView = z
  .object({
    id: uuid,
    caseId: uuid,
    caseNo: z.string(),
    partyName: z.string(),
    signal,
    level,
    title: bilingual,
    source: z.string(),
    note: z.string(),
    openedOn: date,
    freezeBy: date.nullable(),
    frozenOn: date.nullable(),
    planBy: date.nullable(),
    plan: z.string().nullable(),
    planOn: date.nullable(),
    visitBy: date.nullable(),
    closedOn: date.nullable(),
    closedBy: z.string().nullable(),
    closeNote: z.string().nullable(),
  })
  .meta({ id: "CorporateWarning" })

export const collectionView = z
  .object({
    id: uuid,
    caseId: uuid,
    caseNo: z.string(),
    partyName: z.string(),
    loanNo: z.string(),
    step: z.string(),
    kind: z.enum(["reminder", "call", "letter", "hand_over"]),
    title: bilingual,
    overdueFrom: date,
    dueOn: date,
    daysLeft: z.number().int(),
    doneOn: date.nullable(),
    doneBy: z.string().nullable(),
    way: z.string().nullable(),
    note: z.string().nullable(),
    deliveredOn: date.nullable(),
    proofNo: z.string().nullable(),
    owed: amount,
    overdueDays: z.number().int(),
  })
  .meta({ id: "CorporateCollection" })

const loanPart = z.object({
  loanNo: z.string(),
  state: z.enum(["signed", "active", "overdue", "settled", "written_off"]),
  amount,
  ratePct: rate,
  paidOutOn: date.nullable(),
  maturesOn: date,
  ...money("principal", "overduePrincipal", "interestDue", "accrued", "penalty", "compound", "owed", "depositBalance"),
  overdueDays: z.number().int(),
  riskClass: z.enum(["pass", "special_mention", "substandard", "doubtful", "loss"]),
  depositAccount: z.string(),
  schedule: z.array(
    z.object({
      n: z.number().int(),
      from: date,
      due: date,
      days: z.number().int(),
      ...money("principal", "interest", "total", "balance"),
      state: z.enum(["planned", "due", "overdue", "paid"]),
      explanation: z.string(),
    }),
  ),
})

export const caseDetail = caseSummary
  .extend({
    party: z.object({
      id: uuid,
      name: z.string(),
      uscc: z.string().nullable(),
      industry: z.string().nullable(),
      size: z.string().nullable(),
    }),
    askedAmount: amount,
    approvedAmount: amount.nullable(),
    reviewedAmount: amount.nullable(),
    termMonths: z.number().int(),
    purpose: z.string(),
    repaymentSource: z.string(),
    method: repayMethod,
    everyMonths,
    guarantee,
    guarantor: z.string().nullable(),
    isNewClient: z.boolean(),
    projectTag: projectTag.nullable(),
    permitValidTo: date.nullable(),
    ratePct: rate.nullable(),
    statements: z.array(statementView),
    need: needView.nullable(),
    project: projectView.nullable(),
    cover: coverView.nullable(),
    checks: z.array(checkView),
    visits: z.array(visitView),
    ddOpinion: z.string().nullable(),
    opinion: z.string().nullable(),
    reviewerName: z.string().nullable(),
    raiseFacts: z.array(raiseFact),
    authority: z.enum(authorities).nullable(),
    authorityReasons: z.array(z.string()),
    approvalId: uuid.nullable(),
    approvalValidTo: date.nullable(),
    conditions: z.array(conditionView),
    legs: z.array(legView),
    lendable: amount,
    contractNo: z.string().nullable(),
    signedOn: date.nullable(),
    endOn: date.nullable(),
    measures: bilingual.nullable(),
    guaranteeContractNo: z.string().nullable(),
    bureauCheckedOn: date.nullable(),
    gates: z.array(gateView),
    drawableNow: amount.nullable(),
    draws: z.array(drawView),
    loans: z.array(loanPart),
    tasks: z.array(taskView),
    warnings: z.array(warningView),
    collections: z.array(collectionView),
    handedOverOn: date.nullable(),
    endedReason: z.string().nullable(),
    timeline: z.array(
      z.object({
        at: instant,
        kind: z.enum(["state", "approval", "registration", "visit", "warning", "payment", "task", "letter"]),
        who: z.string(),
        zh: z.string(),
        en: z.string(),
        reference: z.string().nullable(),
      }),
    ),
    prints: z.array(bilingual.extend({ kind: z.string(), objectId: z.string() })),
    actions: z.array(bilingual.extend({ action: caseAction, enabled: z.boolean(), reason: bilingual.nullable() })),
  })
  .meta({ id: "CorporateCaseDetail" })
