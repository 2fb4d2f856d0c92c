// Fictional demo data through the real flows: a dozen company loans of the three kinds, each taken to another step of its
// life over the demo's months. The steps are shared with the scene's own tests. Nobody here exists.
import { randomUUID } from "node:crypto"
import { attachFile } from "#kernel/document"
import type { Ctx } from "#kernel/flow"
import { openParty, usccCheck } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import type { Demo } from "#kernel/scene"
import { addDays } from "#contract/products/loan"
import { openDeposit, sendMoney } from "#products/deposit"
import { doCollection, proveDelivery } from "./flows/collecting.ts"
import { useCheck } from "./flows/running.ts"
import { raiseWarning } from "./flows/warning-acts.ts"
import { blankPhoto, steps, type Crew, type Plan } from "./seed-steps.ts"

interface Story extends Plan {
  outlet: string
  /** Days after the demo's first day. */
  day: number
  after?: "unpaid" | "warned" | "misused" | "collected"
}

const plants = { class: "plant", title: "生产厂房", value: "24000000" } as const
const base = { rate: "3.45", months: 12, guarantee: "full_mortgage", method: "interest_only", every: 1 } as const

const stories: Story[] = [
  {
    ...base,
    firm: "湘潭县云帆智能装备有限公司",
    outlet: "XTX",
    day: 2,
    product: "project",
    amount: "32000000",
    months: 60,
    method: "equal_principal",
    every: 3,
    rate: "3.90",
    leg: { ...plants, value: "60000000" },
    goal: "drawn",
    tag: "EXPAND",
    draws: ["12000000", "4000000"],
  },
  {
    ...base,
    firm: "湘乡市润禾包装材料有限公司",
    outlet: "XX",
    day: 3,
    product: "working_capital",
    amount: "9000000",
    leg: plants,
    goal: "checked",
    draws: ["6000000"],
  },
  {
    ...base,
    firm: "岳塘区启衡轴承有限公司",
    outlet: "YT",
    day: 4,
    product: "working_capital",
    amount: "4000000",
    months: 3,
    leg: { ...plants, value: "9000000" },
    goal: "checked",
    draws: ["4000000"],
    after: "unpaid",
  },
  {
    ...base,
    firm: "雨湖区嘉木家居有限公司",
    outlet: "YH",
    day: 6,
    product: "medium_working_capital",
    amount: "8000000",
    months: 36,
    method: "equal_principal",
    every: 6,
    rate: "3.80",
    leg: plants,
    goal: "checked",
    draws: ["8000000"],
  },
  {
    ...base,
    firm: "韶山市晨曦食品有限公司",
    outlet: "SS",
    day: 8,
    product: "working_capital",
    amount: "3000000",
    guarantee: "guarantor",
    goal: "checked",
    draws: ["3000000"],
    after: "misused",
  },
  {
    ...base,
    firm: "白石镇远山农机有限公司",
    outlet: "BS",
    day: 10,
    product: "working_capital",
    amount: "2000000",
    months: 1,
    leg: { ...plants, value: "5000000" },
    goal: "checked",
    draws: ["2000000"],
    after: "collected",
  },
  {
    ...base,
    firm: "湘潭县新竹造纸有限公司",
    outlet: "XTX",
    day: 60,
    product: "medium_working_capital",
    amount: "9000000",
    months: 24,
    method: "equal_instalment",
    every: 1,
    rate: "3.85",
    leg: plants,
    goal: "checked",
    draws: ["9000000"],
    after: "warned",
  },
  {
    ...base,
    firm: "湘乡市博远陶瓷有限公司",
    outlet: "XX",
    day: 96,
    product: "project",
    amount: "24000000",
    months: 48,
    method: "equal_principal",
    every: 3,
    rate: "3.95",
    leg: { ...plants, value: "50000000" },
    goal: "available",
  },
  {
    ...base,
    firm: "岳塘区清源水务设备有限公司",
    outlet: "YT",
    day: 100,
    product: "working_capital",
    amount: "6000000",
    leg: plants,
    goal: "draw_waits",
    draws: ["6000000"],
  },
  {
    ...base,
    firm: "雨湖区同舟物流有限公司",
    outlet: "YH",
    day: 104,
    product: "working_capital",
    amount: "5000000",
    leg: plants,
    goal: "signed",
  },
  {
    ...base,
    firm: "韶山市泰合服饰有限公司",
    outlet: "SS",
    day: 106,
    product: "working_capital",
    amount: "4500000",
    leg: plants,
    goal: "approved",
  },
  {
    ...base,
    firm: "白石镇金穗米业有限公司",
    outlet: "BS",
    day: 110,
    product: "medium_working_capital",
    amount: "7000000",
    months: 24,
    method: "equal_principal",
    every: 6,
    leg: plants,
    goal: "submitted",
  },
  {
    ...base,
    firm: "湘潭县鸿图数控有限公司",
    outlet: "XTX",
    day: 113,
    product: "working_capital",
    amount: "8000000",
    leg: plants,
    goal: "review",
  },
  {
    ...base,
    firm: "湘乡市海棠日化有限公司",
    outlet: "XX",
    day: 115,
    product: "working_capital",
    amount: "3500000",
    leg: plants,
    goal: "dd",
  },
  {
    ...base,
    firm: "岳塘区星火电气有限公司",
    outlet: "YT",
    day: 117,
    product: "project",
    amount: "18000000",
    months: 60,
    method: "equal_principal",
    every: 3,
    goal: "accepted",
  },
]

export async function seed(demo: Demo): Promise<void> {
  const start = demo.today()
  const crew = crewOf(demo)
  for (const [at, story] of stories.entries())
    demo.plan(addDays(start, story.day), () => play(demo, crew, story, at + 1))
  demo.log(`公司贷款 ${stories.length} 笔`)
}

function crewOf(demo: Demo): Crew {
  return {
    as: demo.as,
    settle: demo.settle,
    today: async () => demo.today(),
    companion: async (outlet) => {
      const clerk = await demo.system.db
        .selectFrom("staff")
        .select("id")
        .where("outlet", "=", outlet)
        .where("staff_no", "like", "C%")
        .executeTakeFirstOrThrow()
      return clerk.id
    },
    approve: demo.approve,
  }
}

async function play(demo: Demo, crew: Crew, story: Story, number: number): Promise<void> {
  const manager = () => demo.as("manager", story.outlet)
  const { id: partyId } = expectOk(await openParty(manager(), firmOf(story, number)))
  const { accountNo } = expectOk(await openDeposit(manager(), { partyId, outlet: story.outlet, title: story.firm }))
  const done = await steps(crew, { ...story, partyId, titleNo: `示例不动产权第${8000 + number}号` })
  if (done.visitId) await photos(manager(), done.visitId)
  if (!story.after) return
  await later(demo, story, done.id, { accountNo, day: story.day })
}

/** A picture or two for the wall, plain tiles that stand for real ones. */
async function photos(ctx: Ctx, visitId: string): Promise<void> {
  for (const [kind, title, colour] of [
    ["plant", "车间全景（示例）", 0x4b7bec],
    ["stock", "原料仓库（示例）", 0x8854d0],
    ["people", "双人在场（示例）", 0x20bf6b],
  ] as const) {
    const file = { name: `${title}.png`, mediaType: "image/png", content: blankPhoto(colour) }
    expectOk(await attachFile(ctx, { owner: "corporate-visit", ownerId: visitId, kind, title, file }))
  }
}

/** What became of the loans that did not go well. */
async function later(demo: Demo, story: Story, id: string, at: { accountNo: string; day: number }): Promise<void> {
  const start = demo.today()
  if (story.after === "warned") {
    const warning = { id, signal: "SALES_DROP", source: "三季度报表", note: "销售收入同比下降 33%" } as const
    return demo.plan(addDays(start, 40), async () => void expectOk(await raiseWarning(demo.as("risk"), warning)))
  }
  if (story.after === "misused") {
    const draw = await demo.system.db
      .selectFrom("corporate_draw")
      .select("id")
      .where("case_id", "=", id)
      .executeTakeFirstOrThrow()
    return demo.plan(addDays(start, 12), async () => {
      const note = "部分资金转入关联方理财账户"
      expectOk(await useCheck(demo.as("manager", story.outlet), { id: draw.id, result: "misused", note }))
    })
  }
  // The money is spent, and nothing comes in before it is due.
  const left = {
    accountNo: at.accountNo,
    // What is left pays some months' interest; who is to be collected from has nothing left at all.
    amountFen: BigInt(story.draws![0]!) * (story.after === "unpaid" ? 95n : 100n),
    counterparty: "示例供应商",
    memo: "货款",
  }
  expectOk(await sendMoney(demo.as("accountant"), left))
  if (story.after === "collected") planCollection(demo, story, id, start)
}

/** Due after a month; each letter goes out by courier with its receipt, then the hand-over on day 91. */
function planCollection(demo: Demo, story: Story, id: string, start: string): void {
  const manager = () => demo.as("manager", story.outlet)
  const work = async () => {
    const open = await demo.system.db
      .selectFrom("corporate_collection")
      .select(["id", "step"])
      .where("case_id", "=", id)
      .where("done_on", "is", null)
      .orderBy("due_on")
      .execute()
    for (const one of open.filter((step) => step.step !== "HAND-OVER")) {
      const way = one.step === "CALL" ? ("phone" as const) : ("courier" as const)
      const note = one.step === "CALL" ? "财务负责人承诺月底前付款" : "EMS 寄送注册地址并抄送保证人"
      expectOk(await doCollection(manager(), { id: one.id, way, note }))
      if (way === "courier") {
        const proof = { id: one.id, deliveredOn: demo.today(), proofNo: `EMS${randomUUID().slice(0, 8).toUpperCase()}` }
        expectOk(await proveDelivery(manager(), proof))
      }
    }
  }
  for (const day of [36, 42, 64]) demo.plan(addDays(start, day), work)
}

/** Made-up particulars with a code whose check character is right. */
function firmOf(story: Story, number: number) {
  const body = `91430300MA7C${String(number).padStart(5, "0")}`
  const uscc = body + usccCheck(body)
  return {
    kind: "firm" as const,
    name: story.firm,
    outlet: story.outlet,
    uscc,
    industry: story.industry ?? "通用设备",
    size: "small" as const,
    address: `示范工业园 ${100 + number} 号`,
    contacts: [{ name: "演财务", duty: "财务负责人", phone: `199001${String(number).padStart(5, "0")}` }],
    licences: [{ kind: "营业执照", number: uscc, issuer: "示例市场监督管理局", issuedOn: "2018-06-01" }],
  }
}
