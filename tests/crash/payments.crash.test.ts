// The process that takes payments killed without warning (kill -9) while callbacks stream in, while refunds go out and while
// a settlement runs. Promises: 1 what the channels took is in the books to the fen; 2 nothing is taken, returned or settled
// twice, however often it was told again; 3 the books prove after every round. The seed is printed.
import { spawn, type ChildProcess } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { prove } from "#ledger"
import { addDays, dateOf } from "#kernel/calendar"
import { flow, ledgerOn } from "#kernel/flow"
import { openParty } from "#kernel/party"
import { startPostgres, type RunningPostgres } from "#kernel/postgres"
import { expectOk } from "#kernel/refusal"
import { balanceFen, openDeposit } from "#products/deposit"
import { openBranch, outlets, type OpenBranch } from "../../apps/runtime/index.ts"
import { waitingKey } from "../../products/acquiring/accounts.ts"
import { directKind } from "../../products/acquiring/direct.ts"
import {
  openMerchant,
  openOrder,
  payPage,
  requestRefund,
  startChannelSandbox,
  type ChannelSandbox,
  type OnlineChannel,
} from "../../products/acquiring/index.ts"
import { balances } from "../../ledger/index.ts"
import { seeded } from "../../ledger/testing.ts"
import type { ServerOptions } from "./payment-server.ts"

const seed = Number(process.env["HUOSHUI_SEED"] ?? process.pid)
const random = seeded(seed)
const program = fileURLToPath(new URL("payment-server.ts", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "huoshui-crash-pay-"))
const [merchantCount, perRound] = [5, 40]
const patienceMs = 90_000

interface Shop {
  merchantId: string
  accountNo: string
}

let postgres: RunningPostgres
let branch: OpenBranch
let sandbox: ChannelSandbox
let shops: Shop[] = []
let options: ServerOptions
let child: ChildProcess | undefined

const asFlow = <I, O>(name: string, run: (ctx: never, input: I) => Promise<unknown>) =>
  flow<I, O>({ name: `test.${name}`, permission: null }, run as never)
const newMerchant = asFlow<Parameters<typeof openMerchant>[1], { merchantId: string }>("merchant", openMerchant)
const newOrder = asFlow<Parameters<typeof openOrder>[1], { orderNo: string }>("order", openOrder)
const newRefund = asFlow<Parameters<typeof requestRefund>[1], { refundNo: string }>("refund", requestRefund)

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** Resolves once the process takes callbacks; `until` waits for a word it prints. */
async function startTaker(more: Partial<ServerOptions> = {}) {
  const file = join(folder, "options.json")
  writeFileSync(file, JSON.stringify({ ...options, ...more }))
  const started = spawn(process.execPath, [program, file], { stdio: ["ignore", "pipe", "inherit"] })
  child = started
  const said: string[] = []
  createInterface({ input: started.stdout! }).on("line", (line) => said.push(line))
  const until = async (word: string) => {
    const end = performance.now() + patienceMs
    while (!said.some((line) => line.startsWith(word))) {
      if (started.exitCode !== null || performance.now() > end) throw new Error(`The taker never said "${word}"`)
      await sleep(5)
    }
    return said.find((line) => line.startsWith(word))!
  }
  await until("ready")
  return { until }
}

async function kill(): Promise<void> {
  if (!child) return
  const gone = new Promise((resolve) => child!.once("exit", resolve))
  child.kill("SIGKILL")
  await gone
  child = undefined
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + patienceMs
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Never so: ${what}`)
    await sleep(100)
  }
}

beforeAll(async () => {
  postgres = await startPostgres({ folder: join(folder, "data") })
  sandbox = await startChannelSandbox({
    now: () => new Date(),
    wall: () => new Date(),
    callbackPausesMs: [0, 100, 300, 700, 1_500],
  })
  const partners = ["wechat-pay", "alipay"]
  mkdirSync(join(folder, "files"))
  options = {
    adminUrl: postgres.url,
    port: await freePort(),
    filesFolder: join(folder, "files"),
    urls: Object.fromEntries(partners.map((name) => [name, sandbox.urlOf(name)!])),
    keys: Object.fromEntries(partners.map((name) => [name, sandbox.keysOf(name)!])),
  }
  branch = await openBranch({
    adminUrl: postgres.url,
    branch: { code: "crash", nameZh: "测试分行", nameEn: "Test branch" },
    outlets,
    appPassword: "only-for-tests",
    secret: Buffer.alloc(32, 1),
    filesFolder: options.filesFolder,
    publicUrl: `http://127.0.0.1:${options.port}`,
    partnerUrl: (partner) => options.urls[partner],
    partnerKeys: (partner) => options.keys[partner],
  })
  sandbox.callBack()
  for (let n = 0; n < merchantCount; n++) shops.push(await openShop(n))
}, 120_000)

afterAll(async () => {
  await kill()
  await sandbox?.close()
  await branch?.close()
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function openShop(n: number): Promise<Shop> {
  const name = `示例商户${n}`
  const outlet = "XX"
  const { id: partyId } = expectOk(await openParty(branch.system(), { kind: "firm", name, outlet }))
  const { accountNo } = expectOk(await openDeposit(branch.system(), { partyId, outlet, title: name }))
  const asked = { partyId, name, settlementAccountNo: accountNo, feeBp: 38, outlet }
  const { merchantId } = expectOk(await newMerchant(branch.system(), asked)) as { merchantId: string }
  return { merchantId, accountNo }
}

interface Order {
  orderNo: string
  channel: OnlineChannel
  amountFen: bigint
}

const all: Order[] = []
let refundedFen = 0n

/** Orders that the channels know of and whose payers stand before the button. */
async function prepare(round: number): Promise<Order[]> {
  const made: Order[] = []
  for (let n = 0; n < perRound; n++) {
    const amountFen = BigInt(100 + random.below(50_000))
    const channel: OnlineChannel = random.chance(0.5) ? "wechat" : "alipay"
    const order = {
      kind: directKind,
      ownerId: `r${round}-${n}`,
      merchantId: random.pick(shops).merchantId,
      amountFen,
      title: "示例商品",
      channel,
      expiresAt: new Date(Date.now() + 3_600_000),
    }
    const { orderNo } = expectOk(await newOrder(branch.system(), order)) as { orderNo: string }
    expectOk(await payPage(branch.system(), orderNo))
    made.push({ orderNo, channel, amountFen })
  }
  all.push(...made)
  return made
}

const balance = async (keys: string[]) =>
  (await balances(ledgerOn(branch.database.db), keys)).reduce((sum, one) => sum + one.balance, 0n)

async function checkBooks(): Promise<void> {
  const takenFen = all.reduce((sum, one) => sum + one.amountFen, 0n)
  const waiting = await balance(shops.map((shop) => waitingKey(shop.merchantId)))
  const channels = await balance(["acquiring:channel:wechat", "acquiring:channel:alipay"])
  expect({ waiting, channels }).toEqual({ waiting: takenFen - refundedFen, channels: takenFen - refundedFen })
  expect((await prove(ledgerOn(branch.database.db))).failures).toEqual([])
}

const countIn = async (table: "acquiring_order" | "acquiring_refund", state: string) => {
  const row = await branch.database.db
    .selectFrom(table)
    .select((e) => e.fn.countAll<bigint>().as("n"))
    .where("state", "=", state)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

test.each([1, 2, 3, 4])(
  `callbacks stream in, each three times, and the process dies: round %i (seed ${seed})`,
  async (round) => {
    await startTaker()
    const orders = await prepare(round)
    sandbox.knobs.callbackCopies = 3
    for (const order of orders) {
      sandbox.pay(order.channel, order.orderNo)
      if (random.chance(0.2)) await sleep(random.below(15))
    }
    await sleep(random.below(120))
    await kill()
    await sleep(random.below(400))
    await startTaker()
    await until("every payment is taken", async () => (await countIn("acquiring_order", "success")) === all.length)
    await kill()
    await checkBooks()
  },
  200_000,
)

test(`refunds go out and the process dies (seed ${seed})`, async () => {
  const back = all.filter(() => random.chance(0.3))
  for (const order of back) {
    const amountFen = order.amountFen / 2n
    const refundNo = `T-${order.orderNo}`
    expectOk((await newRefund(branch.system(), { orderNo: order.orderNo, amountFen, reason: "退", refundNo })) as never)
    refundedFen += amountFen
  }
  for (let kills = 0; kills < 3; kills++) {
    await startTaker()
    await sleep(random.below(250))
    await kill()
  }
  await startTaker()
  await until("every refund has come back", async () => (await countIn("acquiring_refund", "success")) === back.length)
  await kill()
  await checkBooks()
}, 200_000)

test(`a settlement is cut short (seed ${seed})`, async () => {
  const settleOn = addDays(dateOf(new Date()), 20)
  for (let kills = 0; kills < 4; kills++) {
    const taker = await startTaker({ settleOn })
    await Promise.race([sleep(random.below(60)), taker.until("settled")])
    await kill()
  }
  const taker = await startTaker({ settleOn })
  expect(await taker.until("settled")).toBe("settled 0")
  await kill()
  const settled = await branch.database.db.selectFrom("acquiring_settlement").selectAll().execute()
  expect(new Set(settled.map((one) => one.state))).toEqual(new Set(["paid"]))
  expect(settled.reduce((sum, one) => sum + one.orders, 0)).toBe(all.length)
  expect(settled.reduce((sum, one) => sum + one.gross_fen - one.refunds_fen, 0n)).toBe(
    all.reduce((sum, one) => sum + one.amountFen, 0n) - refundedFen,
  )
  for (const shop of shops) {
    const netFen = settled
      .filter((one) => one.merchant_id === shop.merchantId)
      .reduce((sum, one) => sum + one.net_fen, 0n)
    expect(await balanceFen(ledgerOn(branch.database.db), shop.accountNo)).toBe(netFen)
    expect(await balance([waitingKey(shop.merchantId)])).toBe(0n)
  }
  expect((await prove(ledgerOn(branch.database.db))).failures).toEqual([])
}, 200_000)
