// What the firm itself may ask and do. Every endpoint answers only for the firm the sign-in stands for.
import { z } from "zod"
import { amount, date, endpoint, uuid } from "#contract/kernel/http"
import { portalCase, reasonCode, wish } from "./model.ts"

const tag = "portal-relief"
const id = z.object({ id: uuid })

export const portalReliefLoans = endpoint({
  method: "GET",
  path: "/portal/relief/loans",
  tag,
  summary: { zh: "可申请纾困的贷款", en: "Notes that relief may be asked for" },
  response: z.object({
    items: z.array(
      z.object({
        loanNo: z.string(),
        purpose: z.string(),
        maturesOn: date,
        daysLeft: z.number().int(),
        outstanding: amount,
        overdueDays: z.number().int(),
        /** Case under way for this note. */
        caseId: uuid.nullable(),
        canAsk: z.boolean(),
      }),
    ),
  }),
})

export const portalReliefCases = endpoint({
  method: "GET",
  path: "/portal/relief/cases",
  tag,
  summary: { zh: "我的纾困申请", en: "My relief cases" },
  response: z.object({ items: z.array(portalCase) }),
})

export const portalReliefCase = endpoint({
  method: "GET",
  path: "/portal/relief/cases/:id",
  tag,
  summary: { zh: "纾困进度", en: "One case in plain words" },
  params: id,
  response: portalCase,
})

export const portalAskRelief = endpoint({
  method: "POST",
  path: "/portal/relief/cases",
  tag,
  summary: { zh: "申请纾困", en: "Ask for relief" },
  body: z.object({
    loanNo: z.string(),
    reasonCode,
    words: z.string().trim().min(4).max(1000),
    wish,
  }),
  response: z.object({ id: uuid, caseNo: z.string() }),
})

export const portalReliefSignCode = endpoint({
  method: "POST",
  path: "/portal/relief/cases/:id/sign-code",
  tag,
  summary: { zh: "获取签约验证码", en: "Send the signing code" },
  params: id,
  body: z.object({}),
  response: z.object({ sentTo: z.string() }),
})

export const portalReliefSign = endpoint({
  method: "POST",
  path: "/portal/relief/cases/:id/sign",
  tag,
  summary: { zh: "签署纾困协议", en: "Sign the agreement" },
  params: id,
  body: z.object({ code: z.string().regex(/^\d{6}$/) }),
  response: z.object({ id: uuid, contractNo: z.string() }),
})
