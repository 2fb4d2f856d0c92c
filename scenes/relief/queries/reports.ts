// The relief reports, each as columns, rows and the way to draw them; for the screen and for a workbook.
import { writeSheet } from "#kernel/excel"
import type { Ctx } from "#kernel/flow"
import { riskClasses, riskClassZh, type RiskClass } from "#contract/products/loan"
import type { reportNames } from "../contract.ts"
import { mediumInScope, toolTitles, type Tool } from "../rules.ts"
import { yuan } from "../flows/case.ts"
import { todayOf } from "../flows/comparing.ts"
import { policyOn } from "../flows/facts.ts"
import { casesBy, noteOf, notesOf, type NamedCase } from "./list.ts"

type Name = (typeof reportNames)[number]
type Kind = "text" | "amount" | "count" | "date" | "days" | "percent"
type Row = Record<string, string | number | null>

interface Report {
  title: { zh: string; en: string }
  columns: { key: string; zh: string; en: string; kind: Kind }[]
  rows: Row[]
  chart: { kind: "bar" | "none"; x: string; series: string[] }
}

interface Given {
  rows: NamedCase[]
  owedOf(row: NamedCase): bigint
}

const col = (key: string, zh: string, en: string, kind: Kind) => ({ key, zh, en, kind })
const firm = col("name", "企业", "Firm", "text")
const caseNo = col("caseNo", "业务编号", "Case", "text")
const loanNo = col("loanNo", "借据", "Note", "text")
const balance = col("amount", "余额（元）", "Balance", "amount")
const table = (zh: string, en: string, columns: Report["columns"], rows: Row[], series?: string): Report => ({
  title: { zh, en },
  columns,
  rows,
  chart: series ? { kind: "bar", x: columns[0]!.key, series: [series] } : { kind: "none", x: "name", series: [] },
})
const named = (row: NamedCase): Row => ({ name: row.party_name, caseNo: row.case_no, loanNo: noteOf(row) })

const percent = (part: number, whole: number): string => {
  if (whole === 0) return "0.00"
  const bp = Math.floor((part * 20_000 + whole) / (whole * 2))
  return `${Math.floor(bp / 100)}.${String(bp % 100).padStart(2, "0")}`
}

const makers: Record<Name, (ctx: Ctx, given: Given) => Promise<Report>> = {
  contacts: async (_ctx, { rows }) => {
    const outlets = [...new Set(rows.map((row) => row.outlet))].toSorted()
    const lines = outlets.map((outlet) => {
      const own = rows.filter((row) => row.outlet === outlet)
      const spoken = own.filter((row) => row.contacted_on !== null || row.applied_on !== null)
      return { name: outlet, cases: own.length, contacted: spoken.length, rate: percent(spoken.length, own.length) }
    })
    const columns = [
      col("name", "网点", "Outlet", "text"),
      col("cases", "提示笔数", "Signals", "count"),
      col("contacted", "已联系", "Contacted", "count"),
      col("rate", "提前联系率（%）", "Contact rate", "percent"),
    ]
    return table("提前联系率", "Early-contact rate", columns, lines, "rate")
  },
  tools: async (_ctx, { rows, owedOf }) => {
    const agreed = rows.filter((row) => row.effective_on !== null)
    const used = [...new Set(agreed.map((row) => row.tool as Tool))]
    const lines = used.map((tool) => {
      const own = agreed.filter((row) => row.tool === tool)
      const fen = own.reduce((sum, row) => sum + owedOf(row), 0n)
      return { name: toolTitles[tool].zh, cases: own.length, amount: yuan(fen) }
    })
    return table(
      "措施构成",
      "Tool mix",
      [col("name", "措施", "Measure", "text"), col("cases", "笔数", "Cases", "count"), balance],
      lines,
      "amount",
    )
  },
  classes: async (_ctx, { rows, owedOf }) => {
    const agreed = rows.filter((row) => row.effective_on !== null && row.class_before !== null)
    const lines = riskClasses.flatMap((from) =>
      riskClasses.flatMap((to) => {
        const own = agreed.filter((row) => row.class_before === from && row.class_after === to)
        const fen = own.reduce((sum, row) => sum + owedOf(row), 0n)
        return own.length === 0
          ? []
          : [{ name: `${riskClassZh[from]} → ${riskClassZh[to]}`, cases: own.length, amount: yuan(fen) }]
      }),
    )
    return table(
      "分类变化",
      "Classes before and after",
      [col("name", "分类", "Class", "text"), col("cases", "笔数", "Cases", "count"), balance],
      lines,
      "amount",
    )
  },
  observation: async (_ctx, { rows, owedOf }) => {
    const lines = rows
      .filter((row) => row.observation_until !== null)
      .toSorted((a, b) => (a.observation_until! < b.observation_until! ? -1 : 1))
      .map((row) => ({
        ...named(row),
        from: row.observation_from,
        until: row.observation_until,
        restarts: row.restarts,
        amount: yuan(owedOf(row)),
      }))
    const columns = [
      firm,
      caseNo,
      loanNo,
      col("from", "起算日", "From", "date"),
      col("until", "届满日", "Until", "date"),
      col("restarts", "重新计算次数", "Restarts", "count"),
      balance,
    ]
    return table("观察期日历", "Observation calendar", columns, lines)
  },
  "failed-cures": async (_ctx, { rows, owedOf }) => {
    const lines = rows
      .filter((row) => row.restarts > 0)
      .map((row) => ({
        ...named(row),
        restarts: row.restarts,
        until: row.observation_until,
        amount: yuan(owedOf(row)),
      }))
    const columns = [
      firm,
      caseNo,
      loanNo,
      col("restarts", "重新计算次数", "Restarts", "count"),
      col("until", "最早届满日", "Earliest end", "date"),
      balance,
    ]
    return table("观察期内违约", "Failed cures", columns, lines)
  },
  "medium-cut-off": async (ctx) => mediumList(ctx),
  exemptions: async (_ctx, { rows }) => {
    const lines = rows.flatMap((row) => {
      const record = row.exemption as unknown as { on: string; byName: string; result: string } | null
      return record ? [{ ...named(row), on: record.on, who: record.byName, result: record.result }] : []
    })
    const columns = [
      firm,
      caseNo,
      loanNo,
      col("on", "认定日", "On", "date"),
      col("who", "认定人", "By", "text"),
      col("result", "结论", "Result", "text"),
    ]
    return table("尽职免责登记簿", "Exemption register", columns, lines)
  },
  declined: async (_ctx, { rows, owedOf }) => {
    const lines = rows
      .filter((row) => row.declined_reason !== null)
      .map((row) => ({ ...named(row), on: row.decided_on, reason: row.declined_reason, amount: yuan(owedOf(row)) }))
    const columns = [
      firm,
      caseNo,
      loanNo,
      col("on", "决定日", "On", "date"),
      col("reason", "理由", "Reason", "text"),
      balance,
    ]
    return table("未批准清单", "Declined", columns, lines)
  },
}

/** Medium firms' notes still running, and whether the policy reaches each. */
async function mediumList(ctx: Ctx): Promise<Report> {
  const policy = await policyOn(ctx, await todayOf(ctx))
  let found = ctx.db
    .selectFrom("loan")
    .innerJoin("party", "party.id", "loan.party_id")
    .select(["party.name", "loan_no", "matures_on", "risk_class"])
    .where("party.size", "=", "medium")
    .where("loan.state", "=", "active")
    .orderBy("matures_on")
    .limit(2000)
  if (ctx.actor.scope !== "all") found = found.where("loan.outlet", "in", [...ctx.actor.scope, "-"])
  const rows = await found.execute()
  const lines = rows.map((row) => ({
    name: row.name,
    loanNo: row.loan_no,
    until: row.matures_on,
    scope: mediumInScope(row.matures_on, policy) ? "适用" : "不适用",
    class: riskClassZh[row.risk_class as RiskClass],
  }))
  const columns = [
    firm,
    loanNo,
    col("until", "到期日", "Due", "date"),
    col("scope", "续贷政策", "Policy", "text"),
    col("class", "分类", "Class", "text"),
  ]
  return table(`中型企业续贷清单（${policy.mediumUntilOn} 截止）`, "Medium firms and the cut-off", columns, lines)
}

export async function reportOf(ctx: Ctx, name: Name, outlet: string | undefined): Promise<Report> {
  const { rows } = await casesBy(ctx, { outlet, limit: 10_000 })
  const notes = await notesOf(ctx, rows)
  return makers[name](ctx, { rows, owedOf: (row) => notes.get(noteOf(row))?.owedFen ?? 0n })
}

export async function sheetOf(
  ctx: Ctx,
  name: Name,
  outlet: string | undefined,
): Promise<{ name: string; content: Buffer }> {
  const report = await reportOf(ctx, name, outlet)
  const columns = report.columns.map((one) => ({
    key: one.key,
    title: one.zh,
    numeric: one.kind !== "text" && one.kind !== "date",
  }))
  const rows = report.rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value === null ? "" : String(value)])),
  )
  return { name: `${report.title.zh}.xlsx`, content: await writeSheet(report.title.zh, columns, rows) }
}
