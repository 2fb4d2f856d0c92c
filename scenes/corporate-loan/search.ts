// What the command palette finds of this scene: cases by number, firm or pinyin initials, within one's outlets.
import type { SearchProvider } from "#kernel/scene"
import { amountFen, yuan } from "./flows/case.ts"
import { casesBy } from "./queries/list.ts"
import { productTitles, type LoanProduct } from "./rules.ts"
import { stateTitles, type CaseState } from "./states.ts"

export const search: SearchProvider[] = [
  {
    kind: "corporate-case",
    zh: "公司贷款",
    en: "Company loans",
    permission: "corporate-loan.read",
    find: async (ctx, text, limit) => {
      const { rows } = await casesBy(ctx, { q: text.trim(), limit })
      return rows.map((row) => ({
        kind: "corporate-case",
        title: `${row.case_no} ${row.party_name}`,
        detail: `${productTitles[row.product as LoanProduct].zh} · ${stateTitles[row.state as CaseState].zh} · ${yuan(amountFen(row))} 元`,
        page: `/corporate-loan/${row.id}`,
      }))
    },
  },
]
