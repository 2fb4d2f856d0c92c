// Goal: the Excel import of rights on a real database, with a real workbook. Promises: 1 a faulty row comes back with its
// reason and a good one without; 2 checking writes nothing; 3 the good rows are written through the flows, on the ledger;
// 4 the same file again, or by two people at once, writes nothing twice; 5 a mended row finds its permit again.
import { beforeAll, expect, test } from "vitest"
import { balances } from "#ledger"
import { applyImport, checkImport, undoImport, readSheet, writeSheet } from "#kernel/excel"
import { ledgerOn } from "#kernel/flow"
import { openParty, usccCheck } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { addPermit, addRight } from "./flows/rights.ts"
import { imports } from "./imports.ts"

const b = useBank("2026-03-02")
const kind = "emission-loan.rights"
const columns = imports[0]!.columns.map((one) => ({
  key: one.key,
  title: one.zh,
  required: one.required,
  example: one.example,
}))
const manager = () => b.as("manager", "XX")
const usccOf = (number: number): string => {
  const body = `91430381MA4L${String(number).padStart(5, "0")}`
  return body + usccCheck(body)
}

type Cells = Record<string, string>

/** Ten firms with ten permits of two pollutants each: 200 good rights. */
function goodRow(index: number): Cells {
  const firm = index % 10
  const pollutant = index % 20 < 10 ? "二氧化硫" : "NOx"
  return {
    uscc: usccOf(firm),
    permitNo: `PWXK-IMP-${firm}`,
    issuer: "湘潭市生态环境局",
    permitIssuedOn: "2025/1/15",
    permitValidTo: "2030-01-14",
    permitQuantity: "70",
    pollutant,
    unit: index % 3 === 0 ? "吨" : "t",
    quantity: "6.125",
    acquisition: "交易购入",
    acquiredOn: "2025年2月1日",
    rightNo: `IMP-${String(index).padStart(3, "0")}`,
    rightValidTo: "2029-12-31",
    feePaidTo: index % 2 ? "2027-01-31" : "",
    committed: "",
  }
}

const lead = { permitNo: "PWXK-IMP-LEAD", pollutant: "铅", unit: "kg" }

/** Seventeen ways to be wrong, spread over the sheet, each with words its reason must hold. */
const faults: [at: number, change: Cells, column: string, reason: RegExp][] = [
  [3, { uscc: `${usccOf(1).slice(0, 17)}${usccOf(1).endsWith("0") ? "1" : "0"}` }, "统一社会信用代码", /校验位不符/],
  [14, { uscc: usccOf(77777), permitNo: "PWXK-IMP-NOFIRM" }, "统一社会信用代码", /没有这家企业/],
  [25, { pollutant: "粉尘" }, "污染物", /十一种/],
  [36, { ...lead, unit: "t", quantity: "35", permitQuantity: "35" }, "单位", /铅按 kg 登记/],
  [47, { ...lead, quantity: "35000", permitQuantity: "35000" }, "数量", /行业中位数/],
  [58, { quantity: "-6" }, "数量", /不能为负数/],
  [69, { quantity: "6.1255" }, "数量", /三位小数/],
  // Four rights of 6.125 t stand before it under the same permit of 70 t.
  [80, { quantity: "45.501" }, "数量", /可用数量为 45\.5 t/],
  [91, { acquisition: "无偿" }, "取得方式", /无偿取得/],
  [
    102,
    { permitNo: "PWXK-IMP-OLD", permitIssuedOn: "2021-03-01", permitValidTo: "2026-03-01" },
    "许可证有效期至",
    /到期/,
  ],
  [113, { rightValidTo: "2026-03-01" }, "权有效期至", /到期/],
  [124, { acquiredOn: "2025-02-30" }, "取得日", /不是有效日期/],
  [135, { acquiredOn: "2026-12-01", rightValidTo: "2030-12-01" }, "取得日", /在今天之后/],
  [146, { rightNo: "IMP-000" }, "权证编号", /与第 2 行/],
  [157, { rightNo: "TAKEN-1" }, "权证编号", /已经登记/],
  [168, { rightNo: "" }, "权证编号", /必填/],
  [179, { permitNo: "PWXK-OTHER" }, "许可证编号", /另一家企业/],
]

const goodRows = () => Array.from({ length: 200 }, (_, index) => goodRow(index))
const wrongRows = () => {
  const rows = goodRows()
  for (const [at, change] of faults) Object.assign(rows[at]!, change)
  return rows
}
const book = (rows: Cells[]) => writeSheet("排污权", columns, rows)
const check = async (content: Buffer, ctx = manager()) =>
  expectOk(await checkImport(ctx, { kind, fileName: "排污权.xlsx", content }))
const counted = async (table: "emission_right" | "emission_permit") =>
  Number(
    (
      await b.branch.database.db
        .selectFrom(table)
        .select((e) => e.fn.countAll<bigint>().as("n"))
        .executeTakeFirstOrThrow()
    ).n,
  )

let content: Buffer
let batchId = ""

beforeAll(async () => {
  const open = async (number: number, name: string) =>
    expectOk(await openParty(manager(), { kind: "firm", name, uscc: usccOf(number), outlet: "XX" })).id
  for (let firm = 0; firm < 10; firm += 1) await open(firm, `湘乡市第${firm}示例化工有限公司`)
  const partyId = await open(99, "湘乡市另一示例有限公司")
  const limits = [
    { pollutant: "SO2" as const, quantity: "60", unit: "t" as const },
    { pollutant: "NOX" as const, quantity: "60", unit: "t" as const },
  ]
  const permit = expectOk(
    await addPermit(manager(), {
      partyId,
      permitNo: "PWXK-OTHER",
      issuer: "湘潭市生态环境局",
      issuedOn: "2025-01-15",
      validTo: "2030-01-14",
      limits,
    }),
  )
  expectOk(
    await addRight(manager(), {
      permitId: permit.id,
      rightNo: "TAKEN-1",
      pollutant: "SO2",
      quantity: "10",
      unit: "t",
      acquisition: "MARKET",
      acquiredOn: "2025-02-01",
      validTo: "2029-12-31",
      feePaidTo: null,
      committed: "0",
    }),
  )
  content = await book(wrongRows())
})

test("exactly the seventeen faulty rows come back explained, in both languages, and nothing is written", async () => {
  const checked = await check(content)
  batchId = checked.batchId
  expect(checked).toMatchObject({ rows: 200, faulty: 17 })
  expect([...new Set(checked.faults.map((one) => one.row))]).toEqual(faults.map(([at]) => at + 2))
  expect(checked.faults.filter((one) => !one.zh || !one.en || one.zh === one.en)).toEqual([])
  const { returned_file } = await b.branch.database.db
    .selectFrom("import_batch")
    .select("returned_file")
    .where("id", "=", batchId)
    .executeTakeFirstOrThrow()
  const back = await readSheet(returned_file, [...columns, { key: "why", title: "错误说明" }])
  const explained = back.rows.filter((row) => row.cells["why"] !== "")
  expect(explained.map((row) => row.number)).toEqual(faults.map(([at]) => at + 2))
  for (const [index, [, , column, reason]] of faults.entries()) {
    expect(explained[index]!.cells["why"]).toMatch(new RegExp(`^${column}：`))
    expect(explained[index]!.cells["why"]).toMatch(reason)
  }
  expect(await counted("emission_right")).toBe(1)
  expect(await counted("emission_permit")).toBe(1)
})

test("all or nothing is refused while rows are faulty; the good 183 are written and on the ledger", async () => {
  expect(await applyImport(manager(), { batchId, goodOnly: false })).toMatchObject({
    ok: false,
    refusal: { code: "import/E-FAULTY" },
  })
  expect(expectOk(await applyImport(manager(), { batchId, goodOnly: true }))).toEqual({ written: 183 })
  expect(await counted("emission_right")).toBe(184)
  const [free] = await balances(ledgerOn(b.branch.database.db), ["right:IMP-000:free"])
  expect(free?.balance).toBe(6_125_000n)
}, 60_000)

test("the same file, or the same batch, again is refused harmlessly", async () => {
  const again = await checkImport(manager(), { kind, fileName: "排污权.xlsx", content })
  expect(again).toMatchObject({ ok: false, refusal: { code: "import/E-APPLIED" } })
  expect(await applyImport(manager(), { batchId, goodOnly: true })).toMatchObject({
    ok: false,
    refusal: { code: "import/E-STATE" },
  })
  expect(await counted("emission_right")).toBe(184)
})

test("the mended rows are written on a second upload, the others named as registered", async () => {
  const checked = await check(await book(goodRows()))
  expect(checked.faulty).toBe(183)
  expect(expectOk(await applyImport(manager(), { batchId: checked.batchId, goodOnly: true }))).toEqual({ written: 17 })
}, 60_000)

test("a pollutant that the permit did not name yet joins it", async () => {
  const more = {
    ...goodRow(0),
    pollutant: "总铅",
    unit: "千克",
    quantity: "30",
    permitQuantity: "35",
    rightNo: "IMP-LEAD",
  }
  const checked = await check(await book([more]))
  expect(checked.faults).toEqual([])
  expect(expectOk(await applyImport(manager(), { batchId: checked.batchId, goodOnly: false }))).toEqual({ written: 1 })
})

test("a written batch is taken back whole, and the mended file goes in", async () => {
  const rows = Array.from({ length: 3 }, (_, index) => ({
    ...goodRow(index),
    permitNo: `PWXK-UNDO-${index}`,
    rightNo: `UNDO-${index}`,
  }))
  const first = await check(await book(rows))
  expectOk(await applyImport(manager(), { batchId: first.batchId, goodOnly: false }))
  const [rights, permits] = [await counted("emission_right"), await counted("emission_permit")]
  const reason = "数量单位填错"
  const notMine = await undoImport(b.as("manager", "SS"), { batchId: first.batchId, reason })
  expect(notMine).toMatchObject({ refusal: { code: "import/E-BATCH" } })
  expectOk(await undoImport(manager(), { batchId: first.batchId, reason }))
  expect(await counted("emission_right")).toBe(rights - 3)
  expect(await counted("emission_permit")).toBe(permits - 3)
  const [free] = await balances(ledgerOn(b.branch.database.db), ["right:UNDO-0:free"])
  expect(free?.balance).toBe(0n)
  const twice = await undoImport(manager(), { batchId: first.batchId, reason })
  expect(twice).toMatchObject({ refusal: { code: "import/E-UNDO-STATE" } })
  const again = await check(await book(rows))
  expectOk(await applyImport(manager(), { batchId: again.batchId, goodOnly: false }))
  expect(await counted("emission_right")).toBe(rights)
}, 60_000)

test("two people with the same file at once write it once", async () => {
  const file = await book(
    Array.from({ length: 20 }, (_, index) => ({
      ...goodRow(index),
      permitNo: `PWXK-TWO-${index % 10}`,
      rightNo: `TWO-${index}`,
    })),
  )
  const one = await check(file)
  const two = await check(file, b.as("manager", "XX"))
  const before = await counted("emission_right")
  const done = await Promise.all(
    [one, two].map(({ batchId: id }) => applyImport(b.as("manager", "XX"), { batchId: id, goodOnly: false })),
  )
  expect(done.filter((outcome) => outcome.ok)).toHaveLength(1)
  expect(done.find((outcome) => !outcome.ok)).toMatchObject({ refusal: { code: "import/E-FAULTY" } })
  expect(await counted("emission_right")).toBe(before + 20)
})

test("a manager of another outlet does not know the firm; another post may not import at all", async () => {
  const rows = [{ ...goodRow(0), permitNo: "PWXK-FAR-01", rightNo: "FAR-1" }]
  const checked = await check(await book(rows), b.as("manager", "SS"))
  expect(checked.faults).toMatchObject([{ row: 2, column: "uscc" }])
  const denied = await checkImport(b.as("reviewer"), { kind, fileName: "x.xlsx", content: await book(rows) })
  expect(denied).toMatchObject({ ok: false, refusal: { code: "import/E-KIND" } })
})
