// Where partners answer late and tell news: open to the network, closed by their signature over the very bytes sent.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { z } from "zod"
import { partnerKey, takeAnswer, takeNews, verifySigned } from "#kernel/partner"
import type { Outcome } from "#kernel/refusal"
import type { OpenBranch } from "../runtime/index.ts"
import { refuse, sendRefusal, shapeRefusal } from "./problem.ts"
import { prefix } from "./routes.ts"

const answerShape = z.object({ id: z.uuid(), answer: z.record(z.string(), z.unknown()) })
const newsShape = z.object({
  id: z.uuid(),
  kind: z.string().max(40),
  subject: z.string().max(80),
  body: z.record(z.string(), z.unknown()),
})

export async function registerPartnerRoutes(app: FastifyInstance, branch: OpenBranch): Promise<void> {
  await app.register(async (scope) => {
    // The signature is over text; parsing first would lose it.
    scope.removeContentTypeParser("application/json")
    scope.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => done(null, body))
    const route = <T>(
      path: string,
      zh: string,
      en: string,
      shape: z.ZodType<T>,
      take: (partner: string, value: T) => Promise<Outcome<void>>,
    ) =>
      scope.post<{ Params: { partner: string } }>(
        `${prefix}/partners/:partner/${path}`,
        { schema: { tags: ["partners"], summary: `${zh} / ${en}`, body: shape } },
        async (request, reply) => {
          const read = open(branch, request, reply, shape)
          if (!read) return reply
          const outcome = await take(request.params.partner, read.value)
          return outcome.ok ? reply.code(204).send() : sendRefusal(request, reply, outcome.refusal)
        },
      )
    route("answers", "合作方的后续回执", "A partner's late answer", answerShape, (_partner, value) =>
      takeAnswer(branch.system(), value),
    )
    route("news", "合作方的通知", "News from a partner", newsShape, (partner, value) =>
      takeNews(branch.system(), { ...value, partner }),
    )
  })
}

/** The checked content, or undefined after the refusal was sent. */
function open<T>(
  branch: OpenBranch,
  request: FastifyRequest<{ Params: { partner: string } }>,
  reply: FastifyReply,
  shape: z.ZodType<T>,
): { value: T } | undefined {
  const text = String(request.body)
  const key = partnerKey(branch.services.secret, request.params.partner)
  const checked = verifySigned(key, branch.clock.now(), request.headers, text)
  if (!checked.ok) {
    sendRefusal(request, reply, checked.refusal)
    return undefined
  }
  try {
    const parsed = shape.safeParse(JSON.parse(text))
    if (parsed.success) return { value: parsed.data }
    const { refusal, fields } = shapeRefusal(parsed.error)
    sendRefusal(request, reply, refusal, { fields })
  } catch {
    sendRefusal(request, reply, refuse["E-NOT-JSON"]().refusal)
  }
  return undefined
}
