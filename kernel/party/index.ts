import type { Feature } from "#kernel/scene"
import { ok } from "#kernel/refusal"
import { findParty, initialsOf } from "./party.ts"
import { refuse } from "./refusals.ts"
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

export {
  childrenOf,
  citizenPerson,
  endGuardianship,
  giveOwnPhone,
  guardiansOf,
  guardiansOfMany,
  isGuardian,
  linkGuardian,
  ownPhone,
  ownPhones,
  registerPerson,
  type Child,
  type Guardian,
  type NewPerson,
} from "./persons.ts"

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
  fileOwners: [
    {
      owner: "party",
      read: ["party.read"],
      add: ["party.write"],
      kinds: [
        { kind: "licence", zh: "营业执照", en: "Business licence" },
        { kind: "articles", zh: "公司章程", en: "Articles of association" },
        { kind: "identity", zh: "法定代表人证件", en: "Identity of the legal representative" },
        { kind: "statements", zh: "财务报表", en: "Financial statements" },
        { kind: "authority", zh: "授权书", en: "Authorities" },
        { kind: "other", zh: "其他", en: "Other" },
      ],
      find: async (ctx, id) => ((await findParty(ctx, id)) ? ok() : refuse["E-NOT-FOUND"]()),
    },
  ],
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
