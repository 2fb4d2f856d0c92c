// What the scene's tests share: a school with pupils, gates and tills, and gates that speak as real ones do.
import { openParty } from "#kernel/party"
import type { Ctx } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { openDeposit, receiveMoney } from "#products/deposit"
import { inFlow } from "../../products/wallet/testing.ts"
import type { TestBank } from "../../tests/support/bank.ts"
import { insertDevice } from "./flows/devices.ts"
import { receive } from "./flows/inbox.ts"
import { enrol, type NewPupil } from "./flows/enrol.ts"
import { addPost, addShop, openSchool } from "./flows/people.ts"
import { processInbox } from "./flows/process.ts"
import { deviceBy } from "./store.ts"

export interface TestSchool {
  id: string
  partyId: string
  schemeId: string
  accountNo: string
  pupils: string[]
  teacherId: string
}

export function campusTools(b: TestBank) {
  let serial = 1
  const clerk = () => b.as("clerk", "YH")
  const post = (school: { partyId: string }, role: string | string[], person?: string): Ctx =>
    b.branch.as(role, { partyId: school.partyId, person: person ?? `${[role].flat().join("+")}-${school.partyId}` })
  return {
    post,
    parent: (guardianId: string) => b.branch.as("citizen", { partyId: guardianId, person: guardianId }),
    async school(pupils: readonly Partial<NewPupil>[], options: { depositFen?: bigint } = {}): Promise<TestSchool> {
      const n = serial++
      const name = `示例中学${n}`
      const partyId = expectOk(await openParty(clerk(), { kind: "school", name, outlet: "YH" })).id
      const { accountNo } = expectOk(await openDeposit(clerk(), { partyId, outlet: "YH", title: name }))
      const money = { accountNo, amountFen: 50_000_000n, counterparty: "示例财政", memo: "拨款" }
      expectOk(await receiveMoney(clerk(), money))
      const head = { partyId, code: `S${n}`, name, outlet: "YH", accountNo, bell: "07:40", closes: "17:20" }
      const term = { termFrom: "2026-02-16", termTo: "2026-07-10", cardDepositFen: options.depositFen ?? 0n }
      const { id, schemeId } = expectOk(await openSchool(clerk(), { ...head, ...term }))
      const shop = { schoolId: id, name: `食堂${n}`, kind: "canteen" as const, accountNo, feeBp: 0 }
      expectOk(await addShop(clerk(), { ...shop, terminals: [`T${n}A`, `T${n}B`] }))
      const list = pupils.map((one, at) => ({
        number: `${n}${String(at).padStart(4, "0")}`,
        name: `演生${n}号${at}`,
        className: "七（1）班",
        birthOn: "2013-05-01",
        isBoarder: false,
        uid: `C${n}-${at}`,
        ...one,
      }))
      const people = list.length === 0 ? [] : expectOk(await enrol(clerk(), { schoolId: id, pupils: list }))
      const teacher = { schoolId: id, name: "演班主任", phone: `1380000${String(n).padStart(4, "0")}` }
      const { id: teacherId } = expectOk(
        await addPost(clerk(), { ...teacher, role: "teacher", className: "七（1）班" }),
      )
      return { id, partyId, schemeId, accountNo, pupils: people, teacherId }
    },
    gate: async (
      school: TestSchool,
      sn: string,
      over: { direction?: "in" | "out" | "both"; kind?: "gate" | "muster" } = {},
    ) =>
      expectOk(
        await inFlow(b.branch.system(), (ctx) =>
          insertDevice(ctx, school.id, {
            sn,
            kind: over.kind ?? "gate",
            place: `${sn} 门`,
            direction: over.direction ?? "both",
            adapter: "plain",
            hasFace: false,
          }),
        ),
      ),
    /** Sent and stored; what it means is worked out by `work`. */
    send: async (sn: string, ...events: object[]): Promise<string[]> => {
      const ctx = b.branch.system()
      return receive(ctx, (await deviceBy(ctx, sn))!, events)
    },
    work: () => processInbox(b.branch.system()),
    db: () => b.branch.database.db,
    code: (outcome: unknown) => (outcome as { refusal?: { code: string } }).refusal?.code,
  }
}

export const guardian = (n: number) => ({
  name: `演家长${n}`,
  phone: `1391000${String(n).padStart(4, "0")}`,
  relation: "mother",
})
