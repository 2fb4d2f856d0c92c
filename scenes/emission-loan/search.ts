// What the command palette finds of this scene: cases by number, firm, pinyin initials or amount, within one's outlets.
import { formatAmount, parseAmount } from "#ledger"
import type { Ctx } from "#kernel/flow"
import type { SearchProvider } from "#kernel/scene"
import { casesBy, type NamedCase } from "./queries/list.ts"
import { stateTitles, type CaseState } from "./states.ts"

/** "6,000,000", "6000000.00" and "600万" are the same amount. */
export function typedFen(text: string): bigint | null {
  const inTenThousands = /^([\d,]+(?:\.\d{1,4})?)\s*万元?$/.exec(text.trim())
  if (inTenThousands) {
    const found = parseAmount(inTenThousands[1]!.replaceAll(",", ""), 4)
    return found === null ? null : found * 100n
  }
  const found = parseAmount(text.trim().replaceAll(",", ""), 2)
  return found !== null && found > 0n ? found : null
}

const figure = (fen: bigint | null): string => (fen === null ? "" : ` · ${formatAmount(fen, 2)} 元`)

export const search: SearchProvider[] = [
  {
    kind: "emission-case",
    zh: "排污权贷款",
    en: "Emission-right loans",
    permission: "emission-loan.read",
    find: async (ctx, text, limit) => {
      const named = await casesBy(ctx, { q: text.trim(), limit })
      const rows = [...named.rows, ...(await byAmount(ctx, typedFen(text), limit))]
      const once = [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, limit)
      return once.map((row) => ({
        kind: "emission-case",
        title: `${row.case_no} ${row.party_name}`,
        detail: `${stateTitles[row.state as CaseState].zh}${figure(row.approved_fen ?? row.reviewed_fen ?? row.asked_fen)}`,
        page: `/emission-loan/${row.id}`,
      }))
    },
  },
]

/** Asked, reviewed or approved: an amount that somebody remembers may be any of them. */
async function byAmount(ctx: Ctx, amountFen: bigint | null, limit: number): Promise<NamedCase[]> {
  if (amountFen === null) return []
  let found = ctx.db
    .selectFrom("emission_case")
    .innerJoin("party", "party.id", "emission_case.party_id")
    .selectAll("emission_case")
    .select("party.name as party_name")
    .where((e) =>
      e.or((["asked_fen", "reviewed_fen", "approved_fen"] as const).map((column) => e(column, "=", amountFen))),
    )
  if (ctx.actor.scope !== "all") found = found.where("emission_case.outlet", "in", [...ctx.actor.scope, "-"])
  return found.orderBy("case_no", "desc").limit(limit).execute()
}
