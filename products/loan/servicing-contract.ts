// Servicing of a note over HTTP: one endpoint an action. The answer says whether it waits for a second person or is booked,
// and shows what it does to the plan; with dryRun=true nothing is asked or booked.
import { z } from "zod"
import { amount, date, endpoint, rate, uuid } from "#contract/kernel/http"
import { planRow } from "./http-contract.ts"
import {
  deferralInput,
  extensionInput,
  feeInput,
  gradeInput,
  impairmentInput,
  pauseInput,
  rateChangeInput,
  reageInput,
  reamortiseInput,
  recoveryInput,
  renewalInput,
  repossessionInput,
  writeOffInput,
} from "./servicing/inputs.ts"

const tag = "loan"
const params = z.object({ loanNo: z.string() })

const asked = z
  .object({
    approvalId: uuid.nullable(),
    receiptNo: z.string().nullable(),
    effect: z.object({
      kind: z.string(),
      amount,
      parts: z.record(z.string(), z.string()),
      ratePct: rate,
      maturesOn: date,
      rows: z.array(planRow),
    }),
  })
  .meta({ id: "LoanServicing" })

const action = <B extends z.ZodType>(path: string, zh: string, en: string, body: B) =>
  endpoint({ method: "POST", path: `/loans/:loanNo/${path}`, tag, summary: { zh, en }, params, body, response: asked })

export const askExtension = action("extension", "申请展期", "Ask for an extension", extensionInput)
export const askDeferral = action("deferral", "申请延期还本付息", "Ask for a deferral", deferralInput)
export const askReage = action("reage", "申请逾期重整", "Ask to re-age arrears", reageInput)
export const askReamortise = action("reamortise", "申请重算分期", "Ask to re-amortise", reamortiseInput)
export const askRateChange = action("rate-change", "申请调整利率", "Ask for a rate change", rateChangeInput)
export const askPause = action("pause", "申请停息", "Ask for an interest pause", pauseInput)
export const askFee = action("fee", "计收费用", "Charge a fee", feeInput)
export const askFeeCorrection = action("fee-correction", "申请更正费用", "Ask to correct a fee", feeInput)
export const askImpairment = action("impairment", "申请转列已减值", "Ask to move to impaired", impairmentInput)
export const askWriteOff = action("write-off", "申请核销", "Ask for a write-off", writeOffInput)
export const askRecovery = action("recovery", "已核销收回", "Recover after write-off", recoveryInput)
export const askRepossession = action("repossession", "申请以物抵债", "Ask to take assets", repossessionInput)
export const askGrade = action("grade", "申请人工认定分类", "Ask to judge the class", gradeInput)

export const askLoanRenewal = endpoint({
  method: "POST",
  path: "/loans/:loanNo/renewal",
  tag,
  summary: { zh: "申请无还本续贷", en: "Ask for a renewal without repaying principal first" },
  params,
  body: renewalInput,
  response: z.object({ approvalId: uuid }),
})

export const repayNote = endpoint({
  method: "POST",
  path: "/loans/:loanNo/repayments",
  tag,
  summary: { zh: "还款（到期、提前、结清）", en: "Repay: what is due, early, or all" },
  params,
  body: z.object({
    amount: z.union([amount, z.literal("payoff")]),
    choice: z.enum(["keep_term", "keep_instalment"]).default("keep_term"),
  }),
  response: z.object({
    receiptNo: z.string(),
    paid: amount,
    owed: amount,
    settled: z.boolean(),
    parts: z.record(z.string(), amount),
  }),
})
