// Relief cases in the house's search: by number, note or firm.
import type { SearchProvider } from "#kernel/scene"
import { toolTitles, type Tool } from "./rules.ts"
import { stateTitles, type ReliefState } from "./states.ts"
import { casesBy } from "./queries/list.ts"

export const search: SearchProvider[] = [
  {
    kind: "relief-case",
    zh: "纾困业务",
    en: "Relief cases",
    permission: "relief.read",
    find: async (ctx, text, limit) => {
      const { rows } = await casesBy(ctx, { q: text.trim(), limit })
      return rows.map((row) => ({
        kind: "relief-case",
        title: `${row.case_no} ${row.party_name}`,
        detail: [stateTitles[row.state as ReliefState].zh, row.tool ? toolTitles[row.tool as Tool].zh : ""]
          .filter(Boolean)
          .join(" · "),
        page: `/relief/${row.id}`,
      }))
    },
  },
]
