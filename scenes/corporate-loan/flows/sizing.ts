// How much: the need by the regulation's formula, the project's equity and progress, the cash that covers the service.
import { decimal, toDecimal } from "#contract/products/loan"
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { z } from "zod"
import type { coverInput, needInput, projectInput } from "../model.ts"
import { refuse } from "../refusals.ts"
import {
  checkShares,
  coverOf,
  coverText,
  daysOf,
  debtMaxFen,
  drawableFen,
  equityRequiredFen,
  needOf,
  sensitivity,
  stressedCover,
  turnovers,
  typedDays,
  type CapitalRatiosBp,
  type NeedInputs,
} from "../rules.ts"
import { isOpenForEditing } from "../states.ts"
import { amountFen, fenOf, findCase, json, keep, lockCase, stateOf, yuan, type CaseRow } from "./case.ts"
import { statementsOf } from "./statements.ts"

export type NeedTexts = z.output<typeof needInput>
export type ProjectTexts = z.output<typeof projectInput>
export type CoverTexts = z.output<typeof coverInput>

/** The reckoning with the statements' own days where those are asked for. */
async function inputsOf(ctx: Ctx, caseId: string, texts: NeedTexts): Promise<Outcome<NeedInputs>> {
  const shares = checkShares(texts)
  if (!shares.ok) return shares
  let days = typedDays(texts.days)
  if (texts.fromStatements) {
    const years = (await statementsOf(ctx, caseId)).filter((one) => one.period.length === 4)
    const [closing, opening] = years
    if (!closing || !opening) {
      const reason = "按报表均值测算需要连续两个年度的报表"
      return refuse["E-STATE"]({ reason, reasonEn: "Averages take the statements of two years" }, "fromStatements")
    }
    days = daysOf(opening, closing)
  }
  return ok({
    method: texts.method,
    salesFen: fenOf(texts.sales),
    margin: texts.margin,
    growth: texts.growth,
    days,
    seasonDays: texts.method === "season" ? texts.seasonDays : 360,
    ownFundsFen: fenOf(texts.ownFunds),
    existingLoansFen: fenOf(texts.existingLoans),
    otherFundingFen: fenOf(texts.otherFunding),
  })
}

async function reckoned(ctx: Ctx, caseId: string, texts: NeedTexts) {
  const inputs = await inputsOf(ctx, caseId, texts)
  if (!inputs.ok) return inputs
  const need = needOf(inputs.value)
  const rows = texts.method === "order" || need.warning ? [] : sensitivity(inputs.value)
  const days = Object.fromEntries(turnovers.map((name) => [name, toDecimal(inputs.value.days[name], 2)]))
  return ok({
    ...texts,
    days: days as NeedTexts["days"],
    cycleDays: need.cycleDays,
    workingCapital: yuan(need.workingCapitalFen),
    gap: yuan(need.gapFen),
    loan: yuan(need.loanFen),
    warning: need.warning,
    steps: need.steps,
    sensitivity: rows.map(({ zh, en, workingCapitalFen, loanFen }) => ({
      zh,
      en,
      workingCapital: yuan(workingCapitalFen),
      loan: yuan(loanFen),
    })),
  })
}

export type NeedView = Extract<Awaited<ReturnType<typeof reckoned>>, { ok: true }>["value"]

/** The kept need as reckoned today from what was kept; the figures never drift, for the inputs are stored. */
export async function needViewOf(ctx: Ctx, row: CaseRow): Promise<NeedView | null> {
  if (!row.need) return null
  const found = await reckoned(ctx, row.id, row.need as unknown as NeedTexts)
  return found.ok ? found.value : null
}

export async function previewNeedOf(ctx: Ctx, input: { id: string } & NeedTexts) {
  const found = await findCase(ctx, input.id)
  if (!found.ok) return found
  const { id, ...texts } = input
  return reckoned(ctx, id, texts)
}

const closed = (row: CaseRow) =>
  isOpenForEditing(stateOf(row))
    ? ok()
    : refuse["E-STATE"]({ reason: "提交审查后不能再改申请资料", reasonEn: "Nothing changes after the submission" })

export const saveNeed = flow(
  { name: "corporate-loan.need", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string } & NeedTexts) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const allowed = closed(found.value)
    if (!allowed.ok) return allowed
    const { id, ...texts } = input
    const need = await reckoned(ctx, id, texts)
    if (!need.ok) return need
    // The days that were used are kept: a statement added later must not change what was decided on.
    const kept = { ...texts, days: need.value.days, fromStatements: false }
    const zh = need.value.warning
      ? `资金需求测算：周转 ${need.value.cycleDays} 天，无新增需求`
      : `资金需求测算：新增需求 ${need.value.loan} 元`
    await keep(ctx, found.value, { need: json(kept) }, zh, `Need: ${need.value.loan}`)
    return need
  },
)

export const saveCover = flow(
  { name: "corporate-loan.cover", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string } & CoverTexts): Promise<Outcome<{ id: string }>> => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const allowed = closed(found.value)
    if (!allowed.ok) return allowed
    if (fenOf(input.yearlyService) <= 0n)
      return refuse["E-AMOUNT"]({ min: "0.01", max: "—", given: input.yearlyService }, "yearlyService")
    const cover = { yearlyCash: input.yearlyCash, yearlyService: input.yearlyService }
    await keep(ctx, found.value, { cover: json(cover) }, `现金流覆盖 ${coverOfRow(cover)} 倍`, "Cash cover")
    return ok({ id: input.id })
  },
)

const coverOfRow = (texts: CoverTexts): string =>
  coverText(coverOf(fenOf(texts.yearlyCash), fenOf(texts.yearlyService)))

export async function coverViewOf(ctx: Ctx, row: CaseRow, on: string) {
  if (!row.cover) return null
  const texts = row.cover as unknown as CoverTexts
  const least = await parameter<number>(ctx, "corporate-loan.cover-least", on)
  const stressed = stressedCover(fenOf(texts.yearlyCash), fenOf(texts.yearlyService), "0.2")
  return { ...texts, cover: coverOfRow(texts), stressed: coverText(stressed), least: coverText(least) }
}

export const saveProject = flow(
  { name: "corporate-loan.project", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string } & ProjectTexts): Promise<Outcome<{ id: string }>> => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const allowed = closed(found.value)
    if (!allowed.ok) return allowed
    const { id, ...project } = input
    const zh = `项目资料：${project.name}，总投资 ${project.totalInvestment} 元`
    await keep(ctx, found.value, { project: json(project) }, zh, `Project ${project.name}`)
    return ok({ id })
  },
)

export const recordProgress = flow(
  { name: "corporate-loan.progress", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string; equityPaid: string; progressPct: string; evidence: string }) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    if (!found.value.project)
      return refuse["E-STATE"]({ reason: "请先录入项目资料", reasonEn: "Enter the project first" })
    const pct = decimal(input.progressPct)
    const progressBp = Number((pct.num * 100n) / pct.den)
    if (progressBp > 10_000) return refuse["E-PCT"]({ given: input.progressPct }, "progressPct")
    await ctx.db
      .insertInto("corporate_progress")
      .values({
        case_id: input.id,
        on_date: ctx.today,
        equity_paid_fen: fenOf(input.equityPaid),
        progress_bp: progressBp,
        evidence: input.evidence,
        by_name: ctx.actor.name,
        at: ctx.clock.now(),
      })
      .execute()
    const zh = `资本金到位 ${input.equityPaid} 元，工程进度 ${input.progressPct}%`
    await keep(ctx, found.value, { state: found.value.state }, zh, "Equity and progress recorded")
    return ok({ id: input.id })
  },
)

/** Where a project stands: its shares, what has been shown by papers, what may be drawn in all. */
export async function projectViewOf(ctx: Ctx, row: CaseRow, on: string) {
  if (!row.project) return null
  const texts = row.project as unknown as ProjectTexts
  const ratios = await parameter<CapitalRatiosBp>(ctx, "corporate-loan.capital-ratio-bp", on)
  const totalFen = fenOf(texts.totalInvestment)
  const ratioBp = ratios[texts.industry]
  const requiredFen = equityRequiredFen(totalFen, ratioBp)
  const rows = await ctx.db
    .selectFrom("corporate_progress")
    .selectAll()
    .where("case_id", "=", row.id)
    .orderBy("seq", "desc")
    .execute()
  const paidFen = rows[0]?.equity_paid_fen ?? 0n
  const progressBp = rows[0]?.progress_bp ?? 0
  const standing = { loanFen: amountFen(row), equityRequiredFen: requiredFen, equityPaidFen: paidFen, progressBp }
  return {
    ...texts,
    ratioBp,
    equityRequired: yuan(requiredFen),
    debtMax: yuan(debtMaxFen(totalFen, ratioBp)),
    equityPaid: yuan(paidFen),
    equityBp: requiredFen > 0n ? Number((paidFen * 10_000n) / requiredFen) : 0,
    progressBp,
    drawable: yuan(drawableFen(standing)),
    progress: rows.map((one) => ({
      on: one.on_date,
      equityPaid: yuan(one.equity_paid_fen),
      progressBp: one.progress_bp,
      evidence: one.evidence,
      byName: one.by_name,
    })),
  }
}
