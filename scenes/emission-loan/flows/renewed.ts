// The case of a note that was renewed elsewhere goes on with the new one.
import { followRenewal } from "#products/loan"
import { tell } from "./case.ts"

export const loanRenewed = followRenewal({
  object: "emission-case",
  tell,
  replace: async (ctx, { loanNo, newLoanNo }) => {
    const changed = await ctx.db
      .updateTable("emission_case")
      .set({ loan_no: newLoanNo })
      .where("loan_no", "=", loanNo)
      .returning("id")
      .executeTakeFirst()
    return changed?.id
  },
})
