// Reports on the way to the money: pipeline, turnaround, conditions, draws against equity, entrusted share, green loans.
import { loadCalendar } from "#kernel/calendar"
import { productTitles, type LoanProduct } from "../rules.ts"
import { isEnded, states, stateTitles, type CaseState } from "../states.ts"
import { amountFen, yuan } from "../flows/case.ts"
import { conditionsOf, drawsOf } from "../flows/facts.ts"
import { projectViewOf } from "../flows/sizing.ts"
import { todayOf } from "./list.ts"
import { bars, caseNo, col, firm, named, owedByCase, percent, sums, table } from "./report-parts.ts"
import type { Maker, Name, Row } from "./reports.ts"

const tags: Record<string, string> = { TECH: "技术改造", DIGITAL: "数字化改造", GREEN: "绿色", EXPAND: "扩规" }
const ageBands = [
  { most: 7, key: "week", zh: "7 天内", en: "Within 7 days" },
  { most: 30, key: "month", zh: "8–30 天", en: "8–30 days" },
  { most: Infinity, key: "longer", zh: "30 天以上", en: "Over 30 days" },
]

const pipeline: Maker = async (ctx, rows) => {
  const now = ctx.clock.now().getTime()
  const age = (since: Date): number => Math.floor((now - since.getTime()) / 86_400_000)
  const list = states.flatMap((state): Row[] => {
    const own = rows.filter((row) => row.state === state)
    if (own.length === 0) return []
    const banded = Object.fromEntries(
      ageBands.map(({ key, most }, at) => {
        const least = at === 0 ? -1 : ageBands[at - 1]!.most
        return [key, own.filter((row) => age(row.state_since) > least && age(row.state_since) <= most).length]
      }),
    )
    const amount = yuan(own.reduce((sum, row) => sum + amountFen(row), 0n))
    return [{ name: stateTitles[state].zh, cases: own.length, amount, ...banded }]
  })
  const columns = [
    col("name", "步骤", "Step", "text"),
    col("cases", "笔数", "Cases", "count"),
    col("amount", "金额（元）", "Amount", "amount"),
    ...ageBands.map(({ key, zh, en }) => col(key, zh, en, "count")),
  ]
  return bars("按步骤与停留时间", "Pipeline by stage and age", columns, list, "cases")
}

const turnaround: Maker = async (ctx, rows) => {
  const calendar = await loadCalendar(ctx.db)
  const list = rows
    .filter((row) => row.approved_on !== null)
    .map((row) => ({
      ...named(row),
      product: productTitles[row.product as LoanProduct].zh,
      accepted: row.accepted_on,
      approved: row.approved_on,
      days: calendar.workdaysBetween(row.accepted_on, row.approved_on!),
      signed: row.signed_on,
    }))
  const columns = [
    firm,
    caseNo,
    col("product", "产品", "Product", "text"),
    col("accepted", "受理日", "Accepted", "date"),
    col("approved", "批准日", "Approved", "date"),
    col("days", "审批用时（工作日）", "Working days", "days"),
    col("signed", "签约日", "Signed", "date"),
  ]
  return table("审批时效", "Approval turnaround", columns, list)
}

const conditions: Maker = async (ctx, rows) => {
  const list: Row[] = []
  for (const row of rows.filter((one) => one.state === "approved"))
    for (const one of (await conditionsOf(ctx, row)).filter((condition) => condition.met_on === null))
      list.push({ ...named(row), condition: one.text, validTo: row.approval_valid_to })
  const columns = [
    firm,
    caseNo,
    col("condition", "未落实条件", "Open condition", "text"),
    col("validTo", "审批失效日", "Approval ends", "date"),
  ]
  return table("未落实条件", "Conditions outstanding", columns, list)
}

const drawEquity: Maker = async (ctx, rows) => {
  const today = await todayOf(ctx)
  const list: Row[] = []
  for (const row of rows.filter(
    (one) => one.product === "project" && one.contract_no && !isEnded(one.state as CaseState),
  )) {
    const project = (await projectViewOf(ctx, row, today))!
    const drawn = (await drawsOf(ctx, row.id)).filter((one) => one.state === "paid")
    const drawnFen = drawn.reduce((sum, one) => sum + one.amount_fen, 0n)
    list.push({
      ...named(row),
      equity: percent(BigInt(project.equityBp), 10_000n),
      progress: percent(BigInt(project.progressBp), 10_000n),
      drawn: yuan(drawnFen),
      drawable: project.drawable,
      share: percent(drawnFen, amountFen(row)),
    })
  }
  const columns = [
    firm,
    caseNo,
    col("equity", "资本金到位", "Equity paid", "percent"),
    col("progress", "工程进度", "Progress", "percent"),
    col("drawn", "累计提款（元）", "Drawn", "amount"),
    col("drawable", "累计可提（元）", "Drawable in all", "amount"),
    col("share", "提款比例", "Drawn share", "percent"),
  ]
  return table("提款与资本金", "Draws against equity", columns, list)
}

const entrustedShare: Maker = async (ctx, rows) => {
  const sumsBy = new Map<string, { entrusted: bigint; all: bigint }>()
  for (const row of rows) {
    const title = productTitles[row.product as LoanProduct].zh
    for (const draw of (await drawsOf(ctx, row.id)).filter((one) => one.state === "paid")) {
      const sum = sumsBy.get(title) ?? { entrusted: 0n, all: 0n }
      const entrusted = draw.mode === "entrusted" ? draw.amount_fen : 0n
      sumsBy.set(title, { entrusted: sum.entrusted + entrusted, all: sum.all + draw.amount_fen })
    }
  }
  const list = [...sumsBy].map(([name, sum]) => ({
    name,
    amount: yuan(sum.all),
    entrusted: yuan(sum.entrusted),
    share: percent(sum.entrusted, sum.all),
  }))
  const columns = [
    col("name", "产品", "Product", "text"),
    col("amount", "放款（元）", "Paid out", "amount"),
    col("entrusted", "受托支付（元）", "Entrusted", "amount"),
    col("share", "占比", "Share", "percent"),
  ]
  return bars("受托支付占比", "Entrusted share", columns, list, "entrusted")
}

const green: Maker = async (ctx, rows) => {
  const owed = await owedByCase(ctx, rows)
  const items = rows
    .filter((row) => row.project_tag)
    .map((row) => ({ name: tags[row.project_tag!]!, fen: owed.get(row.id) ?? 0n }))
  const columns = [
    col("name", "标识", "Tag", "text"),
    col("cases", "笔数", "Cases", "count"),
    col("amount", "余额（元）", "Balance", "amount"),
  ]
  return bars("绿色与三改一扩贷款", "Green and upgrade loans", columns, sums(items))
}

export const lendingReports = {
  pipeline,
  turnaround,
  conditions,
  "draw-equity": drawEquity,
  "entrusted-share": entrustedShare,
  green,
} satisfies Partial<Record<Name, Maker>>
