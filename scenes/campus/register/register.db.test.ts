// The register on a real branch: a file with its faults, taken back whole; the year's move; a pupil of age; late uploads.
import { expect, it } from "vitest"
import { applyImport, checkImport, undoImport, writeSheet } from "#kernel/excel"
import { expectOk } from "#kernel/refusal"
import { walletTools } from "../../../products/wallet/testing.ts"
import { useBank } from "../../../tests/support/bank.ts"
import { giveConsent } from "../flows/consent.ts"
import { peopleImport } from "../imports.ts"
import { takeRoll } from "../flows/roll-call.ts"
import { prints } from "../prints.ts"
import { childNow, childrenNow } from "../queries/parents.ts"
import { moneyShown } from "../queries/wallet.ts"
import { campusTools, guardian } from "../testing.ts"
import { addClasses, moveUp } from "./classes.ts"
import { schoolNow } from "./queries.ts"

const b = useBank("2026-03-02")
const c = campusTools(b)
const w = walletTools(b)
const columns = peopleImport.columns.map((one) => ({
  key: one.key,
  title: one.zh,
  required: one.required,
  example: one.example,
}))
const file = (rows: Record<string, string>[]) => writeSheet("名单", columns, rows)

it("a file: bad rows are named, good ones enter with card and consents, and are taken back whole", async () => {
  const s = await c.school([{}], { depositFen: 1500n })
  const office = c.post(s, "school-office")
  expectOk(await addClasses(office, { titles: ["八（1）班"] }))
  const rows: Record<string, string>[] = [
    {
      number: "N1",
      name: "演甲",
      className: "八（1）班",
      guardianName: "演甲父",
      guardianPhone: "19900008811",
      signed: "是",
      uid: "CARD-N1",
    },
    { number: "N2", name: "演乙", className: "没有班" },
    { number: "N1", name: "演丙", className: "八（1）班" },
    { number: "E1", name: "演师", kind: "教职工" },
  ]
  const checked = expectOk(
    await checkImport(office, { kind: "campus.people", fileName: "名单.xlsx", content: await file(rows) }),
  )
  expect(checked.faults.map((one) => [one.row, one.column])).toEqual([
    [3, "className"],
    [4, "number"],
  ])
  expect(expectOk(await applyImport(office, { batchId: checked.batchId, goodOnly: true })).written).toBe(2)
  expect((await moneyShown(b.branch.system(), s.schemeId)).check.difference).toBe("0.00")
  expectOk(await undoImport(office, { batchId: checked.batchId, reason: "名单有误" }))
  expect((await moneyShown(b.branch.system(), s.schemeId)).check.difference).toBe("0.00")
  const left = await c.db().selectFrom("campus_person").select("number").where("school_id", "=", s.id).execute()
  expect(left).toHaveLength(1)
})

it("the year's move renames in a ring and graduates; names that clash move nobody", async () => {
  const s = await c.school([{}, { className: "九（1）班" }])
  const office = c.post(s, "school-office")
  const classes = await c.db().selectFrom("campus_class").selectAll().where("school_id", "=", s.id).execute()
  const id = (title: string) => classes.find((one) => one.title === title)!.id
  expect(c.code(await moveUp(office, { moves: [{ classId: id("七（1）班"), to: "九（1）班" }] }))).toBe(
    "campus/E-TAKEN",
  )
  const moves = [
    { classId: id("七（1）班"), to: "九（1）班" },
    { classId: id("九（1）班"), to: null },
  ]
  expect(expectOk(await moveUp(office, { moves }))).toEqual({ moved: 1, graduated: 1 })
  // Pressed again from an old page: nobody moves a second grade up.
  const again = [{ classId: id("七（1）班"), to: "高一（1）班" }]
  expect(c.code(await moveUp(office, { moves: again }))).toBe("campus/E-STATE")
  expect(expectOk(await schoolNow(office)).classes.map((one) => one.title)).toEqual(["九（1）班"])
})

it("from the 18th birthday the guardian sees nothing and the pupil decides", async () => {
  const s = await c.school([{ guardian: guardian(71), birthOn: "2008-03-03" }])
  const child = s.pupils[0]!
  const { from_party: parent } = await c
    .db()
    .selectFrom("party_relation")
    .select("from_party")
    .where("to_party", "=", child)
    .executeTakeFirstOrThrow()
  expectOk(await childNow(c.parent(parent), child))
  expect(c.code(await childNow(c.parent(child), child))).toBe("campus/E-NOT-FOUND")
  b.branch.clock.set("2026-03-03T08:00:00+08:00")
  expect(c.code(await childNow(c.parent(parent), child))).toBe("campus/E-GROWN")
  expect(await childrenNow(c.parent(parent))).toEqual([])
  expect(c.code(await giveConsent(c.parent(parent), { personId: child, purpose: "face" }))).toBe("campus/E-GROWN")
  expectOk(await giveConsent(c.parent(child), { personId: child, purpose: "face" }))
})

it("a purchase told of after more than ten days takes what is there; the rest is the merchant's", async () => {
  const { walletNos } = await w.scheme({ wallets: 1 })
  await w.topUp(walletNos[0]!, 300n)
  const card = await c
    .db()
    .selectFrom("wallet_card")
    .select("uid")
    .where("wallet_no", "=", walletNos[0]!)
    .executeTakeFirstOrThrow()
  const till = await c
    .db()
    .selectFrom("wallet_terminal")
    .innerJoin("wallet_merchant", "wallet_merchant.id", "merchant_id")
    .innerJoin("wallet", "wallet.scheme_id", "wallet_merchant.scheme_id")
    .select("sn")
    .where("wallet_no", "=", walletNos[0]!)
    .orderBy("sn")
    .executeTakeFirstOrThrow()
  const late = { uid: card.uid, at: "2026-02-10T12:00:00+08:00", offline: true }
  const answers = await w.tell(till.sn, { ...late, seq: 1, amountFen: 500n }, { ...late, seq: 2, amountFen: 200n })
  expect(answers.map((one) => [one.state, one.reason])).toEqual([
    ["posted", "LATE"],
    ["rejected", "LATE"],
  ])
  const view = await w.view(walletNos[0]!)
  expect([view.totalFen, view.money.arrearsFen]).toEqual([0n, 0n])
})

it("papers: a month's attendance of all classes and of one; the consent form speaks to whoever signs it", async () => {
  b.branch.clock.set("2026-03-03T12:00:00+08:00")
  const s = await c.school([{ birthOn: "2008-03-01" }, { guardian: guardian(72) }])
  const office = c.post(s, "school-office")
  const body = async (kind: string, objectId: string) => {
    const print = prints.find((one) => one.kind === `campus.${kind}`)!
    return JSON.stringify(expectOk(await print.render(office, objectId)))
  }
  const [row] = expectOk(await schoolNow(office)).classes
  expect(await body("attendance", "2026-03")).toContain("全校各班")
  // The gates are not live and no roll was called: of this day nobody says that anybody was absent.
  const attendance = prints.find((one) => one.kind === "campus.attendance")!
  expect(c.code(await attendance.render(office, "2026-13"))).toBe("campus/E-NOT-FOUND")
  expect(c.code(await attendance.render(office, `now:${row!.id}`))).toBe("campus/E-EMPTY")
  const marks = s.pupils.map((personId, at) => ({
    personId,
    mark: at === 0 ? ("present" as const) : ("missing" as const),
  }))
  expectOk(await takeRoll(office, { classId: row!.id, period: "morning", marks }))
  const shown = await body("attendance", `now:${row!.id}`)
  expect(shown).toContain("班主任")
  expect(shown).toContain("100.00%")
  expect(shown).toContain('"0.00%"')
  expect(await body("consent", s.pupils[0]!)).toContain("学生本人")
  expect(await body("consent", s.pupils[1]!)).toContain("监护人同意书")
  expect(await body("refund-list", "all")).toContain("毕业、转出退款清单")
  for (const one of prints.filter((print) => !["campus.refund-list", "campus.attendance"].includes(print.kind)))
    expect(c.code(await one.render(office, "CH2026000042")), one.kind).toBe("campus/E-NOT-FOUND")
})
