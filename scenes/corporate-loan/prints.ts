// The papers of the suite as the printer takes them: one body a paper over the same loaded case. Wording is the branch's own.
import { facts, grids, heading, paragraph } from "#kernel/document"
import type { Ctx } from "#kernel/flow"
import { outlets } from "#kernel/org"
import { ok } from "#kernel/refusal"
import type { PrintKind } from "#kernel/scene"
import { papers } from "./papers.ts"
import { agreements } from "./prints/agreements.ts"
import { careBodies } from "./prints/care.ts"
import { amountText, head, requestFacts, type Bodies, type Detail } from "./prints/parts.ts"
import { caseDetailOf } from "./queries/detail.ts"
import { refuse } from "./refusals.ts"
import { authorityTitles, guaranteeTitles, productTitles } from "./rules.ts"

const resultZh = { yes: "已核实", no: "不符", na: "不适用" } as const

const deciding: Bodies = {
  receipt: (d) => ({
    signatures: ["受理人"],
    body: [
      head(d),
      requestFacts(d),
      paragraph("上述申请及所附资料已于受理日收悉。受理不代表同意发放贷款，审批结果另行通知。"),
    ],
  }),
  "dd-report": (d) => ({
    signatures: ["调查人（主办）", "调查人（协办）"],
    body: [
      head(d),
      requestFacts(d),
      heading("现场与非现场调查"),
      grids(
        ["日期", "方式", "地点", "人员", "情况"],
        d.visits
          .filter((one) => one.kind === "dd")
          .map((one) => [
            one.on,
            one.onSite ? "现场" : "非现场",
            one.place,
            [one.officerA, one.officerB].filter(Boolean).join("、"),
            one.findings,
          ]),
        { widths: [58, 40, 90, 80, "*"] },
      ),
      heading("尽职调查清单"),
      grids(
        ["项目", "结果", "说明", "核实人"],
        d.checks.map((one) => [one.zh, one.result ? resultZh[one.result] : "—", one.note || "—", one.byName ?? "—"]),
        { widths: ["*", 50, 130, 60] },
      ),
      heading("财务情况"),
      statementsGrid(d),
      heading("调查意见"),
      paragraph(d.ddOpinion ?? "—"),
    ],
  }),
  need: (d) => ({
    signatures: ["测算人", "复核人"],
    body: [
      head(d),
      paragraph("按流动资金贷款需求量测算公式计算，周转次数保留分数、不取整，四舍五入只在最后一步进行。"),
      grids(
        ["步骤", "算式", "结果"],
        (d.need?.steps ?? []).map((step) => [step.zh, step.reckoning, step.value]),
        { right: [2], widths: [170, "*", 110] },
      ),
      heading("敏感性"),
      grids(
        ["情形", "营运资金量（元）", "新增需求（元）"],
        (d.need?.sensitivity ?? []).map((row) => [row.zh, row.workingCapital, row.loan]),
        { right: [1, 2] },
      ),
    ],
  }),
  review: (d) => ({
    signatures: ["审查人"],
    body: [
      head(d),
      facts(
        [
          ["建议金额", amountText(d.reviewedAmount)],
          ["期限", `${d.termMonths} 个月`],
          ["年利率", `${d.ratePct ?? "—"}%`],
          ["担保方式", guaranteeTitles[d.guarantee].zh],
          ["押品可贷值", amountText(d.lendable)],
        ],
        1,
      ),
      heading("审查意见"),
      paragraph(d.opinion ?? "—"),
      heading("附加条件"),
      conditions(d),
    ],
  }),
  approval: (d) => ({
    signatures: ["有权审批人"],
    body: [
      head(d),
      facts(
        [
          ["批准金额", amountText(d.approvedAmount)],
          ["期限", `${d.termMonths} 个月`],
          ["年利率", `${d.ratePct ?? "—"}%`],
          ["用途", d.purpose],
          ["审批权限", d.authority ? authorityTitles[d.authority].zh : "—"],
          ["权限依据", d.authorityReasons.join("；") || "—"],
          ["签约有效期至", d.approvalValidTo ?? "—"],
        ],
        1,
      ),
      heading("附加条件"),
      conditions(d),
      paragraph("金额、期限、用途或担保方式发生变化的，须重新审查审批；逾期未签约的，本批复自动失效。"),
    ],
  }),
}

const conditions = (d: Detail) =>
  grids(
    ["条件", "落实日", "凭据"],
    d.conditions.map((one) => [one.text, one.metOn ?? "未落实", one.evidence ?? "—"]),
  )

function statementsGrid(d: Detail) {
  return grids(
    ["期间", "营业收入", "营业成本", "利润", "资产", "负债", "资产负债率"],
    d.statements.map(({ period, items, debtRatioBp }) => [
      period,
      items.sales,
      items.cost,
      items.profit,
      items.assets,
      items.liabilities,
      `${debtRatioBp / 100}%`,
    ]),
    { right: [1, 2, 3, 4, 5, 6] },
  )
}

const bodies: Bodies = { ...deciding, ...agreements, ...careBodies }

const numberOf = (d: Detail, name: string): string =>
  name.includes("contract") ? (d.contractNo ?? d.caseNo) : d.caseNo
const titleOf = (d: Detail, zh: string, name: string): string =>
  name === "contract" ? `${productTitles[d.product].zh}借款合同` : zh

export const prints: PrintKind[] = papers.map((paper) => ({
  kind: `corporate-loan.${paper.name}`,
  zh: paper.zh,
  en: paper.en,
  permission: "corporate-loan.print",
  render: async (ctx: Ctx, id: string) => {
    const found = await caseDetailOf(ctx, id)
    if (!found.ok) return found
    const place = (await outlets(ctx.db)).find((one) => one.code === found.value.outlet)
    const d = { ...found.value, outlet: place?.nameZh ?? found.value.outlet }
    if (!d.prints.some((one) => one.kind === `corporate-loan.${paper.name}`)) {
      const reason = `当前阶段还不能打印${paper.zh}`
      return refuse["E-STATE"]({ reason, reasonEn: `${paper.en} cannot be printed yet` })
    }
    return ok({ title: titleOf(d, paper.zh, paper.name), number: numberOf(d, paper.name), ...bodies[paper.name]!(d) })
  },
}))
