// The HTTP interface of this scene, staff only, under /corporate-loan. Pages build on this file, model.ts, states.ts and
// rules.ts only.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, rate, uuid } from "#contract/kernel/http"
import {
  caseDetail,
  caseState,
  caseSummary,
  checkItem,
  checkResult,
  collateralClass,
  collectionView,
  coverInput,
  everyMonths,
  gateView,
  guarantee,
  level,
  loanProduct,
  needInput,
  needView,
  payee,
  person,
  projectInput,
  projectTag,
  raiseFact,
  repayMethod,
  signal,
  statement,
  taskView,
  visitKind,
  warningView,
} from "./model.ts"
import { groups } from "./states.ts"

const tag = "corporate-loan"
const id = z.object({ id: uuid })
const moved = z.object({ id: uuid, state: caseState }).meta({ id: "CorporateCaseMoved" })
const saved = z.object({ id: uuid })
const note = z.string().trim().max(1000)
const words = note.min(4)
const said = (zh: string, en: string) => ({ zh, en })
const flag = z.stringbool()
type Both = { zh: string; en: string }
const both = z.object({ zh: z.string(), en: z.string() })

/** Steps of a case and of what belongs to it differ in their body and their answer only. */
const actOn = <B extends z.ZodType, R extends z.ZodType>(path: string, summary: Both, body: B, response: R) =>
  endpoint({ method: "POST", path: `/corporate-loan/${path}`, tag, summary, params: id, body, response })
const act = <B extends z.ZodType, R extends z.ZodType>(path: string, summary: Both, body: B, response: R) =>
  actOn(`cases/:id/${path}`, summary, body, response)
const keep = <B extends z.ZodType, R extends z.ZodType>(path: string, summary: Both, body: B, response: R) =>
  endpoint({ method: "PUT", path: `/corporate-loan/cases/:id/${path}`, tag, summary, params: id, body, response })

export const listCases = endpoint({
  method: "GET",
  path: "/corporate-loan/cases",
  tag,
  summary: said("业务列表", "List cases"),
  query: paging.extend({
    state: caseState.optional(),
    group: z.enum(groups).optional(),
    product: loanProduct.optional(),
    outlet: z.string().optional(),
    partyId: uuid.optional(),
    q: z.string().trim().max(60).optional(),
    mine: flag.optional(),
  }),
  response: pageOf(caseSummary),
})

export const pipeline = endpoint({
  method: "GET",
  path: "/corporate-loan/pipeline",
  tag,
  summary: said("业务看板", "Pipeline by state and age"),
  query: z.object({ outlet: z.string().optional(), product: loanProduct.optional() }),
  response: z.object({
    states: z.array(
      z.object({
        state: caseState,
        cases: z.number().int(),
        amount,
        oldestDays: z.number().int(),
        over30Days: z.number().int(),
      }),
    ),
    outstanding: amount,
    undrawn: amount,
    overdueLoans: z.number().int(),
    overdue: amount,
    approvalsWaiting: z.number().int(),
    redWarnings: z.number().int(),
    lateTasks: z.number().int(),
    oldest: z.array(caseSummary),
  }),
})

export const getCase = endpoint({
  method: "GET",
  path: "/corporate-loan/cases/:id",
  tag,
  summary: said("业务详情", "One case"),
  params: id,
  response: caseDetail,
})

const application = z.object({
  product: loanProduct,
  amount,
  termMonths: z.number().int().min(1).max(360),
  purpose: note.min(4).max(500),
  repaymentSource: note.min(4).max(500),
  method: repayMethod,
  everyMonths: everyMonths.default(1),
  guarantee,
  guarantor: z.string().trim().max(80).default(""),
  isNewClient: z.boolean().default(false),
  projectTag: projectTag.nullable().default(null),
  permitValidTo: date.nullable().default(null),
})

export const acceptCase = endpoint({
  method: "POST",
  path: "/corporate-loan/cases",
  tag,
  summary: said("受理", "Accept an application"),
  body: application.extend({ partyId: uuid }),
  response: z.object({ id: uuid, caseNo: z.string() }),
})

export const editCase = keep(
  "application",
  said("修改申请", "Mend the application"),
  application.omit({ product: true }),
  saved,
)

export const addStatement = act("statements", said("录入财务报表", "Enter a statement"), statement, saved)

export const previewNeed = act(
  "need-preview",
  said("资金需求试算", "Reckon the need without keeping it"),
  needInput,
  needView,
)

export const saveNeed = keep("need", said("保存需求测算", "Keep the need"), needInput, needView)

export const saveProject = keep("project", said("保存项目资料", "Keep the project"), projectInput, saved)

export const recordProgress = act(
  "progress",
  said("登记资本金与工程进度", "Equity paid and work done"),
  z.object({ equityPaid: amount, progressPct: rate, evidence: note.min(2) }),
  saved,
)

export const saveCover = keep("cover", said("保存现金流覆盖测算", "Keep the cash cover"), coverInput, saved)

export const startDd = act("start-dd", said("开始尽职调查", "Start due diligence"), z.object({}), moved)

export const colleagues = endpoint({
  method: "GET",
  path: "/corporate-loan/colleagues",
  tag,
  summary: said("可同行的经办人", "Who may come along"),
  query: z.object({ outlet: z.string() }),
  response: z.object({ items: z.array(person) }),
})

export const addVisit = act(
  "visits",
  said("登记现场检查", "Record a visit"),
  z.object({
    kind: visitKind.default("dd"),
    onSite: z.boolean(),
    on: date,
    place: z.string().trim().min(2).max(120),
    officerB: uuid.nullable().default(null),
    findings: words,
    /** Task that this look answers. */
    taskId: uuid.nullable().default(null),
  }),
  saved,
)

export const answerChecks = keep(
  "checks",
  said("填写尽调清单", "Answer the checklist"),
  z.object({
    answers: z
      .array(z.object({ item: checkItem, result: checkResult, note: note.default("") }))
      .min(1)
      .max(40),
  }),
  z.object({ id: uuid, open: z.number().int() }),
)

export const addLeg = act(
  "legs",
  said("加入押品", "Add collateral"),
  z.object({
    class: collateralClass,
    title: z.string().trim().min(2).max(120),
    titleNo: z.string().trim().max(60).default(""),
    location: z.string().trim().max(200).default(""),
    value: amount,
    valuedOn: date,
    appraiser: z.string().trim().min(2).max(80),
    priorClaims: amount.default("0"),
    insuranceNo: z.string().trim().max(60).default(""),
  }),
  saved,
)

export const revalueLeg = endpoint({
  method: "POST",
  path: "/corporate-loan/cases/:id/legs/:legId/value",
  tag,
  summary: said("押品重估或补保险", "Value again, or insure"),
  params: id.extend({ legId: uuid }),
  body: z.object({
    value: amount,
    valuedOn: date,
    appraiser: z.string().trim().min(2).max(80),
    insuranceNo: z.string().trim().max(60).default(""),
  }),
  response: saved,
})

export const removeLeg = endpoint({
  method: "DELETE",
  path: "/corporate-loan/cases/:id/legs/:legId",
  tag,
  summary: said("移出押品", "Take collateral out"),
  params: id.extend({ legId: uuid }),
  response: saved,
})

export const submitDd = act("submit", said("提交审查", "Submit for review"), z.object({ opinion: words }), moved)

export const reviewCase = act(
  "review",
  said("审查意见", "Review"),
  z.object({
    amount,
    termMonths: z.number().int().min(1).max(360),
    ratePct: rate,
    guarantee,
    conditions: z.array(note.min(2).max(200)).max(12),
    raiseFacts: z.array(raiseFact).default([]),
    opinion: words,
  }),
  moved,
)

export const returnCase = act("return", said("退回补充", "Return"), z.object({ reason: words }), moved)

export const submitApproval = act(
  "submit-approval",
  said("提交审批", "Submit for approval"),
  z.object({}),
  moved.extend({ approvalId: uuid, authority: z.string(), reasons: z.array(z.string()) }),
)

export const meetCondition = endpoint({
  method: "POST",
  path: "/corporate-loan/cases/:id/conditions/:conditionId/met",
  tag,
  summary: said("落实条件", "Meet a condition"),
  params: id.extend({ conditionId: uuid }),
  body: z.object({ evidence: note.min(2).max(200) }),
  response: moved,
})

export const changeTerms = act(
  "change-terms",
  said("变更方案", "Change terms"),
  z.object({
    amount,
    termMonths: z.number().int().min(1).max(360),
    purpose: note.min(4).max(500),
    guarantee,
    reason: words,
  }),
  moved,
)

export const signCase = act(
  "contract",
  said("签订合同", "Sign"),
  z.object({ guaranteeContractNo: z.string().trim().max(60).default("") }),
  moved.extend({ contractNo: z.string(), endOn: date }),
)

export const secureCase = act(
  "secure",
  said("落实担保", "Send the registrations"),
  z.object({}),
  moved.extend({ sent: z.number().int() }),
)

export const recordRegistration = actOn(
  "registrations/:id/done",
  said("登记证明录入", "Record a certificate from its paper"),
  z.object({ certificateNo: z.string().trim().min(4).max(60) }),
  moved,
)

export const makeAvailable = act("available", said("开通提款", "Open for drawing"), z.object({}), moved)

const drawing = z.object({
  amount,
  mode: z.enum(["self", "entrusted"]),
  payees: z.array(payee).max(30),
  bureauCheckedOn: date,
  needConfirmed: z.boolean(),
  papersLater: z.boolean().default(false),
})

export const tryDraw = act(
  "draw-gates",
  said("提款条件核对", "The gates of a draw"),
  drawing,
  z.object({ gates: z.array(gateView), ready: z.boolean() }),
)

export const requestDraw = act(
  "draws",
  said("申请提款", "Ask for a draw"),
  drawing,
  moved.extend({ drawId: uuid, drawNo: z.string() }),
)

export const checkDraw = actOn(
  "draws/:id/desk-check",
  said("放款审核", "The desk looks at a draw"),
  z.object({ decision: z.enum(["forward", "return"]), note: words }),
  moved.extend({ approvalId: uuid.nullable() }),
)

export const useCheck = actOn(
  "draws/:id/use-check",
  said("用途检查", "Check the use"),
  z.object({ result: z.enum(["as_agreed", "misused"]), note: words }),
  moved,
)

export const finishTask = actOn("tasks/:id/done", said("完成任务", "Finish a task"), z.object({ result: words }), saved)

export const listTasks = endpoint({
  method: "GET",
  path: "/corporate-loan/tasks",
  tag,
  summary: said("贷后任务", "After-loan tasks"),
  query: paging.extend({
    open: flag.optional(),
    from: date.optional(),
    to: date.optional(),
    kind: z.string().optional(),
  }),
  response: pageOf(taskView),
})

export const warn = act(
  "warnings",
  said("登记预警", "Raise a warning"),
  z.object({ signal, source: z.string().trim().min(2).max(80), note: words }),
  moved.extend({ warningId: uuid }),
)

export const planWarning = actOn(
  "warnings/:id/plan",
  said("登记处置方案", "A plan for the warning"),
  z.object({ plan: words }),
  saved,
)

export const closeWarning = actOn(
  "warnings/:id/close",
  said("解除预警", "Close the warning"),
  z.object({ note: words }),
  moved,
)

export const listWarnings = endpoint({
  method: "GET",
  path: "/corporate-loan/warnings",
  tag,
  summary: said("预警", "Warnings"),
  query: paging.extend({ open: flag.optional(), level: level.optional() }),
  response: pageOf(warningView),
})

export const listCollections = endpoint({
  method: "GET",
  path: "/corporate-loan/collections",
  tag,
  summary: said("催收工作台", "Collection worklist"),
  query: paging.extend({ open: flag.optional(), kind: z.enum(["call", "letter", "hand_over"]).optional() }),
  response: pageOf(collectionView),
})

export const doCollection = actOn(
  "collections/:id/done",
  said("登记催收", "Record a collection step"),
  z.object({ way: z.enum(["phone", "visit", "courier", "notary", "court"]), note: words }),
  saved,
)

export const proveDelivery = actOn(
  "collections/:id/delivered",
  said("登记送达凭证", "Proof of delivery"),
  z.object({ deliveredOn: date, proofNo: z.string().trim().max(60) }),
  saved,
)

export const handOver = act(
  "hand-over",
  said("移交保全", "Hand over to preservation"),
  z.object({ note: words }),
  moved,
)

export const proposeWriteOff = act(
  "write-off",
  said("提出核销", "Propose a write-off"),
  z.object({ evidence: words, accountability: words }),
  moved.extend({ approvalId: uuid }),
)

export const repay = act(
  "repay",
  said("还款", "Repay"),
  z.object({
    loanNo: z.string(),
    amount: z.union([amount, z.literal("payoff")]),
    choice: z.enum(["keep_term", "keep_instalment"]).default("keep_term"),
  }),
  moved.extend({ receiptNo: z.string(), paid: amount, owed: amount }),
)

export const endLine = act("end-line", said("终止未提额度", "End the undrawn line"), z.object({ reason: words }), moved)

export const releaseCase = act("release", said("解除担保", "Release"), z.object({}), moved)

export const withdrawCase = act("withdraw", said("撤回", "Withdraw"), z.object({ reason: words }), moved)

export const reportNames = [
  "pipeline",
  "turnaround",
  "conditions",
  "draw-equity",
  "entrusted-share",
  "use-checks",
  "maturity-ladder",
  "warnings",
  "classes",
  "collateral",
  "concentration",
  "penalty",
  "recovery",
  "green",
] as const

const reportShape = z.object({
  title: both,
  columns: z.array(
    both.extend({ key: z.string(), kind: z.enum(["text", "amount", "count", "date", "days", "percent"]) }),
  ),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  chart: z.object({ kind: z.enum(["bar", "none"]), x: z.string(), series: z.array(z.string()) }),
})

const reportQuery = z.object({ outlet: z.string().optional(), product: loanProduct.optional() })

export const report = endpoint({
  method: "GET",
  path: "/corporate-loan/reports/:report",
  tag,
  summary: said("报表", "A report"),
  params: z.object({ report: z.enum(reportNames) }),
  query: reportQuery,
  response: reportShape.extend({ asOf: instant }),
})

export const reportSheet = endpoint({
  method: "GET",
  path: "/corporate-loan/reports/:report/sheet",
  tag,
  summary: said("导出报表", "A report as a workbook"),
  params: z.object({ report: z.enum(reportNames) }),
  query: reportQuery,
})
