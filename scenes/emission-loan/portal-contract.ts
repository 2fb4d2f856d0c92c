// What the firm itself may ask and do. Every endpoint answers only for the firm the sign-in stands for.
import { z } from "zod"
import { amount, endpoint, uuid } from "#contract/kernel/http"
import { payoff, portalCase, projectTag, repayMethod, right } from "./model.ts"

const tag = "portal-emission-loan"
const id = z.object({ id: uuid })

export const portalCases = endpoint({
  method: "GET",
  path: "/portal/emission-loan/cases",
  tag,
  summary: { zh: "我的业务", en: "My cases" },
  response: z.object({ items: z.array(portalCase) }),
})

export const portalGetCase = endpoint({
  method: "GET",
  path: "/portal/emission-loan/cases/:id",
  tag,
  summary: { zh: "业务进度", en: "One case in plain words" },
  params: id,
  response: portalCase,
})

export const portalRights = endpoint({
  method: "GET",
  path: "/portal/emission-loan/rights",
  tag,
  summary: { zh: "我的排污权", en: "My rights" },
  response: z.object({ items: z.array(right) }),
})

export const portalApply = endpoint({
  method: "POST",
  path: "/portal/emission-loan/cases",
  tag,
  summary: { zh: "在线申请", en: "Apply" },
  body: z.object({
    amount,
    termMonths: z.number().int().min(1).max(60),
    purpose: z.string().trim().min(4).max(500),
    method: repayMethod.default("interest_only"),
    projectTag: projectTag.nullable().default(null),
    packageType: z.enum(["SINGLE", "DOUBLE"]).default("DOUBLE"),
    rightIds: z.array(uuid).max(20).default([]),
  }),
  response: z.object({ id: uuid, caseNo: z.string() }),
})

export const portalSignCode = endpoint({
  method: "POST",
  path: "/portal/emission-loan/cases/:id/sign-code",
  tag,
  summary: { zh: "获取签约验证码", en: "Send the signing code" },
  params: id,
  body: z.object({}),
  response: z.object({ sentTo: z.string() }),
})

export const portalSign = endpoint({
  method: "POST",
  path: "/portal/emission-loan/cases/:id/sign",
  tag,
  summary: { zh: "签署合同", en: "Sign the contract" },
  params: id,
  body: z.object({ code: z.string().regex(/^\d{6}$/) }),
  response: z.object({ id: uuid, contractNo: z.string() }),
})

export const portalPayoff = endpoint({
  method: "GET",
  path: "/portal/emission-loan/cases/:id/payoff",
  tag,
  summary: { zh: "结清试算", en: "Payoff quote" },
  params: id,
  response: payoff,
})

export const portalRepay = endpoint({
  method: "POST",
  path: "/portal/emission-loan/cases/:id/repay",
  tag,
  summary: { zh: "还款", en: "Repay" },
  params: id,
  body: z.object({
    amount: z.union([amount, z.literal("payoff")]),
    choice: z.enum(["keep_term", "keep_instalment"]).default("keep_term"),
  }),
  response: z.object({ id: uuid, receiptNo: z.string(), paid: amount, owed: amount }),
})
