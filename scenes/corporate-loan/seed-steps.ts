// The way of a company loan through its flows, as the demo and the scene's tests take it: each step by its own post.
import { deflateSync, crc32 } from "node:zlib"
import type { Ctx } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { meetCondition } from "./flows/conditions.ts"
import { reviewCase, submitApproval } from "./flows/deciding.ts"
import { addVisit, answerChecks, submitDd } from "./flows/diligence.ts"
import { checkDraw, requestDraw } from "./flows/drawing.ts"
import { acceptCase, startDd } from "./flows/intake.ts"
import { addLeg } from "./flows/package.ts"
import { useCheck } from "./flows/running.ts"
import { makeAvailable, secureCase } from "./flows/securing.ts"
import { signCase } from "./flows/signing.ts"
import { recordProgress, saveCover, saveNeed, saveProject } from "./flows/sizing.ts"
import { addStatement } from "./flows/statements.ts"
import { checkItems, type Guarantee, type LoanProduct } from "./rules.ts"

export const goals = [
  "accepted",
  "dd",
  "review",
  "submitted",
  "approved",
  "signed",
  "available",
  "draw_waits",
  "drawn",
  "checked",
] as const
export type Goal = (typeof goals)[number]

/** People and time, as a demo or a test has them. */
export interface Crew {
  as(role: string, outlet?: string): Ctx
  settle(): Promise<void>
  today(): Promise<string>
  /** Who goes along to the firm. */
  companion(outlet: string): Promise<string>
  approve(approvalId: string, outlet: string): Promise<void>
}

export interface Plan {
  firm: string
  product: LoanProduct
  amount: string
  months: number
  method: "interest_only" | "equal_instalment" | "equal_principal" | "bullet"
  every: 1 | 3 | 6 | 12
  rate: string
  guarantee: Guarantee
  goal: Goal
  industry?: string
  tag?: "TECH" | "DIGITAL" | "GREEN" | "EXPAND"
  leg?: { class: "plant" | "housing" | "equipment"; title: string; value: string }
  draws?: readonly string[]
}

interface Going extends Plan {
  partyId: string
  outlet: string
  titleNo: string
}

export interface Done {
  id: string
  visitId: string | null
  drawIds: string[]
}

const reached = (plan: Plan, goal: Goal): boolean => goals.indexOf(plan.goal) >= goals.indexOf(goal)
const money = (text: string): string => `${text}.00`

export async function steps(crew: Crew, plan: Going): Promise<Done> {
  const done: Done = { id: await accept(crew, plan), visitId: null, drawIds: [] }
  if (!reached(plan, "dd")) return done
  expectOk(await startDd(crew.as("manager", plan.outlet), { id: done.id }))
  done.visitId = await visit(crew, plan, done.id)
  if (!reached(plan, "review")) return done
  await finishDd(crew, plan, done.id)
  if (!reached(plan, "submitted")) return done
  const approvalId = await review(crew, plan, done.id)
  if (!reached(plan, "approved")) return done
  await crew.approve(approvalId, plan.outlet)
  if (!reached(plan, "signed")) return done
  await sign(crew, plan, done.id)
  if (!reached(plan, "available")) return done
  await secure(crew, done.id)
  for (const amount of plan.draws ?? []) done.drawIds.push(await draw(crew, plan, done.id, amount))
  return done
}

/** A small maker's books: the need by formula comes to some ten millions with them. */
const books = (sales: number) => ({
  sales: `${sales}.00`,
  cost: `${Math.round(sales * 0.75)}.00`,
  profit: `${Math.round(sales * 0.12)}.00`,
  assets: `${Math.round(sales * 0.9)}.00`,
  liabilities: `${Math.round(sales * 0.5)}.00`,
  equity: `${Math.round(sales * 0.9) - Math.round(sales * 0.5)}.00`,
  cash: `${Math.round(sales * 0.05)}.00`,
  balances: {
    inventory: `${Math.round(sales * 0.125)}.00`,
    receivable: `${Math.round(sales * 0.2)}.00`,
    payable: `${Math.round(sales * 0.09)}.00`,
    prepaid: `${Math.round(sales * 0.02)}.00`,
    advance: `${Math.round(sales * 0.02)}.00`,
  },
})

async function accept(crew: Crew, plan: Going): Promise<string> {
  const manager = () => crew.as("manager", plan.outlet)
  const { id } = expectOk(
    await acceptCase(manager(), {
      partyId: plan.partyId,
      product: plan.product,
      amount: money(plan.amount),
      termMonths: plan.months,
      purpose: plan.product === "project" ? "新建智能化生产线" : "采购原辅材料与支付加工费",
      repaymentSource: "销售回款与经营现金流",
      method: plan.method,
      everyMonths: plan.every,
      guarantee: plan.guarantee,
      guarantor: plan.guarantee === "guarantor" ? "示例融资担保有限公司" : "",
      isNewClient: false,
      projectTag: plan.tag ?? null,
      permitValidTo: null,
    }),
  )
  const sales = 120_000_000
  const year = Number((await crew.today()).slice(0, 4))
  expectOk(await addStatement(manager(), { id, period: String(year - 2), items: books(sales * 0.9), note: "" }))
  expectOk(await addStatement(manager(), { id, period: String(year - 1), items: books(sales), note: "" }))
  if (plan.product === "project") await aboutProject(crew, plan, id)
  else await aboutNeed(crew, plan, id, sales)
  if (plan.product !== "working_capital") {
    const cover = { id, yearlyCash: "14200000.00", yearlyService: "10500000.00" }
    expectOk(await saveCover(manager(), cover))
  }
  return id
}

async function aboutNeed(crew: Crew, plan: Going, id: string, sales: number): Promise<void> {
  const need = {
    id,
    method: "formula" as const,
    sales: `${sales}.00`,
    margin: "0.12",
    growth: "0.10",
    days: { inventory: "60", receivable: "75", payable: "45", prepaid: "10", advance: "8" },
    fromStatements: false,
    seasonDays: 360,
    ownFunds: "8000000.00",
    existingLoans: "10000000.00",
    otherFunding: "2000000.00",
  }
  expectOk(await saveNeed(crew.as("manager", plan.outlet), need))
}

async function aboutProject(crew: Crew, plan: Going, id: string): Promise<void> {
  const manager = () => crew.as("manager", plan.outlet)
  // Four parts of five are borrowed at the most; a little more of the owners' own leaves room.
  const total = (BigInt(plan.amount) * 5n) / 4n + 1_000_000n
  const approvals = [
    { kind: "备案", number: "示例发改备〔2026〕12 号" },
    { kind: "环评", number: "示例环评〔2026〕8 号" },
  ]
  const project = { id, name: `${plan.firm.slice(3, 7)}二期项目`, industry: "other" as const, approvals }
  expectOk(await saveProject(manager(), { ...project, totalInvestment: money(String(total)) }))
  const paid = ((total / 5n) * 6n) / 10n
  const standing = { id, equityPaid: money(String(paid)), progressPct: "55", evidence: "验资报告与监理月报（示例）" }
  expectOk(await recordProgress(manager(), standing))
}

async function visit(crew: Crew, plan: Going, id: string): Promise<string> {
  const done = expectOk(
    await addVisit(crew.as("manager", plan.outlet), {
      id,
      kind: "dd",
      onSite: true,
      on: await crew.today(),
      place: "示范工业园生产车间",
      officerB: await crew.companion(plan.outlet),
      findings: "设备运转正常，存货与账面相符，查看了近三个月订单与出库单",
      taskId: null,
    }),
  )
  return done.id
}

async function finishDd(crew: Crew, plan: Going, id: string): Promise<void> {
  const manager = () => crew.as("manager", plan.outlet)
  if (plan.leg) {
    const appraisal = { valuedOn: await crew.today(), appraiser: "湘潭衡信评估（示例）", priorClaims: "0" }
    const leg = { ...plan.leg, value: money(plan.leg.value), location: "示范工业园", insuranceNo: "示例保单 2026-01" }
    expectOk(await addLeg(manager(), { id, ...leg, titleNo: plan.titleNo, ...appraisal }))
  }
  const answers = checkItems.map((item) => ({ item, result: "yes" as const, note: "" }))
  expectOk(await answerChecks(manager(), { id, answers }))
  const opinion = "经营稳定，用途真实，还款来源可靠，建议受理"
  expectOk(await submitDd(manager(), { id, opinion }))
}

async function review(crew: Crew, plan: Going, id: string): Promise<string> {
  expectOk(
    await reviewCase(crew.as("reviewer"), {
      id,
      amount: money(plan.amount),
      termMonths: plan.months,
      ratePct: plan.rate,
      guarantee: plan.guarantee,
      conditions: ["结算资金归行比例不低于 60%"],
      raiseFacts: [],
      opinion: "需求测算合理，担保足额，同意",
    }),
  )
  return expectOk(await submitApproval(crew.as("reviewer"), { id })).approvalId
}

async function sign(crew: Crew, plan: Going, id: string): Promise<void> {
  const manager = () => crew.as("manager", plan.outlet)
  const conditions = await manager()
    .db.selectFrom("corporate_condition")
    .select("id")
    .where("case_id", "=", id)
    .where("met_on", "is", null)
    .execute()
  for (const one of conditions)
    expectOk(await meetCondition(manager(), { id, conditionId: one.id, evidence: "结算承诺书（示例）" }))
  const guaranteeContractNo = plan.guarantee === "guarantor" ? "BZ-示例-001" : ""
  expectOk(await signCase(manager(), { id, guaranteeContractNo }))
}

async function secure(crew: Crew, id: string): Promise<void> {
  expectOk(await secureCase(crew.as("collateral"), { id }))
  await crew.settle()
  expectOk(await makeAvailable(crew.as("disbursement"), { id }))
}

export async function draw(crew: Crew, plan: Going, id: string, amount: string): Promise<string> {
  const manager = () => crew.as("manager", plan.outlet)
  const isEntrusted = BigInt(amount) > 10_000_000n
  const payees = isEntrusted
    ? [
        {
          name: "示例设备制造有限公司",
          bank: "示例银行",
          account: "6200000000000010",
          amount: money(amount),
          contractRef: "SB-2026-01",
          purpose: "设备款",
        },
      ]
    : []
  const asked = expectOk(
    await requestDraw(manager(), {
      id,
      amount: money(amount),
      mode: isEntrusted ? "entrusted" : "self",
      payees,
      bureauCheckedOn: await crew.today(),
      needConfirmed: true,
      papersLater: false,
    }),
  )
  if (plan.goal === "draw_waits") return asked.drawId
  const note = "合同、发票与提款条件核对无误"
  const desk = { id: asked.drawId, decision: "forward", note } as const
  const { approvalId } = expectOk(await checkDraw(crew.as("disbursement"), desk))
  await crew.approve(approvalId!, plan.outlet)
  if (plan.goal === "checked" && !("after" in plan && plan.after === "misused"))
    expectOk(await useCheck(manager(), { id: asked.drawId, result: "as_agreed", note: "核对合同、发票与入库单" }))
  return asked.drawId
}

/** A plain tile as a PNG of 64 by 48 points, so that a demo has pictures without a file beside it. */
export function blankPhoto(colour: number): Buffer {
  const [width, height] = [64, 48]
  const rgb = [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255]
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      for (let c = 0; c < 3; c += 1) rows[y * (width * 3 + 1) + 1 + x * 3 + c] = Math.min(255, rgb[c]! + ((x + y) % 16))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), ...parts])
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), body])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(body.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([size, named, sum])
}
