import type { Feature } from "#kernel/scene"
import { initialsOf } from "./party.ts"
import { routes } from "./routes.ts"

export { birthDate, isResidentId, isUscc, residentIdCheck, usccCheck } from "./check-digits.ts"
export { maskCard, maskId, maskName, maskPhone } from "./mask.ts"
export {
  changeParty,
  findParty,
  initialsOf,
  openParty,
  relateParties,
  type FirmSize,
  type NewParty,
  type PartyKind,
} from "./party.ts"

const readers = [
  "clerk",
  "manager",
  "collateral",
  "reviewer",
  "subbranch-head",
  "approver",
  "committee",
  "disbursement",
  "risk",
  "accountant",
  "president",
]

export const party: Feature = {
  name: "kernel/party",
  permissions: [
    { code: "party.read", zh: "查看客户", en: "See customers", roles: readers },
    { code: "party.write", zh: "维护客户", en: "Maintain customers", roles: ["clerk", "manager"] },
    {
      code: "party.reveal",
      zh: "查看完整证件与电话",
      en: "Reveal full numbers for a purpose",
      roles: ["clerk", "manager", "risk", "collateral"],
    },
  ],
  routes,
  search: [
    {
      kind: "party",
      zh: "客户",
      en: "Customers",
      permission: "party.read",
      find: async (ctx, text, limit) => {
        const scope = ctx.actor.scope
        let found = ctx.db.selectFrom("party").select(["id", "name", "uscc", "outlet"]).orderBy("name").limit(limit)
        if (scope !== "all") found = found.where("outlet", "in", [...scope])
        const typed = text.replace(/[\\%_]/g, "\\$&")
        const initials = initialsOf(text)
        const rows = await found
          .where((e) =>
            e.or([
              e("name", "like", `%${typed}%`),
              ...(initials.length > 1 ? [e("initials", "like", `%${initials}%`)] : []),
              e("uscc", "like", `%${typed.toUpperCase()}`),
              e("id_tail", "=", text),
            ]),
          )
          .execute()
        return rows.map((row) => ({
          kind: "party",
          title: row.name,
          detail: row.uscc ?? row.outlet,
          page: `/customers/${row.id}`,
        }))
      },
    },
  ],
}
