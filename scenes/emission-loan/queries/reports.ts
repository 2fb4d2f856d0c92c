// The reports of this scene, each as columns, rows and the way to draw them.
import type { Ctx } from "#kernel/flow"
import { outstandingOf } from "#products/loan"
import { coverOf, eventKinds, type EventKind } from "../rules.ts"
import { stateTitles, type CaseState } from "../states.ts"
import { bandsOf, capsOf, factsOf, legsOf, packageLegs, yuan } from "../flows/case.ts"
import type { reportNames } from "../contract.ts"
import { casesBy, expiries, pipelineOf, summaries, todayOf, type NamedCase } from "./list.ts"
import { eventViews, legViews } from "./views.ts"

type Name = (typeof reportNames)[number]
type Kind = "text" | "amount" | "quantity" | "count" | "date" | "days" | "percent"
type Row = Record<string, string | number | null>

interface Report {
  title: { zh: string; en: string }
  columns: { key: string; zh: string; en: string; kind: Kind }[]
  rows: Row[]
  chart: { kind: "bar" | "line" | "ladder" | "none"; x: string; series: string[] }
}

interface Range {
  from?: string
  to?: string
  outlet?: string
}

const col = (key: string, zh: string, en: string, kind: Kind) => ({ key, zh, en, kind })
const modes: Record<string, string> = {
  SINGLE: "单一排污权",
  DOUBLE: "双抵押",
  DOUBLE_REGISTRATION: "双登记",
  CREDIT_SUPPORT: "排污权+增信",
  RESIDUAL: "余值抵押",
}
const tags: Record<string, string> = { TECH: "技术改造", DIGITAL: "数字化改造", GREEN: "绿色改造", EXPAND: "扩建" }
const running = ["disbursed", "monitored", "margin_call", "defaulted", "disposing", "shortfall"]

export async function reportOf(ctx: Ctx, name: Name, range: Range): Promise<Report> {
  const { rows } = await casesBy(ctx, { ...(range.outlet ? { outlet: range.outlet } : {}), limit: 10_000 })
  const within = rows.filter(
    (row) => (!range.from || (row.applied_on ?? "") >= range.from) && (!range.to || (row.applied_on ?? "") <= range.to),
  )
  return makers[name](ctx, within)
}

async function owedBy(ctx: Ctx, rows: NamedCase[]): Promise<Map<string, bigint>> {
  const owed = await outstandingOf(
    ctx,
    rows.flatMap((row) => row.loan_no ?? []),
  )
  return new Map(rows.map((row) => [row.id, row.loan_no ? (owed.get(row.loan_no) ?? 0n) : 0n]))
}

async function grouped(ctx: Ctx, rows: NamedCase[], of: (row: NamedCase) => string): Promise<Row[]> {
  const owed = await owedBy(ctx, rows)
  const sums = new Map<string, { cases: number; fen: bigint }>()
  for (const row of rows) {
    const sum = sums.get(of(row)) ?? { cases: 0, fen: 0n }
    sums.set(of(row), { cases: sum.cases + 1, fen: sum.fen + (owed.get(row.id) ?? 0n) })
  }
  return [...sums].map(([name, sum]) => ({ name, cases: sum.cases, amount: yuan(sum.fen) }))
}

const balanceColumns = (zh: string, en: string) => [
  col("name", zh, en, "text"),
  col("cases", "笔数", "Cases", "count"),
  col("amount", "余额（元）", "Balance", "amount"),
]

const makers: Record<Name, (ctx: Ctx, rows: NamedCase[]) => Promise<Report>> = {
  "balance-by-mode": async (ctx, rows) => ({
    title: { zh: "按抵押模式余额", en: "Balance by mode" },
    columns: balanceColumns("模式", "Mode"),
    rows: await grouped(
      ctx,
      rows.filter((row) => row.loan_no),
      (row) => modes[row.package_type] ?? row.package_type,
    ),
    chart: { kind: "bar", x: "name", series: ["amount"] },
  }),
  "balance-by-pollutant": async (ctx, rows) => {
    const caps = await capsOf(ctx, await todayOf(ctx))
    const sums = new Map<string, { legs: number; fen: bigint }>()
    for (const row of rows.filter((one) => running.includes(one.state))) {
      for (const leg of await legViews(ctx, await legsOf(ctx, row.id), row.case_no, caps)) {
        if (!leg.pollutant || !leg.value) continue
        const sum = sums.get(leg.pollutant) ?? { legs: 0, fen: 0n }
        sums.set(leg.pollutant, { legs: sum.legs + 1, fen: sum.fen + BigInt(leg.value.replace(".", "")) })
      }
    }
    const list = [...sums].map(([name, sum]) => ({ name, cases: sum.legs, amount: yuan(sum.fen) }))
    const columns = [
      col("name", "污染物", "Pollutant", "text"),
      col("cases", "项数", "Legs", "count"),
      col("amount", "在押价值（元）", "Value held", "amount"),
    ]
    return {
      title: { zh: "按污染物在押价值", en: "Value held by pollutant" },
      columns,
      rows: list,
      chart: { kind: "bar", x: "name", series: ["amount"] },
    }
  },
  "value-vs-outstanding": async (ctx, rows) => {
    const today = await todayOf(ctx)
    const [caps, bands, owed] = [await capsOf(ctx, today), await bandsOf(ctx, today), await owedBy(ctx, rows)]
    const list: Row[] = []
    for (const row of rows.filter((one) => running.includes(one.state))) {
      const legs = packageLegs(await legsOf(ctx, row.id))
      const cover = coverOf(owed.get(row.id) ?? 0n, legs, caps, bands)
      const value = legs.reduce((sum, leg) => sum + (leg.active ? leg.valueFen : 0n), 0n)
      list.push({
        name: row.party_name,
        caseNo: row.case_no,
        value: yuan(value),
        outstanding: yuan(owed.get(row.id) ?? 0n),
        ltv: cover.ltvBp / 100,
      })
    }
    const columns = [
      col("name", "企业", "Firm", "text"),
      col("caseNo", "业务编号", "Case", "text"),
      col("value", "押品价值（元）", "Value", "amount"),
      col("outstanding", "贷款余额（元）", "Outstanding", "amount"),
      col("ltv", "排污权抵押率", "LTV on right", "percent"),
    ]
    return {
      title: { zh: "价值与余额对照", en: "Value against outstanding" },
      columns,
      rows: list,
      chart: { kind: "bar", x: "name", series: ["value", "outstanding"] },
    }
  },
  expiry: async (ctx) => {
    const items = await expiries(ctx, 90)
    const columns = [
      col("what", "事项", "What", "text"),
      col("number", "编号", "Number", "text"),
      col("name", "企业", "Firm", "text"),
      col("on", "到期日", "Ends", "date"),
      col("days", "剩余天数", "Days left", "days"),
    ]
    return {
      title: { zh: "到期日历", en: "Expiry calendar" },
      columns,
      rows: items.map((one) => ({
        what: one.what,
        number: one.number,
        name: one.partyName,
        on: one.on,
        days: one.daysLeft,
      })),
      chart: { kind: "ladder", x: "on", series: ["days"] },
    }
  },
  "margin-calls": async (ctx, rows) => {
    const calls = await ctx.db.selectFrom("emission_margin_call").selectAll().where("closed_on", "is", null).execute()
    const list = calls.flatMap((call): Row[] => {
      const row = rows.find((one) => one.id === call.case_id)
      return row
        ? [
            {
              name: row.party_name,
              caseNo: row.case_no,
              due: call.due_on,
              cure: yuan(call.cure_fen),
              ltv: call.ltv_bp / 100,
            },
          ]
        : []
    })
    const columns = [
      col("name", "企业", "Firm", "text"),
      col("caseNo", "业务编号", "Case", "text"),
      col("due", "截止日", "Due", "date"),
      col("cure", "应补（元）", "Cure", "amount"),
      col("ltv", "抵押率", "LTV", "percent"),
    ]
    return {
      title: { zh: "未结补充担保", en: "Open margin calls" },
      columns,
      rows: list,
      chart: { kind: "bar", x: "name", series: ["cure"] },
    }
  },
  "events-by-severity": async (ctx) => {
    const events = await eventViews(ctx, { limit: 10_000 })
    const keys = [...new Set(events.map((one) => `${one.severity}/${one.kind}`))]
    const list = keys.map((key) => {
      const [severity, kind] = key.split("/") as [string, EventKind]
      const all = events.filter((one) => one.severity === severity && one.kind === kind)
      return {
        severity,
        name: eventKinds[kind].zh,
        open: all.filter((one) => one.closedAt === null).length,
        total: all.length,
      }
    })
    const columns = [
      col("severity", "级别", "Severity", "text"),
      col("name", "事件", "Event", "text"),
      col("open", "未关闭", "Open", "count"),
      col("total", "累计", "All", "count"),
    ]
    return {
      title: { zh: "监测事件", en: "Events by severity" },
      columns,
      rows: list,
      chart: { kind: "bar", x: "name", series: ["open", "total"] },
    }
  },
  "project-tags": async (ctx, rows) => ({
    title: { zh: "绿色与三改一扩", en: "Project tags" },
    columns: balanceColumns("类别", "Tag"),
    rows: await grouped(
      ctx,
      rows.filter((row) => row.project_tag),
      (row) => tags[row.project_tag!] ?? row.project_tag!,
    ),
    chart: { kind: "bar", x: "name", series: ["amount"] },
  }),
  turnaround: async (ctx, rows) => {
    const list = (
      await summaries(
        ctx,
        rows.filter((row) => row.applied_on),
      )
    ).map((one) => ({
      caseNo: one.caseNo,
      name: one.partyName,
      state: stateTitles[one.state].zh,
      days: one.workingDays,
      target: 15,
    }))
    const columns = [
      col("caseNo", "业务编号", "Case", "text"),
      col("name", "企业", "Firm", "text"),
      col("state", "状态", "State", "text"),
      col("days", "工作日", "Working days", "days"),
      col("target", "目标", "Target", "days"),
    ]
    return {
      title: { zh: "办理时效", en: "Turnaround" },
      columns,
      rows: list,
      chart: { kind: "bar", x: "caseNo", series: ["days", "target"] },
    }
  },
  "compensation-filing": async (ctx, rows) => {
    const owed = await owedBy(ctx, rows)
    const list = rows
      .filter((row) => row.paid_out_on)
      .map((row) => ({
        caseNo: row.case_no,
        name: row.party_name,
        paidOut: row.paid_out_on,
        amount: yuan(row.approved_fen ?? 0n),
        outstanding: yuan(owed.get(row.id) ?? 0n),
        state: stateTitles[row.state as CaseState].zh,
      }))
    const columns = [
      col("caseNo", "业务编号", "Case", "text"),
      col("name", "企业", "Firm", "text"),
      col("paidOut", "放款日", "Paid out", "date"),
      col("amount", "放款金额（元）", "Amount", "amount"),
      col("outstanding", "余额（元）", "Outstanding", "amount"),
      col("state", "状态", "State", "text"),
    ]
    return {
      title: { zh: "风险补偿资金备案清单", en: "Compensation-fund filing list" },
      columns,
      rows: list,
      chart: { kind: "none", x: "caseNo", series: [] },
    }
  },
  "package-integrity": async (ctx, rows) => {
    const today = await todayOf(ctx)
    const list: Row[] = []
    for (const row of rows.filter((one) => one.contract_no !== null && one.state !== "released")) {
      const facts = await factsOf(ctx, row, today)
      list.push({
        caseNo: row.case_no,
        name: row.party_name,
        rights: facts.activeRights,
        others: facts.activeOthers,
        missing: facts.unregistered.join("、"),
      })
    }
    const columns = [
      col("caseNo", "业务编号", "Case", "text"),
      col("name", "企业", "Firm", "text"),
      col("rights", "排污权", "Rights", "count"),
      col("others", "其他押品", "Others", "count"),
      col("missing", "缺登记", "Unregistered", "text"),
    ]
    return {
      title: { zh: "双抵押完整性", en: "Package integrity" },
      columns,
      rows: list,
      chart: { kind: "none", x: "caseNo", series: [] },
    }
  },
}

export { pipelineOf }
