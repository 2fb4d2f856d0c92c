// Fictional demo data through the real flows, on notes that other scenes of the demo paid out: a renewal, an extension, a
// firm watched after restructuring, one whose clock a miss restarted, one declined, one just asked by the firm itself.
import { addPortalUser, permissionsOf } from "#kernel/access"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import type { Demo } from "#kernel/scene"
import { addDays } from "#contract/products/loan"
import { availableFen, sendMoney } from "#products/deposit"
import { recordExemption } from "./flows/carrying-out.ts"
import { soundCash, walk, type Crew, type Plan } from "./seed-steps.ts"

type Note = { loanNo: string; partyId: string; outlet: string; maturesOn: string; depositNo: string; amountFen: bigint }

interface Story {
  firm: string
  /** Days after the demo's first day. */
  day: number
  /** null where the note is not the one this story needs. */
  plan(note: Note): Partial<Plan> & Pick<Plan, "goal" | "words" | "wish">
  after?(demo: Demo, note: Note, caseId: string): Promise<void>
}

const strained = { inflow: "4200000.00", outflow: "3500000.00", service: "900000.00", serviceAfter: "600000.00" }
const hopeless = { inflow: "900000.00", outflow: "1400000.00", service: "2100000.00", serviceAfter: "2100000.00" }
const yuanOf = (fen: bigint): string => `${fen / 100n}.00`

const stories: Story[] = [
  {
    firm: "岳塘区启衡轴承有限公司",
    day: 30,
    plan: (note) => ({
      goal: "effective",
      words: "主要客户停产检修，三季度订单减少四成，月末回款不足",
      wish: "extend",
      cash: strained,
      answers: { stable: "no" },
      proposal: { tool: "RESTRUCTURE", measure: "extend", untilOn: addDays(note.maturesOn, 85) },
    }),
    after: async (demo, note) => {
      // One payment is made; then the account is spent and the next one is missed.
      demo.plan(addDays(demo.today(), 30), async () => {
        const left = await availableFen(ledgerOf(demo), note.depositNo)
        const spent = { accountNo: note.depositNo, amountFen: left, counterparty: "示例供应商", memo: "货款" }
        if (left > 0n) expectOk(await sendMoney(demo.as("accountant"), spent))
      })
    },
  },
  {
    firm: "雨湖区嘉木家居有限公司",
    day: 64,
    plan: () => ({
      goal: "effective",
      words: "出口订单延后，原料库存占用资金，利息负担较重",
      wish: "restructure",
      cash: strained,
      answers: { stable: "no", borrowsElsewhere: "no" },
      guarantor: "演示融资担保有限公司",
      proposal: { tool: "RESTRUCTURE", measure: "rate", ratePct: "3.30" },
    }),
    after: async (demo, _note, caseId) => {
      const duties = "到厂走访两次，测算现金流并取得担保人书面同意，按权限报审贷会"
      expectOk(await recordExemption(demo.as("risk"), { id: caseId, duties, result: "尽职履责，符合免责条件" }))
    },
  },
  {
    firm: "白石镇远山农机有限公司",
    day: 66,
    plan: () => ({
      goal: "decided",
      words: "销售停滞，暂无回款来源，希望重新安排全部还款",
      wish: "restructure",
      cash: hopeless,
      answers: { stable: "no", goodCredit: "no", meetsStandard: "no" },
      proposal: { tool: "DECLINE", opinion: "让步后现金流仍为负，没有可行的还款安排，转入清收" },
    }),
  },
  {
    firm: "湘乡市润禾包装材料有限公司",
    day: 90,
    plan: (note) => ({
      goal: "effective",
      words: "食品客户账期从 60 天拉长到 120 天，年底前资金紧张",
      wish: "renew",
      proposal: {
        tool: "RENEW",
        amount: yuanOf(note.amountFen),
        termMonths: 12,
        ratePct: "3.35",
        method: "interest_only",
      },
    }),
  },
  {
    firm: "湘潭县丰穗食品有限公司",
    day: 110,
    plan: (note) => ({
      goal: "submitted",
      words: "春节备货集中付款，希望晚两个月到期",
      wish: "extend",
      answers: { meetsStandard: "no" },
      proposal: { tool: "EXTEND", untilOn: addDays(note.maturesOn, 60) },
    }),
  },
  {
    firm: "湘潭县新竹造纸有限公司",
    day: 112,
    plan: () => ({
      goal: "assessed",
      words: "纸价下跌，想把还款计划重新排一排",
      wish: "defer",
      cash: soundCash,
      answers: { otherConditions: "no" },
      proposal: { tool: "RESCHEDULE", deviation: "贷款剩余期限较长，重算分期即可，不必展期" },
    }),
  },
  {
    firm: "韶山市泽川建材有限公司",
    day: 116,
    plan: () => ({ goal: "contacted", words: "", wish: "unsure" }),
  },
  {
    firm: "湘乡市明澈再生玻璃有限公司",
    day: 118,
    plan: () => ({
      goal: "applied",
      words: "主要客户回款推迟两个月，订单还在，希望帮忙安排一下",
      wish: "unsure",
      byFirm: true,
    }),
  },
]

const ledgerOf = (demo: Demo) => ledgerOn(demo.system.db)

export async function seed(demo: Demo): Promise<void> {
  const start = demo.today()
  for (const story of stories) demo.plan(addDays(start, story.day), () => play(demo, story))
  demo.plan(addDays(start, 100), () => openPortal(demo))
  demo.log(`纾困业务 ${stories.length} 笔`)
}

/** A second borrower with the portal, for whoever wants to try asking. */
async function openPortal(demo: Demo): Promise<void> {
  const note = await noteOf(demo, "雨湖区星屿纸业有限公司")
  if (!note) return
  const user = { partyId: note.partyId, name: "演企业财务", phone: "13900000021" }
  expectOk(await addPortalUser(demo.as("manager", note.outlet), user))
}

/** Notes belong to other scenes of the demo: where a firm has none, its story is left out. */
async function noteOf(demo: Demo, firm: string): Promise<Note | null> {
  const row = await demo.system.db
    .selectFrom("loan")
    .innerJoin("party", "party.id", "loan.party_id")
    .select(["loan_no", "party_id", "loan.outlet", "matures_on", "deposit_no", "amount_fen"])
    .where("party.name", "=", firm)
    .where("loan.state", "=", "active")
    .executeTakeFirst()
  return row
    ? {
        loanNo: row.loan_no,
        partyId: row.party_id,
        outlet: row.outlet,
        maturesOn: row.matures_on,
        depositNo: row.deposit_no,
        amountFen: row.amount_fen,
      }
    : null
}

async function play(demo: Demo, story: Story): Promise<void> {
  const note = await noteOf(demo, story.firm)
  if (!note) return
  const signalled = await demo.system.db
    .selectFrom("relief_case")
    .select("id")
    .where("loan_no", "=", note.loanNo)
    .where("state", "=", "signalled")
    .executeTakeFirst()
  const { loanNo, partyId, outlet } = note
  const known = signalled ? { caseId: signalled.id } : {}
  const crew = await crewOf(demo, partyId)
  const { id } = await walk(crew, { loanNo, partyId, outlet, ...known, ...story.plan(note) })
  await story.after?.(demo, note, id)
}

async function crewOf(demo: Demo, partyId: string): Promise<Crew> {
  const firm = await firmOf(demo, partyId)
  return {
    as: demo.as,
    today: async () => demo.today(),
    ...(firm ? { portal: () => firm } : {}),
    approve: demo.approve,
  }
}

/** The context of the firm's own user, as the portal's session would give it; null where the firm has none. */
async function firmOf(demo: Demo, partyId: string): Promise<Ctx | null> {
  const user = await demo.system.db
    .selectFrom("portal_user")
    .select(["id", "name"])
    .where("party_id", "=", partyId)
    .executeTakeFirst()
  if (!user) return null
  const roles = ["firm"]
  const permissions = permissionsOf(demo.system.house, roles)
  const { id, name } = user
  const actor = {
    kind: "portal",
    id,
    name,
    personId: `portal:${id}`,
    roles,
    permissions,
    outlet: null,
    scope: [],
    partyId,
  } as const
  return { ...demo.system, actor }
}
