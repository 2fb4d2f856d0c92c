// The HTTP interface of this scene: staff under /emission-loan, the firm under /portal/emission-loan. Pages build on
// this file, model.ts, states.ts and rules.ts only.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, quantity, rate, uuid } from "#contract/kernel/http"
import {
  acquisition,
  basis,
  caseDetail,
  caseState,
  caseSummary,
  collateralClass,
  marginCall,
  monitoringEvent,
  need,
  packageType,
  permit,
  pollutant,
  priceSheet,
  projectTag,
  repayMethod,
  right,
  severity,
  valuation,
} from "./model.ts"
import { eventKinds, type EventKind } from "./rules/monitoring.ts"

const tag = "emission-loan"
const id = z.object({ id: uuid })
const moved = z.object({ id: uuid, state: caseState }).meta({ id: "EmissionCaseMoved" })
const unit = z.enum(["t", "kg"])
const note = z.string().trim().max(1000)

export const listCases = endpoint({
  method: "GET",
  path: "/emission-loan/cases",
  tag,
  summary: { zh: "业务列表", en: "Cases" },
  query: paging.extend({
    state: z.union([caseState, z.array(caseState)]).optional(),
    group: z.enum(["intake", "decision", "closing", "running", "trouble", "ended"]).optional(),
    outlet: z.string().optional(),
    partyId: uuid.optional(),
    /** Case number, firm or its pinyin initials. */
    q: z.string().max(100).optional(),
    mine: z.stringbool().optional(),
    tag: projectTag.optional(),
  }),
  response: pageOf(caseSummary),
})

export const pipeline = endpoint({
  method: "GET",
  path: "/emission-loan/pipeline",
  tag,
  summary: { zh: "业务看板", en: "Pipeline" },
  query: z.object({ outlet: z.string().optional() }),
  response: z.object({
    states: z.array(z.object({ state: caseState, cases: z.number().int(), amount, oldestDays: z.number().int() })),
    marginCalls: z.number().int(),
    approvalsWaiting: z.number().int(),
    expiringIn90Days: z.number().int(),
    outstanding: amount,
    overdueLoans: z.number().int(),
    overdue: amount,
    overTarget: z.number().int(),
  }),
})

export const getCase = endpoint({
  method: "GET",
  path: "/emission-loan/cases/:id",
  tag,
  summary: { zh: "业务详情", en: "One case" },
  params: id,
  response: caseDetail,
})

export const openCase = endpoint({
  method: "POST",
  path: "/emission-loan/cases",
  tag,
  summary: { zh: "登记意向", en: "Open a lead" },
  body: z.object({ partyId: uuid, packageType: packageType.default("DOUBLE"), note: note.default("") }),
  response: z.object({ id: uuid, caseNo: z.string() }),
})

export const application = z
  .object({
    amount,
    termMonths: z.number().int().min(1).max(60),
    purpose: z.string().trim().min(4).max(500),
    method: repayMethod.default("interest_only"),
    projectTag: projectTag.nullable().default(null),
    need: need.nullable().default(null),
    /** Residual mode: the first lender agreed in writing. */
    consentLetter: z.boolean().default(false),
  })
  .meta({ id: "EmissionApplication" })

export const applyCase = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/apply",
  tag,
  summary: { zh: "提交申请", en: "Apply" },
  params: id,
  body: application,
  response: moved,
})

export const partyEmission = endpoint({
  method: "GET",
  path: "/emission-loan/parties/:partyId",
  tag,
  summary: { zh: "企业许可证与排污权", en: "Permits and rights of a firm" },
  params: z.object({ partyId: uuid }),
  response: z.object({ permits: z.array(permit), rights: z.array(right) }),
})

const limitInput = z.object({ pollutant, quantity, unit })

export const addPermit = endpoint({
  method: "POST",
  path: "/emission-loan/permits",
  tag,
  summary: { zh: "登记排污许可证", en: "Register a permit" },
  body: z.object({
    partyId: uuid,
    permitNo: z.string().trim().min(6).max(40),
    issuer: z.string().trim().min(2).max(80),
    issuedOn: date,
    validTo: date,
    limits: z.array(limitInput).min(1).max(11),
  }),
  response: z.object({ id: uuid }),
})

export const addRight = endpoint({
  method: "POST",
  path: "/emission-loan/rights",
  tag,
  summary: { zh: "登记排污权", en: "Register a right" },
  body: z.object({
    permitId: uuid,
    rightNo: z.string().trim().min(4).max(40),
    pollutant,
    quantity,
    unit,
    acquisition,
    acquiredOn: date,
    validTo: date,
    feePaidTo: date.nullable().default(null),
    committed: quantity.default("0"),
  }),
  response: z.object({ id: uuid }),
})

export const addRightLeg = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/legs/right",
  tag,
  summary: { zh: "加入排污权押品", en: "Add a right to the package" },
  params: id,
  body: z.object({ rightId: uuid, quantity, priorClaims: amount.default("0") }),
  response: z.object({ id: uuid }),
})

export const addCollateralLeg = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/legs/collateral",
  tag,
  summary: { zh: "加入其他押品", en: "Add other collateral" },
  params: id,
  body: z.object({
    class: collateralClass.exclude(["emission_right"]),
    title: z.string().trim().min(2).max(120),
    titleNo: z.string().trim().max(60).default(""),
    location: z.string().trim().max(200).default(""),
    value: amount,
    valuedOn: date,
    appraiser: z.string().trim().min(2).max(80),
    priorClaims: amount.default("0"),
    insuranceNo: z.string().trim().max(60).default(""),
  }),
  response: z.object({ id: uuid }),
})

export const removeLeg = endpoint({
  method: "DELETE",
  path: "/emission-loan/cases/:id/legs/:legId",
  tag,
  summary: { zh: "移出押品", en: "Take a leg out before contract" },
  params: id.extend({ legId: uuid }),
  response: z.object({ id: uuid }),
})

export const loseLeg = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/legs/:legId/lost",
  tag,
  summary: { zh: "登记押品失效", en: "A leg lost its force" },
  params: id.extend({ legId: uuid }),
  body: z.object({ reason: note.min(2) }),
  response: moved,
})

export const checkEnvironment = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/environment-check",
  tag,
  summary: { zh: "环保核查", en: "Environmental check" },
  params: id,
  body: z.object({
    emissions: z.array(z.object({ pollutant, emitted: quantity, unit })).max(11),
    publicFacility: z.boolean(),
    reductionTaskUnmet: z.boolean(),
    majorAccidentWithin3Years: z.boolean(),
    useFeeUnpaid: z.boolean(),
    environmentalCredit: z.enum(["good", "fair", "risk", "bad"]),
    note: note.default(""),
  }),
  response: moved.extend({ findings: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })) }),
})

export const previewValuation = endpoint({
  method: "POST",
  path: "/emission-loan/valuation-preview",
  tag,
  summary: { zh: "估值试算", en: "Live valuation" },
  body: z.object({
    on: date.optional(),
    basis: basis.default("FULL"),
    rights: z
      .array(
        z.object({
          rightNo: z.string(),
          pollutant,
          quantity,
          unit,
          acquisition,
          acquiredOn: date,
          validTo: date,
          frozen: quantity.default("0"),
          committed: quantity.default("0"),
          priorClaims: amount.default("0"),
        }),
      )
      .max(30),
    others: z
      .array(
        z.object({
          class: collateralClass.exclude(["emission_right"]),
          value: amount,
          priorClaims: amount.default("0"),
        }),
      )
      .max(30),
    need: need.nullable().default(null),
    asked: amount.nullable().default(null),
  }),
  response: valuation.extend({ gap: amount.nullable(), cycleDays: z.number().int().nullable() }),
})

export const caseValuationPreview = endpoint({
  method: "GET",
  path: "/emission-loan/cases/:id/valuation-preview",
  tag,
  summary: { zh: "本笔业务估值试算", en: "Live valuation of a case" },
  params: id,
  query: z.object({ basis: basis.default("FULL"), on: date.optional() }),
  response: valuation,
})

export const valueCase = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/value",
  tag,
  summary: { zh: "确认估值", en: "Value the package" },
  params: id,
  body: z.object({ basis: basis.default("FULL"), appraiser: z.string().trim().min(2).max(80) }),
  response: moved.extend({ valuation }),
})

export const reviewCase = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/review",
  tag,
  summary: { zh: "审查意见", en: "Review" },
  params: id,
  body: z.object({ amount, termMonths: z.number().int().min(1).max(60), ratePct: rate, opinion: note.min(4) }),
  response: moved,
})

export const submitApproval = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/submit-approval",
  tag,
  summary: { zh: "提交审批", en: "Submit for approval" },
  params: id,
  body: z.object({}),
  response: moved.extend({ approvalId: uuid, authority: z.string(), reasons: z.array(z.string()) }),
})

export const signContract = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/contract",
  tag,
  summary: { zh: "签订合同", en: "Sign the contract" },
  params: id,
  body: z.object({ startOn: date.optional(), paymentMode: z.enum(["self", "entrusted"]).default("entrusted") }),
  response: moved.extend({ contractNo: z.string(), endOn: date }),
})

export const registerCase = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/registrations",
  tag,
  summary: { zh: "发出冻结与登记申请", en: "Send freeze and mortgage filings" },
  params: id,
  body: z.object({}),
  response: moved.extend({ sent: z.number().int() }),
})

export const recordRegistration = endpoint({
  method: "POST",
  path: "/emission-loan/registrations/:id/done",
  tag,
  summary: { zh: "登记证明录入", en: "Record a certificate by hand" },
  params: id,
  body: z.object({ certificateNo: z.string().trim().min(4).max(60) }),
  response: moved,
})

const payee = z.object({
  name: z.string().trim().min(2).max(80),
  bank: z.string().trim().min(2).max(80),
  account: z.string().trim().min(6).max(34),
  amount,
  purpose: note.default(""),
})

export const disburseCase = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/disburse",
  tag,
  summary: { zh: "提交放款（双人复核）", en: "Pay out (two people)" },
  params: id,
  body: z.object({ amount, payments: z.array(payee).max(20).default([]) }),
  response: moved.extend({ approvalId: uuid }),
})

export const firstCheck = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/first-check",
  tag,
  summary: { zh: "首次用途检查", en: "First use-of-funds check" },
  params: id,
  body: z.object({ used: z.enum(["as_agreed", "misused"]), note: note.min(4) }),
  response: moved,
})

const kind = z.enum(Object.keys(eventKinds) as [EventKind, ...EventKind[]])

export const reportEvent = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/events",
  tag,
  summary: { zh: "登记监测事件", en: "Report a monitoring event" },
  params: id,
  body: z.object({ kind, source: z.string().trim().min(2).max(80), note: note.default("") }),
  response: z.object({ id: uuid, state: caseState }),
})

export const closeEvent = endpoint({
  method: "POST",
  path: "/emission-loan/events/:id/close",
  tag,
  summary: { zh: "关闭监测事件", en: "Close an event" },
  params: id,
  body: z.object({ note: note.min(2) }),
  response: z.object({ id: uuid }),
})

export const listEvents = endpoint({
  method: "GET",
  path: "/emission-loan/events",
  tag,
  summary: { zh: "监测事件", en: "Monitoring events" },
  query: paging.extend({ open: z.stringbool().optional(), severity: severity.optional() }),
  response: pageOf(monitoringEvent),
})

export const expiryCalendar = endpoint({
  method: "GET",
  path: "/emission-loan/expiry-calendar",
  tag,
  summary: { zh: "到期日历", en: "Expiry calendar" },
  query: z.object({ days: z.coerce.number().int().min(1).max(730).default(90) }),
  response: z.object({
    items: z.array(
      z.object({
        what: z.enum(["permit", "right", "valuation", "loan", "margin_call"]),
        number: z.string(),
        partyName: z.string(),
        caseId: uuid.nullable(),
        caseNo: z.string().nullable(),
        on: date,
        daysLeft: z.number().int(),
        severity: severity.nullable(),
        fileBy: date.nullable(),
      }),
    ),
  }),
})

export const cureByCollateral = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/cure",
  tag,
  summary: { zh: "补充担保验收", en: "Check whether the margin call is cured" },
  params: id,
  body: z.object({ note: note.default("") }),
  response: moved.extend({ marginCall: marginCall.nullable() }),
})

export const repay = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/repay",
  tag,
  summary: { zh: "还款", en: "Repay" },
  params: id,
  body: z.object({
    amount: z.union([amount, z.literal("payoff")]),
    /** For what goes beyond the debts that are due. */
    choice: z.enum(["keep_term", "keep_instalment"]).default("keep_term"),
  }),
  response: moved.extend({ receiptNo: z.string(), paid: amount, owed: amount }),
})

export const declareDefault = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/default",
  tag,
  summary: { zh: "认定违约", en: "Declare default" },
  params: id,
  body: z.object({ reason: note.min(4) }),
  response: moved,
})

export const startDisposal = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/dispose",
  tag,
  summary: { zh: "启动处置", en: "Start disposal" },
  params: id,
  body: z.object({ way: z.enum(["buy_back", "auction", "agreement"]), plan: note.min(4) }),
  response: moved,
})

export const simulateDisposal = endpoint({
  method: "GET",
  path: "/emission-loan/cases/:id/disposal-simulation",
  tag,
  summary: { zh: "处置分配试算", en: "Disposal waterfall simulator" },
  params: id,
  query: z.object({ proceeds: amount, costs: amount.default("0"), on: date.optional() }),
  response: z.object({
    costs: amount,
    priorClaims: amount,
    interest: amount,
    principal: amount,
    surplus: amount,
    shortfall: amount,
  }),
})

export const closeDisposal = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/close-disposal",
  tag,
  summary: { zh: "处置款入账", en: "Book the proceeds of a disposal" },
  params: id,
  body: z.object({ proceeds: amount, costs: amount, note: note.default("") }),
  response: moved.extend({ surplus: amount, shortfall: amount }),
})

export const releaseCase = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/release",
  tag,
  summary: { zh: "解除抵押", en: "Release the mortgage" },
  params: id,
  body: z.object({}),
  response: moved,
})

export const withdrawCase = endpoint({
  method: "POST",
  path: "/emission-loan/cases/:id/withdraw",
  tag,
  summary: { zh: "撤回业务", en: "Withdraw" },
  params: id,
  body: z.object({ reason: note.min(2) }),
  response: moved,
})

export const listPrices = endpoint({
  method: "GET",
  path: "/emission-loan/price-sheets",
  tag,
  summary: { zh: "价格文件", en: "Price sheets" },
  query: z.object({ on: date.optional(), pollutant: pollutant.optional(), history: z.stringbool().optional() }),
  response: z.object({ items: z.array(priceSheet) }),
})

export const publishPrices = endpoint({
  method: "POST",
  path: "/emission-loan/price-sheets",
  tag,
  summary: { zh: "登记价格公告并重估", en: "Publish a price bulletin and revalue" },
  body: z.object({
    docNo: z.string().trim().min(4).max(120),
    region: z.string().trim().min(2).max(40),
    from: date,
    certainty: z.enum(["fact", "unverified", "assumption"]).default("fact"),
    prices: z
      .array(z.object({ pollutant, kind: z.enum(["USE_FEE", "BASE_PRICE", "MARKET_AVG"]), price: amount }))
      .min(1)
      .max(33),
  }),
  response: z.object({ added: z.number().int(), revalued: z.number().int(), marginCalls: z.number().int() }),
})

export const reportNames = [
  "balance-by-mode",
  "balance-by-pollutant",
  "value-vs-outstanding",
  "expiry",
  "margin-calls",
  "events-by-severity",
  "project-tags",
  "turnaround",
  "compensation-filing",
  "package-integrity",
] as const

export const report = endpoint({
  method: "GET",
  path: "/emission-loan/reports/:report",
  tag,
  summary: { zh: "报表", en: "Reports" },
  params: z.object({ report: z.enum(reportNames) }),
  query: z.object({ from: date.optional(), to: date.optional(), outlet: z.string().optional() }),
  response: z.object({
    title: z.object({ zh: z.string(), en: z.string() }),
    columns: z.array(
      z.object({
        key: z.string(),
        zh: z.string(),
        en: z.string(),
        kind: z.enum(["text", "amount", "quantity", "count", "date", "days", "percent"]),
      }),
    ),
    rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
    /** How to draw it: x is a column key, series are column keys. */
    chart: z.object({ kind: z.enum(["bar", "line", "ladder", "none"]), x: z.string(), series: z.array(z.string()) }),
    asOf: instant,
  }),
})

export * from "./portal-contract.ts"
