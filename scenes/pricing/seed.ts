// Fictional demo data through the real flows: packages taken up on the demo's first days and living through its months,
// one of them near its end, one that ended in silence, one whose firm chose standard prices, orders and a refund.
import { addPortalUser, permissionsOf } from "#kernel/access"
import { addDays } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { openParty, usccCheck } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import type { Demo } from "#kernel/scene"
import { openDeposit, receiveMoney } from "#products/deposit"
import { proposeChange, type Change } from "./flows/changing.ts"
import { giveConsent } from "./flows/consent.ts"
import { chargeOrder } from "./flows/counter.ts"
import { askRefund } from "./flows/refunding.ts"
import { subscribe } from "./flows/subscribing.ts"

interface Story {
  firm: string
  outlet: string
  day: number
  size: "micro" | "small" | "medium"
  package: "ONE_YUAN" | "TRIAL_FOUR" | "TRIAL_TWO"
  choice?: "standard" | "renew"
  /** Mobile of the firm's portal user. */
  phone?: string
}

const stories: Story[] = [
  { firm: "韶山市青禾文旅有限公司", outlet: "SS", day: 1, size: "micro", package: "TRIAL_TWO" },
  { firm: "湘潭县广济药材有限公司", outlet: "XTX", day: 1, size: "small", package: "TRIAL_TWO", choice: "standard" },
  { firm: "岳塘区明川物流有限公司", outlet: "YT", day: 1, size: "medium", package: "TRIAL_TWO", choice: "renew" },
  { firm: "湘乡市晨露茶业有限公司", outlet: "XX", day: 3, size: "small", package: "TRIAL_FOUR", phone: "13900000004" },
  { firm: "湘乡市拓新模具有限公司", outlet: "XX", day: 6, size: "small", package: "ONE_YUAN" },
  { firm: "雨湖区云杉软件有限公司", outlet: "YH", day: 20, size: "micro", package: "ONE_YUAN" },
  { firm: "白石镇谷雨农资有限公司", outlet: "BS", day: 48, size: "small", package: "ONE_YUAN" },
  { firm: "岳塘区锐进检测有限公司", outlet: "YT", day: 95, size: "small", package: "ONE_YUAN" },
]

export async function seed(demo: Demo): Promise<void> {
  await trialPackages(demo)
  const start = demo.today()
  for (const [number, story] of stories.entries())
    demo.plan(addDays(start, story.day), async () => play(demo, story, number + 1))
  demo.log(`服务价格：套餐 ${stories.length} 户`)
}

/** Shorter packages than a year, so that the demo sees their ends. */
async function trialPackages(demo: Demo): Promise<void> {
  for (const [code, termMonths, word] of [
    ["TRIAL_TWO", 2, "两个月"],
    ["TRIAL_FOUR", 4, "四个月"],
  ] as const) {
    const change: Change = {
      what: "package",
      code,
      zh: `电子渠道${word}体验包`,
      en: `Electronic channels, ${termMonths} months on trial`,
      price: "1.00",
      itemCodes: ["SMS_ALERT", "RECEIPT_SELF"],
      termMonths,
      newWithinDays: null,
      oncePerUscc: true,
      renewInto: "CARE_YEAR",
      from: demo.today(),
      to: null,
      docNo: "示例价〔2026〕3号",
      certainty: "assumption",
    }
    await demo.approve(expectOk(await proposeChange(demo.as("accountant"), change)).approvalId)
  }
}

async function play(demo: Demo, story: Story, number: number): Promise<void> {
  const clerk = () => demo.as("clerk", story.outlet)
  const partyId = expectOk(await openParty(clerk(), firmOf(story, number))).id
  const account = { partyId, outlet: story.outlet, title: story.firm, kind: "basic" as const }
  const { accountNo } = expectOk(await openDeposit(clerk(), account))
  const user = { partyId, name: "演财务经办", phone: story.phone ?? "" }
  if (story.phone) expectOk(await addPortalUser(demo.as("manager", story.outlet), user))
  const paid = { accountNo, amountFen: 45_000_000n, counterparty: "示例客户", memo: "货款" }
  expectOk(await receiveMoney(demo.as("accountant"), paid))
  const ask = { accountNo, packageCode: story.package, paperNo: `演协〔2026〕${String(number).padStart(3, "0")}号` }
  const { id } = expectOk(await subscribe(clerk(), ask))
  const start = demo.today()
  for (const [n, days] of [9, 33, 58, 84].entries()) {
    const amount = `${(number * 7_300 + n * 61_000) % 180_000}.00`
    const orderNo = `HK-${number}${n}`
    const order = { accountNo, itemCode: "TRANSFER_COUNTER", amount, quantity: 1, orderNo }
    demo.plan(addDays(start, days), async () => {
      const done = expectOk(await chargeOrder(clerk(), order))
      if (number === 3 && n === 1) await giveBack(demo, story, done.id)
    })
  }
  if (story.choice) demo.plan(addDays(start, 45), async () => choose(demo, { partyId, id, choice: story.choice! }))
}

/** Charged as a medium firm; its size turned out to be small. */
async function giveBack(demo: Demo, story: Story, chargeId: string): Promise<void> {
  const reason = "企业规模复核为小型，按九折退差"
  const ask = { chargeId, kind: "overcharged" as const, amountFen: 100n, reason }
  await demo.approve(expectOk(await askRefund(demo.as("clerk", story.outlet), ask)).approvalId, story.outlet)
}

/** In the portal, as the firm itself. */
async function choose(demo: Demo, word: { partyId: string; id: string; choice: "standard" | "renew" }): Promise<void> {
  const firm: Ctx = {
    ...demo.system,
    actor: {
      kind: "portal",
      id: `demo-${word.partyId}`,
      name: "演企业财务",
      personId: `portal:${word.partyId}`,
      roles: ["firm"],
      permissions: permissionsOf(demo.system.house, ["firm"]),
      outlet: null,
      scope: [],
      partyId: word.partyId,
    },
  }
  expectOk(await giveConsent(firm, { id: word.id, choice: word.choice }))
}

/** Made-up particulars with a code whose check character is right. */
function firmOf(story: Story, number: number) {
  const body = `91430300MA5F${String(number).padStart(5, "0")}`
  const uscc = body + usccCheck(body)
  return {
    kind: "firm" as const,
    name: story.firm,
    outlet: story.outlet,
    uscc,
    industry: "现代服务",
    size: story.size,
    address: `示范产业园 ${number} 号`,
    contacts: [{ name: "演会计", duty: "财务负责人", phone: `199002${String(number).padStart(5, "0")}` }],
    licences: [{ kind: "营业执照", number: uscc, issuer: "示例市场监督管理局", issuedOn: "2026-01-15" }],
  }
}
