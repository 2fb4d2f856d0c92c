// The draw of a note that was renewed elsewhere goes on with the new one.
import { followRenewal } from "#products/loan"
import { tell } from "./case.ts"

export const loanRenewed = followRenewal({
  object: "corporate-case",
  tell,
  replace: async (ctx, { loanNo, newLoanNo }) => {
    const changed = await ctx.db
      .updateTable("corporate_draw")
      .set({ loan_no: newLoanNo })
      .where("loan_no", "=", loanNo)
      .returning("case_id")
      .executeTakeFirst()
    return changed?.case_id
  },
})
