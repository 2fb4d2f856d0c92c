// What the tests of collecting on a real branch share: one organisation with two items, its two people, and files of bills.
import { beforeAll } from "vitest"
import { decide } from "#kernel/approval"
import { applyImport, checkImport, writeSheet } from "#kernel/excel"
import type { Ctx } from "#kernel/flow"
import { runJob } from "#kernel/job"
import { expectOk } from "#kernel/refusal"
import { openDeposit } from "#products/deposit"
import { acquiringTools } from "../../products/acquiring/testing.ts"
import type { TestBank } from "../../tests/support/bank.ts"
import { openOrg } from "./flows/org.ts"
import { addItem, type ItemInput } from "./items/items.ts"
import { askPublish } from "./flows/publish.ts"
import { billsImport } from "./imports.ts"
import { billOf } from "./queries/bills.ts"

export interface Line {
  key: string
  name: string
  itemCode: string
  period: string
  amount: string
  dueOn: string
  phone?: string
  groupName?: string
  meterFrom?: string
  meterTo?: string
  unitPrice?: string
}

export const item: Omit<ItemInput, "orgId"> = {
  code: "WYF",
  name: "物业费",
  kind: "fixed",
  allowPartial: true,
  minPartialFen: 10_000n,
  latePpm: 500,
  graceDays: 0,
  allocation: "late-first",
  receiptKind: "receipt",
}

const columns = billsImport.columns.map((c) => ({ key: c.key, title: c.zh, required: c.required, example: c.example }))

export const fileOf = (lines: Line[]): Promise<Buffer> =>
  writeSheet(
    "账单",
    columns,
    lines.map((line) => ({ phone: "", groupName: "一单元", ...line })),
  )

/** Call at the top of a test file. */
export function collectionTools(b: TestBank) {
  const t = acquiringTools(b)
  const org = { id: "", partyId: "", merchantId: "", no: 0 }
  const db = () => b.branch.database.db
  const cashier = (person = "cashier"): Ctx => b.branch.as("org-cashier", { partyId: org.partyId, person })
  const reviewer = (): Ctx => b.branch.as("org-reviewer", { partyId: org.partyId, person: "reviewer" })
  const check = async (lines: Line[], name = "bills.xlsx") =>
    checkImport(cashier(), { kind: "collection.bills", fileName: name, content: await fileOf(lines) })
  const sign = async (approvalId: string, ctx = reviewer()) => {
    const row = await db()
      .selectFrom("approval")
      .select("content_hash")
      .where("id", "=", approvalId)
      .executeTakeFirstOrThrow()
    return decide(ctx, { id: approvalId, decision: "approved", reason: "", seenHash: row.content_hash.toString("hex") })
  }
  beforeAll(async () => {
    org.partyId = await b.firm("湘乡市示例物业有限公司", "XX")
    const opened = await openDeposit(b.as("clerk", "XX"), { partyId: org.partyId, outlet: "XX", title: "物业" })
    const settlementAccountNo = expectOk(opened).accountNo
    const asked = { partyId: org.partyId, settlementAccountNo, feeBp: 38, codeRule: "loose" as const }
    org.id = expectOk(await openOrg(b.as("manager", "XX"), asked)).id
    expectOk(await addItem(reviewer(), { ...item, orgId: org.id }))
    const school = { ...item, orgId: org.id, code: "XZF", name: "学杂费", allowPartial: false, latePpm: 0 }
    expectOk(await addItem(reviewer(), school))
    const row = await db().selectFrom("collection_org").selectAll().where("id", "=", org.id).executeTakeFirstOrThrow()
    org.merchantId = row.merchant_id
    org.no = row.org_no
  })
  return {
    t,
    org,
    db,
    cashier,
    reviewer,
    check,
    sign,
    bill: async (billNo: string) => expectOk(await billOf(b.as("clerk", "XX"), billNo)),
    /** From a file to published bills; answers with their numbers in the file's order. */
    publish: async (lines: Line[]): Promise<string[]> => {
      const checked = expectOk(await check(lines))
      expectOk(await applyImport(cashier(), { batchId: checked.batchId, goodOnly: false }))
      const batch = await db()
        .selectFrom("collection_batch")
        .select("id")
        .where("state", "=", "draft")
        .orderBy("made_at", "desc")
        .executeTakeFirstOrThrow()
      const { approvalId } = expectOk(await askPublish(cashier(), { batchId: batch.id }))
      expectOk(await sign(approvalId))
      const job = await db().selectFrom("job").select("id").where("state", "=", "waiting").executeTakeFirstOrThrow()
      await runJob(b.system(), job.id)
      const bills = await db()
        .selectFrom("collection_bill")
        .select("bill_no")
        .where("batch_id", "=", batch.id)
        .orderBy("bill_no")
        .execute()
      return bills.map((bill) => bill.bill_no)
    },
  }
}
