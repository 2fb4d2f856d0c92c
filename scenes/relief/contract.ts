// The HTTP interface of relief for staff, under /relief. Pages build on this file, model.ts, states.ts and rules.ts only.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, uuid } from "#contract/kernel/http"
import {
  caseDetail,
  caseSummary,
  cashInput,
  comparison,
  consentInput,
  authority,
  findingsInput,
  proposalInput,
  reasonCode,
  reliefState,
  riskClass,
  tool,
  way,
  wish,
} from "./model.ts"

export * from "./portal-contract.ts"

const tag = "relief"
const id = z.object({ id: uuid })
const moved = z.object({ id: uuid, state: reliefState }).meta({ id: "ReliefMoved" })
const words = z.string().trim().min(4).max(1000)
const said = (zh: string, en: string) => ({ zh, en })
type Both = { zh: string; en: string }
const both = z.object({ zh: z.string(), en: z.string() })

const act = <B extends z.ZodType, R extends z.ZodType>(path: string, summary: Both, body: B, response: R) =>
  endpoint({ method: "POST", path: `/relief/cases/:id/${path}`, tag, summary, params: id, body, response })
const keep = <B extends z.ZodType>(path: string, summary: Both, body: B) =>
  endpoint({ method: "PUT", path: `/relief/cases/:id/${path}`, tag, summary, params: id, body, response: moved })

export const listCases = endpoint({
  method: "GET",
  path: "/relief/cases",
  tag,
  summary: said("纾困业务列表", "Relief cases"),
  query: paging.extend({
    state: reliefState.optional(),
    tool: tool.optional(),
    outlet: z.string().optional(),
    partyId: uuid.optional(),
    loanNo: z.string().optional(),
    q: z.string().trim().max(60).optional(),
  }),
  response: pageOf(caseSummary),
})

export const worklist = endpoint({
  method: "GET",
  path: "/relief/worklist",
  tag,
  summary: said("纾困工作台", "Work to do, signals first"),
  query: z.object({ outlet: z.string().optional() }),
  response: z.object({
    signalled: z.number().int(),
    underWay: z.number().int(),
    waitingApproval: z.number().int(),
    observed: z.number().int(),
    balance: amount,
    items: z.array(caseSummary),
  }),
})

export const calendar = endpoint({
  method: "GET",
  path: "/relief/calendar",
  tag,
  summary: said("观察期日历", "Observation calendar"),
  query: z.object({ outlet: z.string().optional() }),
  response: z.object({
    today: date,
    items: z.array(
      z.object({
        id: uuid,
        caseNo: z.string(),
        partyName: z.string(),
        loanNo: z.string(),
        state: reliefState,
        from: date,
        until: date,
        daysLeft: z.number().int(),
        restarts: z.number().int(),
        riskClass,
        nextDue: date.nullable(),
        nextAmount: amount.nullable(),
      }),
    ),
  }),
})

export const getCase = endpoint({
  method: "GET",
  path: "/relief/cases/:id",
  tag,
  summary: said("纾困业务详情", "One case"),
  params: id,
  response: caseDetail,
})

export const openCase = endpoint({
  method: "POST",
  path: "/relief/cases",
  tag,
  summary: said("登记纾困业务", "Open a case"),
  body: z.object({ loanNo: z.string().trim().min(4).max(40) }),
  response: z.object({ id: uuid, caseNo: z.string() }),
})

export const recordContact = act(
  "contact",
  said("登记联系", "Record the contact"),
  z.object({ on: date, way, note: words }),
  moved,
)

export const takeApplication = act(
  "apply",
  said("受理申请", "Take the application"),
  z.object({ reasonCode, words, wish }),
  moved,
)

export const saveFindings = keep("findings", said("登记核实结论", "Findings"), z.object({ findings: findingsInput }))
export const saveCash = keep("cash", said("登记现金流", "Cash sheet"), cashInput)
export const saveConsents = keep(
  "consents",
  said("登记担保人同意", "Consents"),
  z.object({ consents: z.array(consentInput).max(20) }),
)

const proposing = z.object({ proposal: proposalInput })
export const tryMeasure = act("try", said("措施试算", "Before and after"), proposing, comparison)
export const assessCase = act("assess", said("评估并选择措施", "Assess"), proposing, moved.extend({ authority }))
export const submitCase = act(
  "submit",
  said("审查并提交审批", "Review and submit"),
  z.object({ opinion: words }),
  moved.extend({ approvalId: uuid }),
)
export const giveBack = act("give-back", said("退回补充", "Return"), z.object({ reason: words }), moved)
export const signCase = act("contract", said("签约", "Sign"), z.object({}), moved.extend({ contractNo: z.string() }))
export const takeEffect = act(
  "effect",
  said("生效入账", "Put into effect"),
  z.object({}),
  moved.extend({ receiptNo: z.string(), loanNo: z.string() }),
)
export const judgeCure = act(
  "cure",
  said("认定困难消除", "Judge the cure"),
  z.object({ isGone: z.boolean(), note: words }),
  moved,
)
export const recordExemption = act(
  "exemption",
  said("登记尽职免责", "Exemption record"),
  z.object({ duties: words, result: words }),
  moved,
)
export const closeCase = act("close", said("撤回或结束", "Withdraw or end"), z.object({ reason: words }), moved)

export const reportNames = [
  "contacts",
  "tools",
  "classes",
  "observation",
  "failed-cures",
  "medium-cut-off",
  "exemptions",
  "declined",
] as const

const reportShape = z.object({
  title: both,
  columns: z.array(
    both.extend({ key: z.string(), kind: z.enum(["text", "amount", "count", "date", "days", "percent"]) }),
  ),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  chart: z.object({ kind: z.enum(["bar", "none"]), x: z.string(), series: z.array(z.string()) }),
})
const reportQuery = z.object({ outlet: z.string().optional() })
const reportParams = z.object({ report: z.enum(reportNames) })

export const report = endpoint({
  method: "GET",
  path: "/relief/reports/:report",
  tag,
  summary: said("纾困报表", "A report"),
  params: reportParams,
  query: reportQuery,
  response: reportShape.extend({ asOf: instant }),
})

export const reportSheet = endpoint({
  method: "GET",
  path: "/relief/reports/:report/sheet",
  tag,
  summary: said("导出纾困报表", "A report as a workbook"),
  params: reportParams,
  query: reportQuery,
})
