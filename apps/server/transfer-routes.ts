// The ledger's own way in: single transfers of many callers are gathered into batches, bulk goes as it comes.
// The caller's id is the idempotency key: a repeat answers "exists" and moves nothing.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import {
  accountIds,
  isId,
  leg,
  parseAmount,
  sentenceOf,
  type AccountId,
  type Poster,
  type PostOutcome,
  type Work,
} from "#ledger"
import { refuseBook } from "#kernel/book"
import { ledgerOn, refuseFlow, type Ctx } from "#kernel/flow"
import type { Outcome } from "#kernel/refusal"
import type { z } from "zod"
import { postTransfer, postTransfers, type transferRequest } from "../../kernel/book/contract.ts"
import type { OpenBranch } from "../runtime/index.ts"
import { HotSessions } from "./context.ts"
import { sendRefusal, shapeRefusal } from "./problem.ts"
import { prefix } from "./routes.ts"

type TransferRequest = z.output<typeof transferRequest>

const permission = "book.post"

export function registerTransferRoutes(app: FastifyInstance, branch: OpenBranch, poster: Poster): void {
  const keys = new AccountKeys(branch)
  const sessions = new HotSessions(branch)
  const route = <B>(
    endpoint: { path: string; body: z.ZodType<B>; tag: string; summary: { zh: string; en: string } },
    handler: (ctx: Ctx, body: B, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  ) =>
    app.post(prefix + endpoint.path, {
      bodyLimit: 16 * 2 ** 20,
      schema: { tags: [endpoint.tag], summary: `${endpoint.summary.zh} / ${endpoint.summary.en}`, body: endpoint.body },
      handler: async (request, reply) => {
        const who = await sessions.signedIn(request)
        if (!who.ok) return sendRefusal(request, reply, who.refusal)
        if (!who.value.actor.permissions.has(permission))
          return sendRefusal(
            request,
            reply,
            refuseFlow["E-DENIED"]({ action: branch.house.permissions.get(permission)!.zh, permission }).refusal,
          )
        const parsed = endpoint.body.safeParse(request.body)
        if (!parsed.success) {
          const { refusal, fields } = shapeRefusal(parsed.error)
          return sendRefusal(request, reply, refusal, { fields })
        }
        return handler(who.value, parsed.data, request, reply)
      },
    })

  route(postTransfer, async (ctx, body, request, reply) => {
    const work = await keys.work(ctx, body)
    if (!work.ok) return sendRefusal(request, reply, work.refusal)
    return reply.send(answerOf(body.id, await poster.submit(work.value, actorOf(ctx))))
  })

  route(postTransfers, async (ctx, body, request, reply) => {
    await keys.learn(body.flatMap((t) => [t.debit, t.credit]))
    const works: Work[] = []
    for (const [at, transfer] of body.entries()) {
      const work = await keys.work(ctx, transfer)
      if (!work.ok) return sendRefusal(request, reply, { ...work.refusal, field: `${at}.${work.refusal.field ?? ""}` })
      works.push(work.value)
    }
    const outcomes = await poster.submitMany(works, actorOf(ctx))
    const answers = outcomes.map((outcome, at) => answerOf(body[at]!.id, outcome))
    const failed = answers.filter((a) => a.result !== "ok" && a.result !== "exists")
    return reply.send({ posted: answers.length - failed.length, failed })
  })
}

const actorOf = (ctx: Ctx) => `${ctx.actor.kind}:${ctx.actor.id}`

function answerOf(id: string, outcome: PostOutcome) {
  const result = outcome.ok ? (outcome.repeated ? "exists" : "ok") : outcome.failure.code
  const facts = outcome.ok ? {} : outcome.failure.facts
  return { id, result, zh: sentenceOf(result, "zh", facts), en: sentenceOf(result, "en", facts) }
}

/** Natural keys to ids: they never change, so each is asked for once. */
class AccountKeys {
  #branch: OpenBranch
  #known = new Map<string, AccountId>()
  #wanted = new Set<string>()
  #asking: Promise<void> | undefined

  constructor(branch: OpenBranch) {
    this.#branch = branch
  }

  /** Keys of requests that come while a question is under way are asked together in the next one. */
  async learn(keys: readonly string[]): Promise<void> {
    for (const key of keys) if (!this.#known.has(key)) this.#wanted.add(key)
    while (keys.some((key) => this.#wanted.has(key))) {
      this.#asking ??= this.#ask().finally(() => (this.#asking = undefined))
      await this.#asking
    }
  }

  async #ask(): Promise<void> {
    const asked = [...this.#wanted]
    const found = await accountIds(ledgerOn(this.#branch.database.db), asked)
    for (const key of asked) this.#wanted.delete(key)
    for (const [key, id] of found) this.#known.set(key, id)
  }

  /** A plain transfer, or a posting when it carries a business document. */
  async work(ctx: Ctx, request: TransferRequest): Promise<Outcome<Work>> {
    const unit = ctx.house.units.find((u) => u.code === request.unit)
    if (!unit) return refuseBook["E-UNIT"]({ unit: request.unit }, "unit")
    if (!isId(request.id)) return refuseBook["E-ID"]({}, "id")
    const amount = parseAmount(request.amount, unit.scale)
    if (amount === null || amount <= 0n)
      return refuseBook["E-AMOUNT"]({ amount: request.amount, scale: unit.scale }, "amount")
    if (!this.#known.has(request.debit) || !this.#known.has(request.credit))
      await this.learn([request.debit, request.credit])
    const debit = this.#known.get(request.debit)
    const credit = this.#known.get(request.credit)
    if (debit === undefined) return refuseBook["E-ACCOUNT"]({ key: request.debit }, "debit")
    if (credit === undefined) return refuseBook["E-ACCOUNT"]({ key: request.credit }, "credit")
    if (request.reference === undefined)
      return { ok: true, value: { id: request.id, debit, credit, amount, code: request.code } }
    return {
      ok: true,
      value: {
        id: request.id,
        template: request.code,
        legs: [leg(debit, credit, amount)],
        reference: request.reference,
      },
    }
  }
}
