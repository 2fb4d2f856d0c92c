// Reports on running loans: checks overdue, maturities, warnings, classes, collateral, concentration, penalty, recovery.
import { addDays, addMonths } from "#contract/products/loan"
import type { Ctx } from "#kernel/flow"
import { loanView, type LoanView } from "#products/loan"
import { levels, levelTitles } from "../rules.ts"
import { isRunning, type CaseState } from "../states.ts"
import { yuan } from "../flows/case.ts"
import { capsOf, drawsOf, legsOf } from "../flows/facts.ts"
import { groupOf } from "../flows/authority.ts"
import { lendableFen } from "../flows/package.ts"
import { loanNosBy, todayOf, type NamedCase } from "./list.ts"
import { bars, caseNo, col, firm, named, owedByCase, percent, sums, table } from "./report-parts.ts"
import type { Maker, Name, Row } from "./reports.ts"
import { warningViews } from "./work.ts"

const amountColumn = col("amount", "余额（元）", "Balance", "amount")
const casesColumn = col("cases", "笔数", "Cases", "count")
const fenOf = (text: string): bigint => BigInt(text.replace(".", ""))

async function notes(ctx: Ctx, rows: readonly NamedCase[]): Promise<{ row: NamedCase; view: LoanView }[]> {
  const today = await todayOf(ctx)
  const loans = await loanNosBy(
    ctx,
    rows.map((row) => row.id),
  )
  const made: { row: NamedCase; view: LoanView }[] = []
  for (const row of rows)
    for (const loanNo of loans.get(row.id)!) {
      const view = await loanView(ctx, loanNo, today)
      if (view.ok) made.push({ row, view: view.value })
    }
  return made
}

const useChecks: Maker = async (ctx, rows) => {
  const today = await todayOf(ctx)
  const list: Row[] = []
  for (const row of rows)
    for (const draw of await drawsOf(ctx, row.id)) {
      if (draw.state !== "paid" || draw.checked_on !== null) continue
      const isLate = draw.check_due_on! < today
      const facts = { draw: draw.draw_no, amount: yuan(draw.amount_fen), due: draw.check_due_on }
      list.push({ ...named(row), ...facts, late: isLate ? "已超期" : "未到期" })
    }
  const columns = [
    firm,
    col("draw", "提款编号", "Draw", "text"),
    col("amount", "金额（元）", "Amount", "amount"),
    col("due", "检查期限", "Due", "date"),
    col("late", "情况", "Standing", "text"),
  ]
  return table("用途检查未完成", "Checks of use outstanding", columns, list)
}

const maturityLadder: Maker = async (ctx, rows) => {
  const today = await todayOf(ctx)
  const ends = [
    addDays(today, 30),
    addMonths(today, 3),
    addMonths(today, 6),
    addMonths(today, 12),
    addMonths(today, 36),
  ]
  const names = ["30 天内", "3 个月内", "6 个月内", "1 年内", "3 年内", "3 年以上"]
  const fens = names.map(() => 0n)
  const counts = names.map(() => 0)
  for (const { view } of await notes(ctx, rows))
    for (const one of view.schedule.filter((part) => part.state !== "paid" && part.due >= today)) {
      const at = ends.findIndex((end) => one.due <= end)
      const index = at < 0 ? names.length - 1 : at
      fens[index]! += fenOf(one.principal)
      counts[index]! += 1
    }
  const list = names.map((name, at) => ({ name, cases: counts[at]!, amount: yuan(fens[at]!) }))
  const columns = [col("name", "到期", "Due", "text"), casesColumn, col("amount", "本金（元）", "Principal", "amount")]
  return bars("到期阶梯", "Maturity ladder", columns, list)
}

const warnings: Maker = async (ctx, rows) => {
  const ids = new Set(rows.map((row) => row.id))
  const all = (await warningViews(ctx, { limit: 10_000 })).filter((one) => ids.has(one.caseId))
  const list = levels.map((level) => {
    const own = all.filter((one) => one.level === level)
    return {
      name: levelTitles[level].zh,
      open: own.filter((one) => one.closedOn === null).length,
      closed: own.filter((one) => one.closedOn !== null).length,
    }
  })
  const columns = [
    col("name", "级别", "Level", "text"),
    col("open", "未解除", "Open", "count"),
    col("closed", "已解除", "Closed", "count"),
  ]
  return bars("预警", "Warnings", columns, list, "open")
}

const classZh: Record<string, string> = {
  pass: "正常",
  special_mention: "关注",
  substandard: "次级",
  doubtful: "可疑",
  loss: "损失",
}

const classes: Maker = async (ctx, rows) => {
  const items = (await notes(ctx, rows)).map(({ view }) => ({
    name: classZh[view.riskClass]!,
    fen: fenOf(view.principal),
  }))
  return bars(
    "五级分类",
    "Risk classes",
    [col("name", "分类", "Class", "text"), casesColumn, amountColumn],
    sums(items),
  )
}

const collateral: Maker = async (ctx, rows) => {
  const today = await todayOf(ctx)
  const caps = await capsOf(ctx, today)
  const owed = await owedByCase(ctx, rows)
  const list: Row[] = []
  for (const row of rows.filter((one) => isRunning(one.state as CaseState))) {
    const legs = await legsOf(ctx, row.id)
    if (legs.length === 0) continue
    const lendable = lendableFen(legs, caps)
    list.push({
      ...named(row),
      outstanding: yuan(owed.get(row.id) ?? 0n),
      lendable: yuan(lendable),
      cover: percent(lendable, owed.get(row.id) ?? 0n),
      revalueBy: legs.flatMap((leg) => leg.validUntil ?? []).toSorted()[0] ?? null,
    })
  }
  const columns = [
    firm,
    caseNo,
    col("outstanding", "余额（元）", "Outstanding", "amount"),
    col("lendable", "押品可贷值（元）", "Lendable", "amount"),
    col("cover", "覆盖率", "Cover", "percent"),
    col("revalueBy", "最早重估期限", "Value again by", "date"),
  ]
  return table("押品覆盖与重估", "Collateral cover and re-valuation", columns, list)
}

const concentration: Maker = async (ctx, rows) => {
  const owed = await owedByCase(ctx, rows)
  const parties = await ctx.db.selectFrom("party").select(["id", "name", "industry"]).execute()
  const byId = new Map(parties.map((one) => [one.id, one]))
  const items: { name: string; fen: bigint }[] = []
  for (const row of rows) {
    const fen = owed.get(row.id) ?? 0n
    if (fen === 0n) continue
    items.push({ name: `行业：${byId.get(row.party_id)?.industry ?? "未分类"}`, fen })
    const group = await groupOf(ctx, row.party_id)
    const head = group.length > 1 ? (byId.get(group.toSorted()[0]!)?.name ?? row.party_name) : row.party_name
    items.push({ name: `集团：${head}`, fen })
  }
  return bars(
    "集中度（集团、行业）",
    "Concentration",
    [col("name", "集团或行业", "Group or industry", "text"), casesColumn, amountColumn],
    sums(items),
  )
}

const penalty: Maker = async (ctx, rows) => {
  const list = (await notes(ctx, rows))
    .filter(({ view }) => view.overdueDays > 0)
    .map(({ row, view }) => ({
      ...named(row),
      loanNo: view.loanNo,
      days: view.overdueDays,
      overdue: view.overduePrincipal,
      penalty: view.penalty,
      compound: view.compound,
    }))
  const columns = [
    firm,
    col("loanNo", "借据", "Note", "text"),
    col("days", "逾期天数", "Days", "days"),
    col("overdue", "逾期本金（元）", "Overdue principal", "amount"),
    col("penalty", "罚息（元）", "Penalty", "amount"),
    col("compound", "复利（元）", "Compound", "amount"),
  ]
  return table("罚息与复利", "Penalty interest", columns, list)
}

const recovery: Maker = async (ctx, rows) => {
  const list = (await notes(ctx, rows))
    .filter(({ row, view }) => view.state === "written_off" || row.handed_over_on !== null)
    .map(({ row, view }) => ({
      ...named(row),
      loanNo: view.loanNo,
      handedOver: row.handed_over_on,
      state: view.state === "written_off" ? "已核销" : "保全中",
      owed: view.owed,
    }))
  const columns = [
    firm,
    col("loanNo", "借据", "Note", "text"),
    col("handedOver", "移交日", "Handed over", "date"),
    col("state", "情况", "Standing", "text"),
    col("owed", "仍欠（元）", "Still owed", "amount"),
  ]
  return table("保全与核销后追偿", "Preservation and recovery", columns, list)
}

export const careReports = {
  "use-checks": useChecks,
  "maturity-ladder": maturityLadder,
  warnings,
  classes,
  collateral,
  concentration,
  penalty,
  recovery,
} satisfies Partial<Record<Name, Maker>>
