// A fictional middle school in 雨湖 through the real flows: four classes, gates that speak, a canteen that sells, families
// who get their notices. The last days of the demo are lived through; the rest only has its people.
import { permissionsOf } from "#kernel/access"
import { dispatchEvents } from "#kernel/event"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { openParty } from "#kernel/party"
import { expectOk, type Outcome } from "#kernel/refusal"
import type { Demo, DemoFamily } from "#kernel/scene"
import { openDeposit, receiveMoney } from "#products/deposit"
import { macFor, payGrant, takeSpends, terminalKey, topUpInCash, type UploadedSpend } from "#products/wallet"
import { deskTopUp, loseCard, renewCard } from "./flows/cards.ts"
import { giveConsent } from "./flows/consent.ts"
import { heartbeat, insertDevice, type NewDevice } from "./flows/devices.ts"
import { receive } from "./flows/inbox.ts"
import { askLeave, decideLeave } from "./flows/leave.ts"
import { decideMeals, payFund, proposeMeals } from "./flows/money.ts"
import { enrol, type NewPupil } from "./flows/enrol.ts"
import { addPost, addShop, openSchool } from "./flows/people.ts"
import { processInbox } from "./flows/process.ts"
import { bookVisit, moveVisit } from "./flows/visits.ts"
import { deviceBy } from "./store.ts"

const outlet = "YH"
const classes = ["七（1）班", "七（2）班", "八（1）班", "八（2）班"]
const perClass = 30
const gates: NewDevice[] = [
  { sn: "G01", kind: "gate", place: "东门进", direction: "in", adapter: "plain", hasFace: true },
  { sn: "G02", kind: "gate", place: "东门出", direction: "out", adapter: "plain", hasFace: false },
  { sn: "G03", kind: "gate", place: "南门", direction: "both", adapter: "platform", hasFace: false },
  { sn: "M01", kind: "muster", place: "操场集合点", direction: "in", adapter: "plain", hasFace: false },
]
const posts = [
  { name: "演德育处", phone: "13900002601", role: "school-office" },
  { name: "演班主任", phone: "13900002602", role: "teacher", className: classes[0] },
  { name: "演门卫", phone: "13900002603", role: "guard" },
  { name: "演卡务", phone: "13900002604", role: "card-office" },
  { name: "演收银", phone: "13900002605", role: "cashier" },
] as const

export async function seed(demo: Demo): Promise<void> {
  const clerk = () => demo.as("clerk", outlet)
  const name = "雨湖示范中学"
  const partyId = expectOk(await openParty(clerk(), { kind: "school", name, outlet, address: "雨湖区示范路 6 号" })).id
  const accountNo = expectOk(await openDeposit(clerk(), { partyId, outlet, title: name })).accountNo
  const money = { accountNo, amountFen: 30_000_000n, counterparty: "示例财政", memo: "生均公用经费" }
  expectOk(await receiveMoney(demo.as("accountant"), money))
  const year = demo.today().slice(0, 4)
  const school = {
    partyId,
    code: "YHSF",
    name,
    outlet,
    accountNo,
    bell: "07:40",
    closes: "17:20",
    cardDepositFen: 1500n,
  }
  const term = { termFrom: `${year}-01-01`, termTo: `${year}-12-31` }
  const { id } = expectOk(await openSchool(clerk(), { ...school, ...term }))
  expectOk(
    await addShop(clerk(), {
      schoolId: id,
      name: "第一食堂",
      kind: "canteen",
      accountNo,
      feeBp: 0,
      terminals: ["P01", "P02"],
    }),
  )
  expectOk(
    await addShop(clerk(), { schoolId: id, name: "校园书店", kind: "shop", accountNo, feeBp: 38, terminals: ["P03"] }),
  )
  const families = ((demo.shared.get("families") as DemoFamily[] | undefined) ?? []).filter(
    (one) => one.outlet === outlet,
  )
  const people = pupilsOf(families)
  const pupils = expectOk(await enrol(clerk(), { schoolId: id, pupils: people }))
  const ids: Record<string, string> = {}
  for (const post of posts) ids[post.role] = expectOk(await addPost(clerk(), { ...post, schoolId: id })).id
  expectOk(await inFlow(demo.system, (ctx) => devicesFor(ctx, id)))
  const at = demo.today()
  demo.plan(dayAfter(at, 112), async () => money1(actorsOf(demo, partyId, ids), pupils))
  const story = { pupils, families, people, schoolId: id }
  for (const days of [117, 118, 119, 120]) demo.plan(dayAfter(at, days), async () => live(demo, story))
  demo.plan(dayAfter(at, 120), async () => deeds(demo, actorsOf(demo, partyId, ids), story))
  demo.shared.set("campus", { ...story, partyId, ids })
  demo.log(`智慧校园：${name}，学生 ${pupils.length} 名`)
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The children of the demo's families sit in the first class; the others are pupils without a phone to reach. */
function pupilsOf(families: readonly DemoFamily[]): NewPupil[] {
  return Array.from({ length: classes.length * perClass }, (_, n) => {
    const family = families[n]
    const uid = `04A1${String(n + 1).padStart(4, "0")}`
    const head = { number: `26${String(n + 1).padStart(4, "0")}`, className: classes[Math.floor(n / perClass)]!, uid }
    const isBoarder = n % 10 === 9
    if (family)
      return {
        ...head,
        name: family.childName,
        birthOn: family.birthDate,
        isBoarder: false,
        personId: family.childId,
        guardianId: family.guardianId,
      }
    return {
      ...head,
      name: `演${given[n % given.length]}${given[(n * 7 + 3) % given.length]}`,
      birthOn: null,
      isBoarder,
    }
  })
}

const given = Array.from("安柏晨朵恩帆谷皓嘉可岚沐宁沛琪然书棠维夏妍雨哲")

function inFlow<T>(ctx: Ctx, run: (ctx: FlowCtx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  return flow({ name: "demo.campus", permission: null }, (inner: FlowCtx) => run(inner))(ctx, {})
}

async function devicesFor(ctx: FlowCtx, schoolId: string): Promise<Outcome<void>> {
  for (const gate of gates) {
    const added = await insertDevice(ctx, schoolId, gate)
    if (!added.ok) return added
  }
  return { ok: true, value: undefined }
}

type Actors = (role: (typeof posts)[number]["role"]) => Ctx

function actorsOf(demo: Demo, partyId: string, ids: Record<string, string>): Actors {
  return (role) =>
    actor(demo, { kind: "portal", id: ids[role]!, name: posts.find((one) => one.role === role)!.name, role, partyId })
}

function actor(demo: Demo, who: { kind: "portal"; id: string; name: string; role: string; partyId: string }): Ctx {
  const { kind, id, name, role, partyId } = who
  const permissions = permissionsOf(demo.system.house, [role])
  return {
    ...demo.system,
    actor: { kind, id, name, personId: id, roles: [role], permissions, outlet: null, scope: [], partyId },
  }
}

/** Money on the cards: the meal subsidy for the seventh grade, cash at the desk for everybody. */
async function money1(as: Actors, pupils: readonly string[]): Promise<void> {
  expectOk(await payFund(as("school-office"), { amountFen: 1_500_000n, reference: "营养改善专项 演〔2026〕1 号" }))
  const day = as("school-office").clock.now().toISOString().slice(0, 10)
  const ctx = as("card-office")
  const rows = await ctx.db
    .selectFrom("campus_class")
    .select(["id", "title"])
    .where("title", "in", classes.slice(0, 2))
    .execute()
  const grant = { title: "营养餐补助", perDayFen: 500n, days: 20, fromOn: day, toOn: dayAfter(day, 400) }
  const { id } = expectOk(await proposeMeals(ctx, { ...grant, classIds: rows.map((row) => row.id) }))
  expectOk(await decideMeals(as("school-office"), { id, agree: true }))
  await payGrant(ctx, id)
  expectOk(
    await inFlow(ctx, async (inner) => {
      const wallets = await inner.db
        .selectFrom("campus_person")
        .select("wallet_no")
        .where("person_id", "in", [...pupils])
        .orderBy("number")
        .execute()
      for (const [n, row] of wallets.slice(0, 40).entries()) {
        const put = { walletNo: row.wallet_no!, amountFen: BigInt(3_000 + (n % 7) * 1_000), payerName: "演家长" }
        const done = await topUpInCash(inner, put)
        if (!done.ok) return done
      }
      return { ok: true, value: undefined }
    }),
  )
}

interface Story {
  pupils: readonly string[]
  families: readonly DemoFamily[]
  people: readonly NewPupil[]
  schoolId: string
}

/** A school day: the morning through the gates (one of them offline until noon), lunch, the way home. */
async function live(demo: Demo, story: Story): Promise<void> {
  const now = demo.system.clock.now()
  const day = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const at = (minutes: number) => new Date(Date.parse(`${day}T00:00:00+08:00`) + minutes * 60_000)
  for (const { sn } of gates) {
    const device = (await deviceBy(demo.system, sn))!
    await heartbeat(demo.system, device, { at: new Date(now.getTime() + (sn === "G03" ? 252_000 : 400)) })
  }
  const early = story.people.map((one) => one.uid!).filter((_, n) => n % 17 !== 5)
  const passings = early.map((uid, n) => ({ uid, n, minute: 425 + ((n * 13) % 36) }))
  // Uploaded as it happens: the gates speak every few minutes, by the school's clock.
  for (let until = 432; until <= 462; until += 6) {
    const clock = { now: () => at(until) }
    const ctx = { ...demo.system, clock }
    const part = passings.filter(
      (one) => one.minute >= until - 8 && one.minute < until && (one.minute >= until - 6 || until === 432),
    )
    const say = async (sn: string, body: unknown) => receive(ctx, (await deviceBy(ctx, sn))!, body)
    await say("G01", {
      events: part
        .filter((one) => one.n % 3 !== 0)
        .map(({ uid, n, minute }) => ({ id: `${day}-${n}`, at: at(minute).toISOString(), uid, direction: "in" })),
    })
    await say("G03", {
      list: part
        .filter((one) => one.n % 3 === 0)
        .map(({ uid, n, minute }) => ({
          recordNo: `${day}-${n}`,
          peopleNo: uid,
          outInType: 1,
          recogMode: 1,
          addTime: new Date(at(minute).getTime() + 252_000).toISOString(),
        })),
    })
    if (until === 456)
      await say("G01", [{ id: `${day}-stranger`, at: at(452).toISOString(), uid: "FFFF0000", direction: "in" }])
    await processInbox(ctx)
  }
  await lunch(demo, day, at, early)
  await dispatchEvents(demo.system)
}

const dishes = ["两荤一素套餐", "一荤两素套餐", "米粉", "面条", "馒头豆浆"]

async function lunch(demo: Demo, day: string, at: (minutes: number) => Date, uids: readonly string[]): Promise<void> {
  const first = Number(day.replaceAll("-", "").slice(2)) * 1_000
  // The demo's clock stands at ten: this morning's breakfast, and yesterday's lunch from tills that had no network.
  const meals = [...uids.slice(0, 30), ...uids.slice(0, 60)].map((uid, n) => ({ uid, isLunch: n >= 30, n }))
  const told = meals.map(({ uid, isLunch, n }) => ({
    seq: first + n,
    kind: "spend" as const,
    uid,
    counter: null,
    amountFen: isLunch ? BigInt(550 + (n % 4) * 150) : BigInt(250 + (n % 3) * 100),
    at: at(isLunch ? 715 - 1440 + (n % 40) : 400 + (n % 40)).toISOString(),
    offline: isLunch,
    item: isLunch ? dishes[n % 4]! : dishes[4]!,
  }))
  for (const [sn, part] of [
    ["P01", told.filter((_, n) => n % 2 === 0)],
    ["P02", told.filter((_, n) => n % 2 === 1)],
  ] as const) {
    const key = terminalKey(demo.system.services.secret, sn)
    const spends: UploadedSpend[] = part.map((one) => ({ ...one, mac: macFor(key, one, sn) }))
    expectOk(await inFlow(demo.system, (ctx) => takeSpends(ctx, { sn, spends, blacklistVersion: 0n })))
  }
}

/** What people do: leaves, visitors, a lost card, a consent. */
async function deeds(demo: Demo, as: Actors, story: Story): Promise<void> {
  const now = demo.system.clock.now()
  const hours = (n: number) => new Date(now.getTime() + n * 3_600_000)
  const family = story.families[0]
  if (family) {
    const parent = await demo.citizen(family.guardianId)
    expectOk(await giveConsent(parent, { personId: family.childId, purpose: "face" }))
    const ask = { personId: family.childId, kind: "sick" as const, reason: "复查牙齿", returns: true }
    const { id } = expectOk(await askLeave(parent, { ...ask, fromAt: hours(1), toAt: hours(4) }))
    expectOk(await decideLeave(as("school-office"), { id, agree: true, reason: "" }))
  }
  const long = { personId: story.pupils[3]!, kind: "personal" as const, reason: "回老家办事", returns: false }
  expectOk(await askLeave(as("school-office"), { ...long, fromAt: hours(24), toAt: hours(72) }))
  const visit = {
    phone: "13900002699",
    idTail: "1234",
    company: "示例教具公司",
    purpose: "送教具",
    plate: null,
    hostId: null,
  }
  const window = { fromAt: hours(-1), toAt: hours(1) }
  const booked = { ...visit, ...window, visitorName: "演访客", hostName: "演德育处", isAgreed: true }
  const { id: visitId } = expectOk(await bookVisit(as("guard"), booked))
  for (const to of ["arrived", "in"] as const) expectOk(await moveVisit(as("guard"), { id: visitId, to }))
  expectOk(
    await bookVisit(as("guard"), {
      ...booked,
      visitorName: "演家委",
      fromAt: hours(2),
      toAt: hours(3),
      isAgreed: false,
    }),
  )
  const loser = story.people[7]!
  expectOk(await loseCard(as("card-office"), { personId: story.pupils[7]!, uid: loser.uid! }))
  const change = { personId: story.pupils[8]!, uid: story.people[8]!.uid!, newUid: "04A19001" }
  expectOk(await renewCard(as("card-office"), change))
  expectOk(await deskTopUp(as("card-office"), { personId: story.pupils[7]!, amountFen: 2_000n, payerName: "演家长" }))
}
