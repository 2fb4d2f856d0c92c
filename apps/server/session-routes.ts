// Signing in and out: the only routes that touch cookies.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { openDate } from "#ledger"
import {
  activate,
  endSession,
  roleTitle,
  sendCitizenCode,
  sendSmsCode,
  signInCitizen,
  signInPortal,
  signInWithCode,
  signInWithPassword,
  startEnrolment,
} from "#kernel/access"
import type { Ctx } from "#kernel/flow"
import { ledgerOn, mainBook } from "#kernel/flow"
import { outlets } from "#kernel/org"
import { citizenPerson } from "#kernel/party"
import type { Outcome } from "#kernel/refusal"
import type { Endpoint } from "../../kernel/http/contract.ts"
import * as contract from "../../kernel/access/contract.ts"
import type { OpenBranch } from "../runtime/index.ts"
import { anonymous, contextFor, cookies, faceOf, sessionOf, signedIn, visitorOf, type Face } from "./context.ts"
import { sendRefusal, shapeRefusal } from "./problem.ts"
import { prefix } from "./routes.ts"

const twelveHours = 12 * 3600

interface SignedIn {
  token: string
  next: "totp" | "enrol" | "done"
}

export function registerSessionRoutes(app: FastifyInstance, branch: OpenBranch, demo: DemoSignIns | undefined): void {
  const on = <B>(
    endpoint: Endpoint<undefined, undefined, B, unknown>,
    handler: (request: FastifyRequest, reply: FastifyReply, body: B) => Promise<unknown>,
  ) =>
    app.route({
      method: endpoint.method,
      url: prefix + endpoint.path,
      schema: {
        tags: [endpoint.tag],
        summary: `${endpoint.summary.zh} / ${endpoint.summary.en}`,
        ...(endpoint.body ? { body: endpoint.body } : {}),
      },
      handler: async (request, reply) => {
        const parsed = endpoint.body
          ? endpoint.body.safeParse(request.body)
          : { success: true as const, data: undefined as B }
        if (!parsed.success) {
          const { refusal, fields } = shapeRefusal(parsed.error)
          return sendRefusal(request, reply, refusal, { fields })
        }
        return handler(request, reply, parsed.data)
      },
    })
  const answer = (request: FastifyRequest, reply: FastifyReply, face: Face, outcome: Outcome<SignedIn>) => {
    if (!outcome.ok) return sendRefusal(request, reply, outcome.refusal)
    setCookie(reply, face, outcome.value.token)
    return reply.send({ next: outcome.value.next })
  }

  on(contract.signIn, async (request, reply, body) =>
    answer(
      request,
      reply,
      "staff",
      await signInWithPassword(anonymous(branch, request), body, visitorOf(branch, request)),
    ),
  )
  on(contract.signInCode, async (request, reply, body) => {
    const session = await sessionOf(branch, request)
    if (session.state !== "half") return sendRefusal(request, reply, sessionRefusal(await signedIn(branch, request)))
    const input = { staffId: session.subjectId, tokenHash: session.tokenHash, ...body }
    return answer(
      request,
      reply,
      "staff",
      await signInWithCode(anonymous(branch, request), input, visitorOf(branch, request)),
    )
  })
  on(contract.enrolment, async (request, reply) => {
    const session = await sessionOf(branch, request)
    if (session.state !== "half") return sendRefusal(request, reply, sessionRefusal(await signedIn(branch, request)))
    const started = await startEnrolment(anonymous(branch, request), session.subjectId)
    return started.ok ? reply.send(started.value) : sendRefusal(request, reply, started.refusal)
  })
  on(contract.activateStaff, async (request, reply, body) => {
    const outcome = await activate(anonymous(branch, request), body)
    return outcome.ok ? reply.code(204).send() : sendRefusal(request, reply, outcome.refusal)
  })
  on(contract.portalCode, async (request, reply, body) => {
    const outcome = await sendSmsCode(anonymous(branch, request), { ...body, purpose: "sign-in" }, branch.clock.now())
    return outcome.ok ? reply.code(204).send() : sendRefusal(request, reply, outcome.refusal)
  })
  on(contract.portalSignIn, async (request, reply, body) =>
    answer(request, reply, "portal", await signInPortal(anonymous(branch, request), body, visitorOf(branch, request))),
  )

  on(contract.citizenCode, async (request, reply, body) => {
    const outcome = await sendCitizenCode(anonymous(branch, request), body.phone, branch.clock.now())
    return outcome.ok ? reply.code(204).send() : sendRefusal(request, reply, outcome.refusal)
  })
  on(contract.citizenSignIn, async (request, reply, body) => {
    const ctx = anonymous(branch, request)
    const outcome = await signInCitizen(ctx, body, visitorOf(branch, request), (phone) =>
      citizenPerson(branch.system(), { phone, name: body.name }),
    )
    if (!outcome.ok) return sendRefusal(request, reply, outcome.refusal)
    if (outcome.value.token) setCookie(reply, "citizen", outcome.value.token)
    return reply.send({ next: outcome.value.next })
  })

  for (const endpoint of [contract.signOut, contract.portalSignOut, contract.citizenSignOut]) {
    on(endpoint as never, async (request, reply) => {
      const session = await sessionOf(branch, request)
      if (session.state === "full" || session.state === "half") {
        await endSession(branch.database.db, session.tokenHash, branch.clock.now(), "sign-out")
      }
      reply.clearCookie(cookies[faceOf(request)], { path: "/" })
      reply.header("clear-site-data", '"cache", "storage"')
      return reply.code(204).send()
    })
  }
  for (const endpoint of [contract.getMe, contract.getPortalMe, contract.getCitizenMe]) {
    on(endpoint as never, async (request, reply) => {
      const who = await signedIn(branch, request)
      return who.ok
        ? reply.send(await meOf(branch, who.value, demo !== undefined))
        : sendRefusal(request, reply, who.refusal)
    })
  }
  if (demo)
    on(contract.demoSignIns as never, async (request, reply) =>
      reply.send(await demo(contextFor(branch, request, branch.system().actor))),
    )
}

/** A demo branch shows its sign-ins on the sign-in page; no other branch has this route at all. */
export type DemoSignIns = (ctx: Ctx) => Promise<unknown>

function setCookie(reply: FastifyReply, face: Face, token: string): void {
  reply.setCookie(cookies[face], token, {
    path: "/",
    httpOnly: true,
    sameSite: "strict",
    secure: "auto",
    maxAge: twelveHours,
  })
}

function sessionRefusal(outcome: Outcome<Ctx>): Parameters<typeof sendRefusal>[2] {
  if (!outcome.ok) return outcome.refusal
  return { code: "access/E-SIGNED-IN", status: 409, zh: "您已登录。", en: "You are signed in already.", facts: {} }
}

async function meOf(branch: OpenBranch, ctx: Ctx, demo: boolean) {
  const outlet = (await outlets(ctx.db)).find((o) => o.code === ctx.actor.outlet)
  const party = ctx.actor.partyId
    ? await ctx.db.selectFrom("party").select(["id", "name"]).where("id", "=", ctx.actor.partyId).executeTakeFirst()
    : undefined
  return {
    kind: ctx.actor.kind,
    id: ctx.actor.id,
    name: ctx.actor.name,
    roles: ctx.actor.roles.map(roleTitle),
    outlet: outlet ? { code: outlet.code, nameZh: outlet.nameZh, nameEn: outlet.nameEn } : null,
    permissions: [...ctx.actor.permissions],
    branch: { ...branch.branch, demo },
    accountingDate: await openDate(ledgerOn(ctx.db), mainBook),
    party: party ?? null,
  }
}
