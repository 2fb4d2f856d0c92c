// Fictional demo data through the real flows: the story's firm with a double mortgage, then cases at every stage across
// the outlets, with months of history by real day ends. Registries are the sandbox's; nobody here exists.
import { addPortalUser, permissionsOf } from "#kernel/access"
import { addDays } from "#contract/products/loan"
import type { Ctx } from "#kernel/flow"
import { openParty, usccCheck } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import type { Demo } from "#kernel/scene"
import { openDeposit, receiveMoney, sendMoney } from "#products/deposit"
import { disburseCase } from "./flows/disbursing.ts"
import { registerCase, releaseCase } from "./flows/registering.ts"
import { signByFirm, signContract } from "./flows/signing.ts"
import { reviewCase, submitApproval } from "./flows/deciding.ts"
import { reportEvent } from "./flows/events.ts"
import { applyCase, checkEnvironment, openCase, withdrawCase } from "./flows/intake.ts"
import { addCollateralLeg, addRightLeg } from "./flows/package.ts"
import { publishPrices } from "./flows/prices.ts"
import { addPermit, addRight } from "./flows/rights.ts"
import { closeDisposal, declareDefault, firstCheck, repayCase, startDisposal } from "./flows/running.ts"
import { valueCase } from "./flows/valuing.ts"

/** How far a case is taken. */
type Goal =
  | "lead"
  | "applied"
  | "env_hold"
  | "rejected"
  | "withdrawn"
  | "env_checked"
  | "valued"
  | "reviewed"
  | "approved"
  | "contracted"
  | "registered"
  | "pay_out_waits"
  | "disbursed"
  | "monitored"
  | "default"
  | "disposed"
  | "released"
  | "unpaid"

interface Plan {
  mark: string
  outlet: string
  goal: Goal
  /** Days after the demo's first day. */
  day: number
  so2: number
  nox: number
  /** Yuan; 0 = no second leg. */
  plant: number
  yuan: number
  permitYears?: number
  /** For what soon ends: days from the opening of the case, and a term that keeps within them. */
  permitDays?: number
  rightDays?: number
  months?: number
  /** Mobile of the person who signs in to the portal for this firm. */
  phone?: string
  tag?: "TECH" | "DIGITAL" | "GREEN" | "EXPAND"
}

const plan = (
  mark: string,
  outlet: string,
  goal: Goal,
  day: number,
  so2: number,
  nox: number,
  plant: number,
  wan: number,
  more: Partial<Plan> = {},
): Plan => ({
  mark,
  outlet,
  goal,
  day,
  so2,
  nox,
  plant,
  yuan: wan * 10_000,
  ...more,
})

const plans: Plan[] = [
  plan("湘乡市明澈再生玻璃有限公司", "XX", "monitored", 2, 60, 120, 8_000_000, 600, {
    tag: "EXPAND",
    phone: "13900000001",
  }),
  plan("湘潭县禾溪化工有限公司", "XTX", "released", 3, 40, 60, 3_000_000, 180),
  plan("岳塘区远钧冶金材料有限公司", "YT", "disposed", 4, 60, 90, 0, 190),
  plan("雨湖区星屿纸业有限公司", "YH", "monitored", 8, 30, 50, 4_000_000, 260, { permitYears: 1, tag: "GREEN" }),
  plan("白石镇松涧机电有限公司", "BS", "unpaid", 12, 20, 40, 1_500_000, 100),
  plan("韶山市泽川建材有限公司", "SS", "monitored", 20, 50, 110, 0, 210, { permitDays: 155, months: 5 }),
  plan("湘乡市霁野纺织有限公司", "XX", "disbursed", 100, 30, 30, 2_000_000, 150, { tag: "TECH" }),
  plan("湘潭县丰穗食品有限公司", "XTX", "monitored", 40, 35, 45, 2_400_000, 140, { rightDays: 105, months: 3 }),
  plan("岳塘区朗月化工有限公司", "YT", "default", 30, 45, 70, 0, 130),
  plan("雨湖区青峦建材有限公司", "YH", "monitored", 60, 25, 35, 3_000_000, 200, {
    tag: "DIGITAL",
    permitDays: 140,
    months: 4,
  }),
  plan("白石镇恒川纸业有限公司", "BS", "withdrawn", 70, 20, 20, 0, 60),
  plan("韶山市柏舟化工有限公司", "SS", "rejected", 80, 60, 60, 0, 120),
  plan("湘乡市和沛冶金材料有限公司", "XX", "env_hold", 100, 40, 40, 1_800_000, 140),
  plan("湘潭县知远机电有限公司", "XTX", "registered", 104, 40, 60, 2_600_000, 220),
  plan("岳塘区景行建材有限公司", "YT", "pay_out_waits", 104, 38, 58, 2_200_000, 200),
  plan("雨湖区若谷化工有限公司", "YH", "approved", 108, 50, 80, 0, 170, { phone: "13900000002" }),
  plan("白石镇清岚食品有限公司", "BS", "reviewed", 110, 30, 50, 2_000_000, 190),
  plan("韶山市云澜冶金材料有限公司", "SS", "reviewed", 111, 60, 100, 9_000_000, 680, { tag: "EXPAND" }),
  plan("湘乡市星屿化工有限公司", "XX", "valued", 113, 45, 65, 2_500_000, 230),
  plan("湘潭县松涧纸业有限公司", "XTX", "valued", 114, 28, 40, 0, 90),
  plan("岳塘区泽川纺织有限公司", "YT", "env_checked", 115, 22, 30, 1_200_000, 100),
  plan("雨湖区霁野食品有限公司", "YH", "applied", 117, 24, 36, 1_600_000, 120),
  plan("白石镇丰穗建材有限公司", "BS", "applied", 118, 30, 30, 0, 80),
  plan("韶山市朗月机电有限公司", "SS", "lead", 118, 20, 30, 0, 70),
  plan("湘乡市青峦食品有限公司", "XX", "contracted", 116, 33, 44, 1_900_000, 170, { phone: "13900000003" }),
]

const order: Goal[] = [
  "lead",
  "applied",
  "env_checked",
  "valued",
  "reviewed",
  "approved",
  "contracted",
  "registered",
  "pay_out_waits",
  "disbursed",
  "monitored",
]
const early = new Set<Goal>(["env_hold", "rejected", "withdrawn"])
const rank = (goal: Goal): number =>
  early.has(goal) ? 1 : order.includes(goal) ? order.indexOf(goal) : order.length - 1

export async function seed(demo: Demo): Promise<void> {
  const start = demo.today()
  await firstPrices(demo, addDays(start, -400))
  for (const [index, one] of plans.toSorted((a, b) => a.day - b.day).entries()) {
    await demo.advanceTo(addDays(start, one.day))
    await play(demo, one, index + 1)
  }
  await laterPrices(demo)
  demo.log(`排污权贷款 ${plans.length} 笔`)
}

async function firstPrices(demo: Demo, from: string): Promise<void> {
  const trade = { COD: "20000", NH3N: "40000", SO2: "15000", NOX: "25000", PB: "500", CD: "600", AS: "500" } as const
  const fee = { COD: "230", NH3N: "260", SO2: "200", NOX: "200", PB: "10", CD: "30", AS: "13" } as const
  const rows = (list: Record<string, string>, kind: "BASE_PRICE" | "USE_FEE") =>
    Object.entries(list).map(([pollutant, price]) => ({ pollutant: pollutant as "SO2", kind, price }))
  const docNo = "株发改发〔2016〕210号（历史价格，示例用）"
  expectOk(
    await publishPrices(demo.as("collateral"), {
      docNo,
      region: "湘潭",
      from,
      certainty: "assumption",
      prices: [...rows(trade, "BASE_PRICE"), ...rows(fee, "USE_FEE")],
    }),
  )
  const pilot = [
    { pollutant: "SO2", kind: "USE_FEE", price: "144" },
    { pollutant: "COD", kind: "USE_FEE", price: "168" },
  ] as const
  expectOk(
    await publishPrices(demo.as("collateral"), {
      docNo: "湘价费〔2011〕101号",
      region: "湘潭试点",
      from: "2011-08-24",
      certainty: "fact",
      prices: [...pilot],
    }),
  )
}

/** A fall of a fifth puts the thinly covered single rights into margin call. */
async function laterPrices(demo: Demo): Promise<void> {
  expectOk(
    await publishPrices(demo.as("collateral"), {
      docNo: "示例交易公告第 7 号",
      region: "湘潭",
      from: demo.today(),
      certainty: "assumption",
      prices: [
        { pollutant: "SO2", kind: "MARKET_AVG", price: "12000" },
        { pollutant: "NOX", kind: "MARKET_AVG", price: "20000" },
      ],
    }),
  )
}

async function play(demo: Demo, one: Plan, number: number): Promise<void> {
  const manager = () => demo.as("manager", one.outlet)
  const { id, accountNo } = await prepare(demo, one, number)
  const goal = rank(one.goal)
  if (goal < 1) return
  const amount = `${one.yuan}.00`
  expectOk(
    await applyCase(manager(), {
      id,
      amount,
      termMonths: one.months ?? 12,
      purpose: "采购原辅材料与技改周转",
      method: "interest_only",
      projectTag: one.tag ?? null,
      need: null,
      consentLetter: false,
    }),
  )
  if (one.goal === "withdrawn") return void expectOk(await withdrawCase(manager(), { id, reason: "企业改用自有资金" }))
  if (goal < 2 && !early.has(one.goal)) return
  expectOk(
    await checkEnvironment(manager(), {
      id,
      emissions: [
        { pollutant: "SO2", emitted: String(one.goal === "rejected" ? one.so2 + 1 : one.so2 - 5), unit: "t" },
      ],
      publicFacility: false,
      reductionTaskUnmet: false,
      majorAccidentWithin3Years: false,
      useFeeUnpaid: one.goal === "env_hold",
      environmentalCredit: "good",
      note: "",
    }),
  )
  if (early.has(one.goal) || goal < 3) return
  expectOk(await valueCase(demo.as("collateral"), { id, basis: "FULL", appraiser: "湘潭衡信评估（示例）" }))
  if (goal < 4) return
  expectOk(
    await reviewCase(demo.as("reviewer"), {
      id,
      amount,
      termMonths: one.months ?? 12,
      ratePct: "3.45",
      opinion: "用途真实，还款来源可靠，同意",
    }),
  )
  const { approvalId } = expectOk(await submitApproval(demo.as("reviewer"), { id }))
  if (goal < 5) return
  await demo.approve(approvalId, one.outlet)
  if (goal >= 6) await close(demo, one, id, accountNo, number)
}

async function close(demo: Demo, one: Plan, id: string, accountNo: string, number: number): Promise<void> {
  const goal = rank(one.goal)
  const amount = `${one.yuan}.00`
  if (one.phone) expectOk(await signByFirm(await firmOfCase(demo, id), { id }))
  else expectOk(await signContract(demo.as("manager", one.outlet), { id, paymentMode: "self" }))
  if (goal < 7) return
  expectOk(await registerCase(demo.as("collateral"), { id }))
  await demo.settle()
  if (goal < 8) return
  const payments =
    number === 1
      ? [{ name: "示例原料供应有限公司", bank: "示例银行", account: "6200000000000001", amount, purpose: "废玻璃原料" }]
      : []
  const paid = expectOk(await disburseCase(demo.as("disbursement"), { id, amount, payments }))
  if (goal < 9) return
  await demo.approve(paid.approvalId, one.outlet)
  await afterwards(demo, one, { id, accountNo, number })
}

/** The context of the firm's own user, as the portal's session would give it. */
async function firmOfCase(demo: Demo, id: string): Promise<Ctx> {
  const user = await demo.system.db
    .selectFrom("emission_case")
    .innerJoin("portal_user", "portal_user.party_id", "emission_case.party_id")
    .select(["portal_user.id", "portal_user.name", "portal_user.party_id"])
    .where("emission_case.id", "=", id)
    .executeTakeFirstOrThrow()
  const roles = ["firm"]
  const permissions = permissionsOf(demo.system.house, roles)
  const { party_id: partyId, name } = user
  return {
    ...demo.system,
    actor: {
      kind: "portal",
      id: user.id,
      name,
      personId: `portal:${user.id}`,
      roles,
      permissions,
      outlet: null,
      scope: [],
      partyId,
    },
  }
}

/** What became of the loans that were paid out. */
async function afterwards(
  demo: Demo,
  one: Plan,
  { id, accountNo, number }: { id: string; accountNo: string; number: number },
): Promise<void> {
  const manager = () => demo.as("manager", one.outlet)
  if (one.goal === "disbursed") return
  expectOk(await firstCheck(manager(), { id, used: "as_agreed", note: "核对合同、发票与入库单" }))
  // Where the loan went straight to the supplier, sales must come in, or the instalments would fall overdue.
  if (number === 1) {
    const sales = { accountNo, amountFen: 150_000_000n, counterparty: "示例玻璃贸易公司", memo: "销售回款" }
    expectOk(await receiveMoney(demo.as("accountant"), sales))
  }
  if (one.goal === "unpaid") {
    const money = { accountNo, amountFen: BigInt(one.yuan) * 100n, counterparty: "示例供应商", memo: "货款" }
    expectOk(await sendMoney(demo.as("accountant"), money))
  }
  if (one.goal === "released") {
    expectOk(await repayCase(manager(), { id, amount: "payoff", choice: "keep_term" }))
    expectOk(await releaseCase(demo.as("collateral"), { id }))
    await demo.settle()
  }
  if (one.goal !== "default" && one.goal !== "disposed") return
  expectOk(await reportEvent(demo.as("risk"), { id, kind: "PLANT_SHUT", source: "现场检查", note: "生产线停产" }))
  expectOk(await declareDefault(demo.as("risk"), { id, reason: "停产且拒绝沟通" }))
  if (one.goal === "default") return
  expectOk(await startDisposal(demo.as("risk"), { id, way: "buy_back", plan: "先由储备机构收储，不足部分公开拍卖" }))
  expectOk(await closeDisposal(demo.as("risk"), { id, proceeds: "2100000.00", costs: "63000.00", note: "" }))
}

/** Made-up particulars with a code whose check character is right, so that every check of the platform applies. */
function firmOf(one: Plan, number: number) {
  const body = `91430300MA4D${String(number).padStart(5, "0")}`
  const uscc = body + usccCheck(body)
  return {
    kind: "firm" as const,
    name: one.mark,
    outlet: one.outlet,
    uscc,
    industry: "制造业",
    size: "small" as const,
    address: `示范工业园 ${number} 号`,
    contacts: [{ name: "演厂长", duty: "法定代表人", phone: `1380000${String(number).padStart(4, "0")}` }],
    licences: [{ kind: "营业执照", number: uscc, issuer: "示例市场监督管理局", issuedOn: "2019-03-01" }],
  }
}

/** The firm, its account, permit and rights, and a case with its package. */
async function prepare(demo: Demo, one: Plan, number: number): Promise<{ id: string; accountNo: string }> {
  const manager = () => demo.as("manager", one.outlet)
  const { id: partyId } = expectOk(await openParty(manager(), firmOf(one, number)))
  const { accountNo } = expectOk(await openDeposit(manager(), { partyId, outlet: one.outlet, title: one.mark }))
  if (one.phone) expectOk(await addPortalUser(manager(), { partyId, name: "演企业经办", phone: one.phone }))
  const today = demo.today()
  const serial = String(number).padStart(4, "0")
  const permit = expectOk(
    await addPermit(manager(), {
      partyId,
      permitNo: `PWXK-2026-${serial}`,
      issuer: "示例生态环境局",
      issuedOn: addDays(today, -365),
      validTo: addDays(today, one.permitDays ?? 365 * (one.permitYears ?? 3) + 40),
      limits: [
        { pollutant: "SO2", quantity: String(one.so2), unit: "t" },
        { pollutant: "NOX", quantity: String(one.nox), unit: "t" },
      ],
    }),
  )
  const opened = expectOk(
    await openCase(manager(), { partyId, packageType: one.plant > 0 ? "DOUBLE" : "SINGLE", note: "" }),
  )
  for (const [pollutant, quantity] of [
    ["SO2", one.so2],
    ["NOX", one.nox],
  ] as const) {
    const right = expectOk(
      await addRight(manager(), {
        permitId: permit.id,
        rightNo: `PWQ-${serial}-${pollutant}`,
        pollutant,
        quantity: String(quantity),
        unit: "t",
        acquisition: "MARKET",
        acquiredOn: addDays(today, -300),
        validTo: addDays(today, one.rightDays ?? 365 * 4 + 60),
        feePaidTo: null,
        committed: "0",
      }),
    )
    expectOk(
      await addRightLeg(manager(), { id: opened.id, rightId: right.id, quantity: String(quantity), priorClaims: "0" }),
    )
  }
  if (one.plant > 0) {
    expectOk(
      await addCollateralLeg(manager(), {
        id: opened.id,
        class: "plant",
        title: "生产厂房",
        titleNo: `示例权证第${serial}号`,
        location: "示范工业园",
        value: `${one.plant}.00`,
        valuedOn: today,
        appraiser: "湘潭衡信评估（示例）",
        priorClaims: "0",
        insuranceNo: "",
      }),
    )
  }
  return { id: opened.id, accountNo }
}
