// The contract: within the approval's six months, by the measures of its day; the limit is reserved for it.
import { addMonths } from "#contract/products/loan"
import { flow } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { reserveLimit } from "#products/limit"
import { checkProduct } from "#products/loan"
import { refuse } from "../refusals.ts"
import { measuresOf } from "../rules.ts"
import { monthsOf, move, productOf } from "./case.ts"
import { open } from "./guard.ts"

/** Under which loan product (rule data "loan.products") each kind is signed. */
const productCodes = {
  project: "fixed-asset",
  working_capital: "working-capital",
  medium_working_capital: "medium-long",
} as const

export const signCase = flow(
  { name: "corporate-loan.sign", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string; guaranteeContractNo: string }) => {
    const found = await open(ctx, input.id, "sign")
    if (!found.ok) return found
    const row = found.value
    if (row.guarantee === "guarantor" && input.guaranteeContractNo === "") {
      const reason = "保证担保须填写保证合同编号"
      return refuse["E-STATE"]({ reason, reasonEn: "Name the guarantee contract" }, "guaranteeContractNo")
    }
    const agreed = {
      method: row.method,
      amountFen: row.approved_fen!,
      termMonths: monthsOf(row),
      ratePct: row.rate_pct!,
      everyMonths: row.every_months,
    }
    const product = await checkProduct(ctx, productCodes[productOf(row)], ctx.today, agreed)
    if (!product.ok) return product
    const contractNo = `HT-${row.case_no}`
    const reserved = await reserveLimit(ctx, {
      limitNo: row.limit_no!,
      amountFen: row.approved_fen!,
      reference: contractNo,
    })
    if (!reserved.ok) return reserved
    const endOn = addMonths(ctx.today, monthsOf(row))
    const set = {
      contract_no: contractNo,
      signed_on: ctx.today,
      end_on: endOn,
      guarantee_contract_no: input.guaranteeContractNo || null,
    }
    const measures = measuresOf(productOf(row), ctx.today)
    const zh = `签订合同 ${contractNo}，到期日 ${endOn}，适用${measures.zh}`
    const moved = await move(ctx, row, {
      action: "sign",
      to: "signed",
      set,
      zh,
      en: `Contract ${contractNo}`,
      reference: contractNo,
    })
    const posted = await ctx.post([reserved.value])
    return posted.ok ? ok({ ...moved, contractNo, endOn }) : posted
  },
)
