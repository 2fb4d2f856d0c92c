// The one place where refusals and bugs become answers: RFC 9457 problems with a stable code, in the reader's language,
// saying whether anything moved.
import type { FastifyReply, FastifyRequest } from "fastify"
import { z } from "zod"
import type { Problem } from "../../kernel/http/contract.ts"
import { defineRefusals, type Refusal } from "#kernel/refusal"

export const refuse = defineRefusals("http", {
  "E-NOT-FOUND": { status: 404, zh: "没有这个地址。", en: "There is nothing at this address." },
  "E-SHAPE": { status: 400, zh: "提交的内容有误：{first}", en: "The request is not right: {first}" },
  "E-ORIGIN": {
    status: 403,
    zh: "请求来自其他网站，已拒绝。",
    en: "The request comes from another site and was refused.",
  },
  "E-TOO-MANY": {
    status: 429,
    zh: "请求过于频繁，请 {seconds} 秒后再试。",
    en: "Too many requests; try again in {seconds} s.",
  },
  "E-TOO-LARGE": { status: 413, zh: "提交的内容过大。", en: "The request is too large." },
  "E-NOT-JSON": { status: 400, zh: "提交的内容不是有效的 JSON。", en: "The body is not valid JSON." },
  "E-BUG": {
    status: 500,
    zh: "系统出错，本笔未入账；请记下编号 {requestId} 联系科技岗。",
    en: "Something broke; nothing was posted. Give the reference {requestId} to the engineers.",
  },
  "E-UNSURE": {
    status: 500,
    zh: "系统出错，请凭编号 {requestId} 查询是否入账，不要重复提交。",
    en: "Something broke; ask with the reference {requestId} whether it was posted, and do not send it again.",
  },
})

export function langOf(request: FastifyRequest): "zh" | "en" {
  return request.headers["accept-language"]?.toLowerCase().startsWith("en") ? "en" : "zh"
}

export function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  more: Partial<Problem> = {},
): FastifyReply {
  const body: Problem = {
    type: `urn:huoshui:${refusal.code}`,
    title: refusal.code,
    status: refusal.status,
    code: refusal.code,
    detail: langOf(request) === "zh" ? refusal.zh : refusal.en,
    detailEn: refusal.en,
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    facts: refusal.facts,
    moved: false,
    requestId: request.id,
    ...more,
  }
  return reply.code(refusal.status).type("application/problem+json").send(JSON.stringify(body))
}

const zh = z.locales.zhCN().localeError
const en = z.locales.en().localeError

/** What is wrong with the input, field by field, in both languages. */
export function shapeRefusal(error: z.ZodError): { refusal: Refusal; fields: Problem["fields"] } {
  const fields = error.issues.map((issue) => {
    const [ownZh, ownEn] = issue.message.split(" / ")
    const own = issue.code === "custom" || issue.code === "invalid_format" ? issue.message : undefined
    return {
      field: issue.path.join("."),
      zh: own && ownEn ? ownZh! : sentence(zh(issue as never)),
      en: own && ownEn ? ownEn : sentence(en(issue as never)),
    }
  })
  const first = fields[0]!
  const { refusal } = refuse["E-SHAPE"]({ first: `${first.field} ${first.zh}` }, first.field)
  return { refusal: { ...refusal, en: `The request is not right: ${first.field} ${first.en}` }, fields }
}

const sentence = (made: string | { message: string } | null | undefined): string =>
  typeof made === "string" ? made : (made?.message ?? "")
