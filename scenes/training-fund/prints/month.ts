// The authority's monthly report on paper. objectId: the month, or the month and an institution as "2026-04:<id>".
import { facts, grids, heading, paragraph } from "#kernel/document"
import { ok } from "#kernel/refusal"
import type { PrintKind } from "#kernel/scene"
import { monthColumns, monthOf } from "../queries/month.ts"
import { refuse } from "../refusals.ts"

const shape = /^(\d{4}-(?:0[1-9]|1[0-2]))(?::([0-9a-f-]{36}))?$/

const money = monthColumns.slice(0, 7)
const counts = [monthColumns[0], ...monthColumns.slice(7)]

const month: PrintKind = {
  kind: "training-fund.month",
  zh: "教培资金监管月报",
  en: "Monthly report of training fees",
  permission: "training-fund.print",
  render: async (ctx, id) => {
    const [, asked, institutionId] = shape.exec(id) ?? []
    if (!asked) return refuse["E-NOT-FOUND"]({ what: "月份", whatEn: "month", id })
    const report = await monthOf(ctx, { month: asked, institutionId })
    const cell = (row: Record<string, unknown>, key: string) => String(row[key] ?? "—")
    const table = (columns: readonly { key: string; zh: string }[]) =>
      grids(
        columns.map((one) => one.zh),
        [
          ...report.rows.map((row) => columns.map((one) => cell(row, one.key))),
          columns.map((one) => (one.key === "institution" ? "合计" : cell(report.total, one.key))),
        ],
        { right: columns.map((_, at) => at).slice(1), widths: columns.map((_, at) => (at === 0 ? "*" : "auto")) },
      )
    const wrong = report.rows.filter((row) => row.agrees === false)
    return ok({
      title: `教培资金监管月报（${report.month}）`,
      number: report.month,
      signatures: ["主管部门", "存管银行"],
      body: [
        paragraph(report.isOpen ? "本月尚未结束，数据截至打印时。" : `统计期 ${report.month}，金额单位：元。`),
        heading("资金"),
        table(money),
        heading("报名、退费、异议、投诉与预警"),
        table(counts),
        paragraph(
          wrong.length === 0
            ? `期初 + 缴入 − 划拨 − 退费 = 期末；${report.rows.some((row) => row.agrees === null) ? "有机构月末未对账，其余" : ""}与总账相符。`
            : `与总账不符：${wrong.map((row) => `${row.institution}（账 ${row.closing}，总账 ${row.ledger}）`).join("；")}。`,
        ),
        facts([
          ["其中红色预警", `${report.total.alertsRed} 条`],
          ["风险保证金", `${report.total.deposit} 元`],
        ]),
      ],
    })
  },
}

export const monthPrints: PrintKind[] = [month]
