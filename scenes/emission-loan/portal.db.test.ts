// Goal: the firm's own side as a browser meets it, over HTTP with a session opened by SMS: rights, application, a paper,
// the progress, the signature by code, the payoff quote, the repayment. Promise: to another firm none of it exists.
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { addPortalUser } from "#kernel/access"
import { attachFile, removeFile } from "#kernel/document"
import { expectOk } from "#kernel/refusal"
import { openDeposit, receiveMoney } from "#products/deposit"
import { fenFromYuan } from "#products/loan"
import { buildServer, type Server } from "../../apps/server/server.ts"
import { useBank } from "../../tests/support/bank.ts"
import { disburseCase } from "./flows/disbursing.ts"
import { registerCase } from "./flows/registering.ts"
import { reviewCase, submitApproval } from "./flows/deciding.ts"
import { checkEnvironment } from "./flows/intake.ts"
import { publishPrices } from "./flows/prices.ts"
import { addPermit, addRight } from "./flows/rights.ts"
import { valueCase } from "./flows/valuing.ts"
import { startSandbox, type Sandbox } from "./partners/sandbox.ts"

const b = useBank("2026-03-02")
const manager = () => b.as("manager", "XX")
const phones = { own: "13900000001", other: "13900000002" } as const
const cookies = new Map<string, string>()
let server: Server
let sandbox: Sandbox
let rightId = ""
let accountNo = ""
let id = ""

interface Asked {
  as?: keyof typeof phones
  payload?: unknown
  headers?: Record<string, string>
}

function call(method: "GET" | "POST", url: string, { as = "own", payload, headers = {} }: Asked = {}) {
  b.branch.clock.advance(1000)
  const cookie = cookies.get(as)
  return server.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { "huoshui-face": "portal", ...(cookie ? { cookie } : {}), ...headers },
    ...(payload === undefined ? {} : { payload: payload as object }),
  })
}

const codeSent = (): string => /\d{6}/.exec(b.branch.sms.at(-1)!.text)![0]

async function signIn(as: keyof typeof phones): Promise<void> {
  await call("POST", "/portal/session/code", { as, payload: { phone: phones[as] } })
  const opened = await call("POST", "/portal/session", { as, payload: { phone: phones[as], code: codeSent() } })
  const cookie = opened.cookies.find((one) => one.name === "huoshui_portal")!
  cookies.set(as, `${cookie.name}=${cookie.value}`)
}

async function firm(name: string, phone: string, number: string): Promise<{ rightId: string; accountNo: string }> {
  const partyId = await b.firm(name)
  const deposit = expectOk(await openDeposit(manager(), { partyId, outlet: "XX", title: name }))
  expectOk(await addPortalUser(manager(), { partyId, name: "演经办", phone }))
  const permit = expectOk(
    await addPermit(manager(), {
      partyId,
      permitNo: `PWX-P-${number}`,
      issuer: "湘潭市生态环境局",
      issuedOn: "2025-01-01",
      validTo: "2030-01-01",
      limits: [{ pollutant: "SO2", quantity: "60", unit: "t" }],
    }),
  )
  const right = expectOk(
    await addRight(manager(), {
      permitId: permit.id,
      rightNo: `PQ-P-${number}`,
      pollutant: "SO2",
      quantity: "60",
      unit: "t",
      acquisition: "MARKET",
      acquiredOn: "2024-09-02",
      validTo: "2029-09-02",
      feePaidTo: null,
      committed: "0",
    }),
  )
  return { rightId: right.id, accountNo: deposit.accountNo }
}

beforeAll(async () => {
  sandbox = await startSandbox({ secret: b.branch.services.secret, now: () => b.branch.clock.now() })
  b.branch.partners.set("reserve-centre", sandbox.urlOf("reserve-centre"))
  server = await buildServer({ branch: b.branch, pagesFolder: "/nowhere", version: "test", logLevel: "silent" })
  const prices = [{ pollutant: "SO2" as const, kind: "BASE_PRICE" as const, price: "15000" }]
  expectOk(
    await publishPrices(b.as("collateral"), {
      docNo: "株发改发〔2016〕210号",
      region: "湘潭",
      from: "2026-01-01",
      certainty: "assumption",
      prices,
    }),
  )
  const own = await firm("湘乡市自办再生玻璃有限公司", phones.own, "1")
  rightId = own.rightId
  accountNo = own.accountNo
  await firm("湘乡市旁观化工有限公司", phones.other, "2")
  await signIn("own")
  await signIn("other")
}, 60_000)
afterAll(async () => {
  await server.close()
  await sandbox.close()
})

const application = () => ({
  amount: "300000.00",
  termMonths: 12,
  purpose: "采购废玻璃原料",
  packageType: "SINGLE",
  rightIds: [rightId],
})

/** A multipart body as a browser's form sends it. */
function form(file: { name: string; type: string; content: Buffer }, fields: Record<string, string>) {
  const boundary = "----huoshui-test"
  const parts = Object.entries(fields).map(([name, text]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`),
  )
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: ${file.type}\r\n\r\n`,
  )
  const payload = Buffer.concat([...parts, head, file.content, Buffer.from(`\r\n--${boundary}--\r\n`)])
  return { payload, headers: { "content-type": `multipart/form-data; boundary=${boundary}` } }
}

const paper = Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
const kind = { kind: "permit" }
const pdf = () => form({ name: "permit.pdf", type: "application/pdf", content: paper }, kind)

async function toApproved(): Promise<void> {
  const facts = {
    publicFacility: false,
    reductionTaskUnmet: false,
    majorAccidentWithin3Years: false,
    useFeeUnpaid: false,
    environmentalCredit: "good" as const,
  }
  expectOk(
    await checkEnvironment(manager(), {
      id,
      emissions: [{ pollutant: "SO2", emitted: "55", unit: "t" }],
      ...facts,
      note: "",
    }),
  )
  expectOk(await valueCase(b.as("collateral"), { id, basis: "FULL", appraiser: "湘潭衡信评估" }))
  expectOk(
    await reviewCase(b.as("reviewer"), {
      id,
      amount: "300000",
      termMonths: 12,
      ratePct: "3.45",
      opinion: "用途真实，同意",
    }),
  )
  await b.approve(expectOk(await submitApproval(b.as("reviewer"), { id })).approvalId)
}

async function toDisbursed(): Promise<void> {
  expectOk(await registerCase(b.as("collateral"), { id }))
  await b.settle()
  const payments = [
    { name: "示例供应商", bank: "示例银行", account: "6200000000000001", amount: "300000", purpose: "原料" },
  ]
  const { approvalId } = expectOk(await disburseCase(b.as("disbursement"), { id, amount: "300000", payments }))
  await b.approve(approvalId)
  // The loan itself went to the supplier; what is repaid comes from sales.
  expectOk(
    await receiveMoney(b.as("accountant"), {
      accountNo,
      amountFen: fenFromYuan("150000"),
      counterparty: "示例客户",
      memo: "货款",
    }),
  )
}

describe("the firm by itself", () => {
  test("without a session there is nothing", async () => {
    const response = await server.app.inject({ method: "GET", url: "/api/v1/portal/emission-loan/rights" })
    expect(response.statusCode).toBe(401)
  })

  test("sees its own rights", async () => {
    const response = await call("GET", "/portal/emission-loan/rights")
    expect(response.json().items).toMatchObject([{ id: rightId, rightNo: "PQ-P-1" }])
    expect(response.json().items).toHaveLength(1)
  })

  test("applies, once for one key", async () => {
    const asked = { payload: application(), headers: { "idempotency-key": "apply-1" } }
    const first = await call("POST", "/portal/emission-loan/cases", asked)
    const again = await call("POST", "/portal/emission-loan/cases", asked)
    expect(first.statusCode, first.body).toBe(200)
    expect(again.json()).toEqual(first.json())
    id = first.json().id
  })

  test("is told which field is wrong", async () => {
    const odd = await call("POST", "/portal/emission-loan/cases", {
      payload: { ...application(), amount: "300000.50", rightIds: [] },
    })
    expect(odd.json()).toMatchObject({ status: 422, code: "emission-loan/E-AMOUNT", moved: false })
  })

  test("hands in a paper, finds and opens it; a program is no paper; the bank's own papers stay unseen", async () => {
    const files = `/files/emission-case/${id}`
    const sent = await call("POST", files, pdf())
    expect(sent.statusCode, sent.body).toBe(200)
    const internal = form({ name: "site.pdf", type: "application/pdf", content: paper }, { kind: "site" })
    expect((await call("POST", files, internal)).json()).toMatchObject({ code: "document/E-PAPER-KIND", moved: false })
    const site = { owner: "emission-case", ownerId: id, kind: "site", title: "现场" }
    const photo = { name: "site.pdf", mediaType: "application/pdf", content: paper }
    const hidden = expectOk(await attachFile(manager(), { ...site, file: photo }))
    const seen = (await call("GET", files)).json()
    expect(seen).toMatchObject({ mayAdd: true, files: [{ title: "permit.pdf", kind: "permit", isOwn: true }] })
    expect(seen.files).toHaveLength(1)
    expect((await call("GET", `${files}/${seen.files[0].id}`)).rawPayload.equals(paper)).toBe(true)
    expect((await call("GET", `${files}/${hidden.id}`)).statusCode).toBe(404)
    expect((await call("GET", `/portal/emission-loan/cases/${id}`)).json()).toMatchObject({
      statusZh: "已受理",
      canSign: false,
    })
    const program = form({ name: "permit.pdf", type: "application/pdf", content: Buffer.from("MZ\u0000\u0000") }, kind)
    expect((await call("POST", files, program)).statusCode).toBe(422)
  })

  test("takes its own paper off the list with a reason, nobody else's", async () => {
    const files = `/files/emission-case/${id}`
    const extra = (await call("POST", files, pdf())).json()
    const gone = await call("POST", `${files}/${extra.id}/removal`, { payload: { reason: "传错了文件" } })
    expect(gone.statusCode, gone.body).toBe(204)
    const { files: left } = (await call("GET", files)).json()
    expect(left.map((one: { id: string }) => one.id)).not.toContain(extra.id)
    const others = { owner: "emission-case", ownerId: id, id: left[0].id, reason: "不是我的" }
    expect(await removeFile(manager(), others)).toMatchObject({ refusal: { code: "document/E-NOT-YOURS" } })
  })

  test("cannot sign before approval", async () => {
    await call("POST", `/portal/emission-loan/cases/${id}/sign-code`, { payload: {} })
    const early = await call("POST", `/portal/emission-loan/cases/${id}/sign`, { payload: { code: codeSent() } })
    expect(early.json()).toMatchObject({ status: 409, code: "emission-loan/E-STATE" })
  })

  test("signs with the code sent to its own phone, and with no other", async () => {
    await toApproved()
    b.branch.clock.advance(61_000)
    const sent = await call("POST", `/portal/emission-loan/cases/${id}/sign-code`, { payload: {} })
    expect(sent.json()).toEqual({ sentTo: "139****0001" })
    expect(b.branch.sms.at(-1)!.to).toBe(phones.own)
    const code = codeSent()
    const wrong = code === "000000" ? "000001" : "000000"
    expect(
      (await call("POST", `/portal/emission-loan/cases/${id}/sign`, { payload: { code: wrong } })).json(),
    ).toMatchObject({ status: 403, code: "emission-loan/E-CODE" })
    const signed = await call("POST", `/portal/emission-loan/cases/${id}/sign`, { payload: { code } })
    expect(signed.json().contractNo).toMatch(/^HT-PW2026/)
    expect((await call("POST", `/portal/emission-loan/cases/${id}/sign`, { payload: { code } })).json().code).toBe(
      "emission-loan/E-CODE",
    )
  })
})

/** Every portal route of a case, as asked by a firm whose case it is not. */
const foreign = (): [method: "GET" | "POST", path: string, asked: Asked][] => [
  ["GET", `/cases/${id}`, {}],
  ["POST", `/cases/${id}/sign-code`, { payload: {} }],
  ["POST", `/cases/${id}/sign`, { payload: { code: "123456" } }],
  ["GET", `/cases/${id}/payoff`, {}],
  ["POST", `/cases/${id}/repay`, { payload: { amount: "payoff" } }],
  ["POST", "/cases", { payload: application() }],
]

describe("another firm", () => {
  test("sees an empty list and only its own rights", async () => {
    expect((await call("GET", "/portal/emission-loan/cases", { as: "other" })).json()).toEqual({ items: [] })
    const rights = (await call("GET", "/portal/emission-loan/rights", { as: "other" })).json().items
    expect(rights.map((one: { rightNo: string }) => one.rightNo)).toEqual(["PQ-P-2"])
  })

  test("every portal route of the case answers not found, no code is sent and nothing moves", async () => {
    const covered = new Set(foreign().map(([method, path]) => `${method} ${path.replace(id, ":id")}`))
    const routes = server.routes.filter(
      (one) =>
        (one.method !== "GET" && one.path.startsWith("/portal/emission-loan/")) ||
        one.path.startsWith("/portal/emission-loan/cases/"),
    )
    expect(
      routes
        .map((one) => `${one.method} ${one.path.replace("/portal/emission-loan", "")}`)
        .filter((one) => !covered.has(one)),
    ).toEqual([])
    const sent = b.branch.sms.length
    for (const [method, path, asked] of foreign()) {
      const response = await call(method, `/portal/emission-loan${path}`, { ...asked, as: "other" })
      expect(response.statusCode, `${method} ${path}: ${response.body}`).toBe(404)
      expect(response.json().code).toBe("emission-loan/E-NOT-FOUND")
    }
    expect(b.branch.sms).toHaveLength(sent)
    expect((await call("GET", "/portal/emission-loan/cases", { as: "other" })).json()).toEqual({ items: [] })
    expect((await call("GET", `/portal/emission-loan/cases/${id}`)).json()).toMatchObject({ state: "contracted" })
    for (const [method, payload] of [
      ["GET", {}],
      ["POST", pdf()],
    ] as const) {
      const response = await call(method, `/files/emission-case/${id}`, { ...payload, as: "other" })
      expect(response.statusCode, response.body).toBe(404)
    }
  })
})

describe("the running loan", () => {
  test("is quoted and repaid in part; a repeat of the request pays once", async () => {
    await toDisbursed()
    const quote = (await call("GET", `/portal/emission-loan/cases/${id}/payoff`)).json()
    expect(quote).toMatchObject({ principal: "300000.00", total: "300000.00" })
    const asked = { payload: { amount: "100000.00" }, headers: { "idempotency-key": "repay-1" } }
    const paid = await call("POST", `/portal/emission-loan/cases/${id}/repay`, asked)
    expect(paid.json()).toMatchObject({ paid: "100000.00", owed: "200000.00" })
    expect((await call("POST", `/portal/emission-loan/cases/${id}/repay`, asked)).json()).toEqual(paid.json())
    expect((await call("GET", `/portal/emission-loan/cases/${id}/payoff`)).json().principal).toBe("200000.00")
  })

  test("is not repaid with money that is not there", async () => {
    const short = await call("POST", `/portal/emission-loan/cases/${id}/repay`, { payload: { amount: "200000.00" } })
    expect(short.statusCode).toBeGreaterThanOrEqual(409)
    expect(short.json()).toMatchObject({ moved: false })
    expect((await call("GET", `/portal/emission-loan/cases/${id}/payoff`)).json().principal).toBe("200000.00")
  })
})
