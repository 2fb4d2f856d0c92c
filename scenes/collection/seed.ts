// Two fictional organisations of the demo branch: a property manager and a school, with bills paid by every way, late, paid
// ahead, reduced, refunded, and a transfer nobody knows the owner of. Everything is made through the real flows.
import { addPortalUser } from "#kernel/access"
import { applyImport, checkImport, writeSheet } from "#kernel/excel"
import { openParty } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import type { Demo, DemoFamily } from "#kernel/scene"
import { openDeposit } from "#products/deposit"
import { askRefund, askRelief } from "./flows/changes.ts"
import { openOrg } from "./flows/org.ts"
import { addItem, type ItemInput } from "./items/items.ts"
import { takeCash } from "./flows/own.ts"
import { askPublish } from "./flows/publish.ts"
import { takeTransfer } from "./flows/transfer.ts"
import { billsImport } from "./imports.ts"

interface Org {
  partyId: string
  orgId: string
  outlet: string
}

interface Line {
  key: string
  name: string
  groupName: string
  phone: string
  itemCode: string
  period: string
  amount: string
  dueOn: string
  meterFrom?: string
  meterTo?: string
  unitPrice?: string
}

const property: Omit<ItemInput, "orgId"> = {
  code: "WYF",
  name: "物业费",
  kind: "fixed",
  allowPartial: true,
  minPartialFen: 10_000n,
  latePpm: 500,
  graceDays: 0,
  allocation: "late-first",
  receiptKind: "tax-invoice",
}
const tuition = {
  ...property,
  code: "XZF",
  name: "学杂费",
  allowPartial: false,
  latePpm: 0,
  receiptKind: "fiscal" as const,
}

/** One of each kind that is more than a fixed amount. */
const water = {
  ...{ ...property, code: "SF", name: "水费", kind: "metered" as const, meterUnit: "吨" },
  ...{ allowPartial: false, latePpm: 0 },
}
const boarding = { ...tuition, code: "ZSF", name: "住宿费", kind: "instalment" as const, parts: 2, partMonths: 3 }
const gift = { ...tuition, code: "JZ", name: "校园公益捐款", kind: "open" as const, minPartialFen: 1_000n }

export async function seed(demo: Demo): Promise<void> {
  const families = (demo.shared.get("families") ?? []) as DemoFamily[]
  const estate = await openStory(demo, {
    name: "雨湖区示例家园物业服务有限公司",
    kind: "firm",
    outlet: "YH",
    phone: "13900000041",
    items: [property, { ...property, code: "CWF", name: "车位费", latePpm: 0 }, water],
  })
  const school = await openStory(demo, {
    name: "湘乡市示例实验学校",
    kind: "school",
    outlet: "XX",
    phone: "13900000043",
    items: [tuition, { ...tuition, code: "CF", name: "餐费", allowPartial: true }, boarding, gift],
  })
  // A bill a month for each flat: the first are paid, late or let off by today, the last is not yet due.
  for (const days of [0, 30, 60, 95])
    demo.plan(dayAfter(demo.today(), days), async () => {
      await publish(demo, estate, flatsOf(families, demo.today()))
      demo.plan(dayAfter(demo.today(), 6), () => payFirst(demo, estate, days === 0))
      demo.plan(dayAfter(demo.today(), 18), () => payByTransfer(demo, estate, 6))
    })
  const pupils = families.map((family, at): Line => ({
    key: `2026${String(at + 1).padStart(4, "0")}`,
    name: family.childName,
    groupName: `${3 + (at % 3)} 年级一班`,
    phone: family.phone,
    itemCode: "XZF",
    period: "2026-秋",
    amount: "860.00",
    dueOn: dayAfter(demo.today(), 100),
  }))
  demo.plan(dayAfter(demo.today(), 60), () => publish(demo, school, pupils))
  demo.plan(dayAfter(demo.today(), 113), async () => {
    await publish(demo, estate, metersOf(families, demo.today()))
    await publish(
      demo,
      school,
      pupils.slice(0, 12).flatMap((pupil) => otherKinds(pupil, demo.today())),
    )
  })
  demo.plan(dayAfter(demo.today(), 85), () => payLate(demo, estate))
  demo.plan(dayAfter(demo.today(), 110), () => payByTransfer(demo, school, 4))
  demo.plan(dayAfter(demo.today(), 117), () => mistype(demo, estate))
  demo.log("收款云：2 家收费单位")
}

const flatsOf = (families: readonly DemoFamily[], today: string): Line[] =>
  Array.from({ length: 24 }, (_, at) => ({
    key: `${1 + (at % 3)}-${String(at + 1).padStart(3, "0")}`,
    name: families[at]?.guardianName ?? `演住户${at + 1}`,
    groupName: `${1 + (at % 3)} 栋`,
    phone: families[at]?.phone ?? "",
    itemCode: "WYF",
    period: today.slice(0, 7),
    amount: at % 4 === 0 ? "1860.00" : "1240.00",
    dueOn: dayAfter(today, 20),
  }))

/** Two months of water, the second reading going on from the first. */
const metersOf = (families: readonly DemoFamily[], today: string): Line[] =>
  flatsOf(families, today)
    .slice(0, 12)
    .flatMap((flat, at) =>
      [0, 1].map((month) => ({
        ...{ ...flat, itemCode: "SF", period: month === 0 ? `${today.slice(0, 7)} 上` : `${today.slice(0, 7)} 下` },
        ...{ amount: "", meterFrom: String(120 + at + month * 11), meterTo: String(131 + at + month * 11) },
        unitPrice: "2.85",
      })),
    )

const otherKinds = (pupil: Line, today: string): Line[] => [
  { ...pupil, itemCode: "ZSF", amount: "1200.00", dueOn: dayAfter(today, 25) },
  { ...pupil, itemCode: "JZ", period: today.slice(0, 4), amount: "500.00", dueOn: dayAfter(today, 40) },
]

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

interface Story {
  name: string
  kind: "firm" | "school"
  outlet: string
  phone: string
  items: Omit<ItemInput, "orgId">[]
}

async function openStory(demo: Demo, story: Story): Promise<Org> {
  const manager = demo.as("manager", story.outlet)
  const { name, kind, outlet } = story
  const { id: partyId } = expectOk(await openParty(manager, { kind, name, outlet }))
  const { accountNo } = expectOk(await openDeposit(demo.as("clerk", outlet), { partyId, outlet, title: name }))
  const asked = { partyId, settlementAccountNo: accountNo, feeBp: 38, codeRule: "loose" as const }
  const { id: orgId } = expectOk(await openOrg(manager, asked))
  const next = (phone: string) => String(BigInt(phone) + 1n)
  expectOk(await addPortalUser(manager, { partyId, name: "演收费经办", phone: story.phone, roles: ["org-cashier"] }))
  expectOk(
    await addPortalUser(manager, { partyId, name: "演收费复核", phone: next(story.phone), roles: ["org-reviewer"] }),
  )
  const reviewer = await demo.portal(partyId, "org-reviewer")
  for (const item of story.items) expectOk(await addItem(reviewer, { ...item, orgId }))
  return { partyId, orgId, outlet }
}

/** A file, its check, its drafts, the reviewer's word, the job. */
async function publish(demo: Demo, org: Org, lines: Line[]): Promise<void> {
  const columns = billsImport.columns.map((c) => ({ key: c.key, title: c.zh, required: c.required }))
  const content = await writeSheet("账单", columns, lines as unknown as Record<string, string>[])
  const cashier = await demo.portal(org.partyId, "org-cashier")
  const upload = { kind: billsImport.kind, fileName: `账单-${lines[0]!.period}.xlsx`, content }
  const { batchId } = expectOk(await checkImport(cashier, upload))
  expectOk(await applyImport(cashier, { batchId, goodOnly: false }))
  const batch = await demo.system.db
    .selectFrom("collection_batch")
    .select("id")
    .where("org_id", "=", org.orgId)
    .where("state", "=", "draft")
    .executeTakeFirstOrThrow()
  await demo.approve(expectOk(await askPublish(cashier, { batchId: batch.id })).approvalId)
  await demo.settle()
}

async function openBills(demo: Demo, org: Org, limit: number, from: "newest" | "oldest" = "newest") {
  return demo.system.db
    .selectFrom("collection_bill as b")
    .innerJoin("collection_payer as p", "p.id", "b.payer_id")
    .select(["b.bill_no", "b.principal_fen", "p.name", "p.code"])
    .where("b.org_id", "=", org.orgId)
    .where("b.state", "=", "published")
    .orderBy("b.bill_no", from === "newest" ? "desc" : "asc")
    .limit(limit)
    .execute()
}

async function payByTransfer(demo: Demo, org: Org, count: number): Promise<void> {
  const clerk = demo.as("clerk", org.outlet)
  for (const [at, bill] of (await openBills(demo, org, count)).entries())
    expectOk(
      await takeTransfer(clerk, {
        bankRef: `LZ${bill.bill_no}`,
        code: bill.code,
        payerName: at === 1 ? "演某某亲属" : bill.name,
        amountFen: bill.principal_fen,
        outlet: org.outlet,
      }),
    )
}

/** Cash at the counter and transfers; the first time also one of too much, and money that goes back. */
async function payFirst(demo: Demo, org: Org, isFirst: boolean): Promise<void> {
  const clerk = () => demo.as("clerk", org.outlet)
  for (const bill of await openBills(demo, org, 3))
    expectOk(await takeCash(clerk(), { billNo: bill.bill_no, amountFen: bill.principal_fen, payerName: bill.name }))
  await payByTransfer(demo, org, 7)
  if (!isFirst) return
  const [bill] = await openBills(demo, org, 1)
  const { code, name } = bill!
  const transfer = { outlet: org.outlet, payerName: name }
  const amountFen = bill!.principal_fen + 20_000n
  expectOk(await takeTransfer(clerk(), { ...transfer, bankRef: "LZ-AHEAD-1", code, amountFen }))
  await giveBack(demo, org)
}

/** Two digits of the number swapped: whose it is, somebody must find out within a week. */
async function mistype(demo: Demo, org: Org): Promise<void> {
  const [bill] = await openBills(demo, org, 1)
  const { code, principal_fen: amountFen } = bill!
  const swapped = code.slice(0, -3) + code.slice(-1) + code.slice(-3, -1)
  const transfer = { bankRef: "LZ-UNKNOWN-1", code: swapped, payerName: "演来账单位", amountFen, outlet: org.outlet }
  expectOk(await takeTransfer(demo.as("clerk", org.outlet), transfer))
}

async function giveBack(demo: Demo, org: Org): Promise<void> {
  const paid = await demo.system.db
    .selectFrom("collection_payment")
    .select("order_no")
    .where("org_id", "=", org.orgId)
    .where("channel", "=", "counter")
    .executeTakeFirstOrThrow()
  const cashier = await demo.portal(org.partyId, "org-cashier")
  const asked = { orderNo: paid.order_no, amountFen: 30_000n, reason: "退租，退回未服务的部分" }
  await demo.approve(expectOk(await askRefund(cashier, asked)).approvalId)
}

/** Two months late: one pays with the late fee, one has it let off, one waits for the reviewer. */
async function payLate(demo: Demo, org: Org): Promise<void> {
  const [first, second, third] = await openBills(demo, org, 3, "oldest")
  const cashier = await demo.portal(org.partyId, "org-cashier")
  const late = { billNo: second!.bill_no, what: "waive" as const, amountFen: 2_000n, reason: "首次逾期，住户已说明" }
  await demo.approve(expectOk(await askRelief(cashier, late)).approvalId)
  expectOk(
    await takeCash(demo.as("clerk", org.outlet), {
      billNo: first!.bill_no,
      amountFen: first!.principal_fen / 2n,
      payerName: first!.name,
    }),
  )
  const waiting = { billNo: third!.bill_no, what: "relief" as const, amountFen: 20_000n, reason: "漏水期间服务未到位" }
  expectOk(await askRelief(cashier, waiting))
}
