// From an HTTP request to the Ctx of a use case: whose session, which language, which key, dry run or not.
import type { FastifyRequest } from "fastify"
import { readSession, refuseAccess, type SessionState, type Visitor } from "#kernel/access"
import type { Actor, Ctx } from "#kernel/flow"
import type { Outcome } from "#kernel/refusal"
import type { OpenBranch } from "../runtime/index.ts"
import { langOf } from "./problem.ts"

export const cookies = { staff: "huoshui_staff", portal: "huoshui_portal", citizen: "huoshui_citizen" } as const
export type Face = keyof typeof cookies

const endings = {
  idle: { zh: "长时间未操作", en: "idle too long" },
  absolute: { zh: "超过最长时限", en: "longest time reached" },
  closed: { zh: "退出、停用或在别处登录", en: "signed out, disabled or signed in elsewhere" },
}

/** Which of a browser's sessions is meant: the address says so where it belongs to one face, else the page that asks. */
export function faceOf(request: FastifyRequest): Face {
  if (request.url.startsWith("/api/v1/portal/")) return "portal"
  if (request.url.startsWith("/api/v1/m/")) return "citizen"
  const named = request.headers["huoshui-face"]
  return named === "portal" || named === "citizen" ? named : "staff"
}

export function visitorOf(branch: OpenBranch, request: FastifyRequest): Visitor {
  return { now: branch.clock.now(), ip: request.ip, userAgent: request.headers["user-agent"] ?? null }
}

export function sessionOf(branch: OpenBranch, request: FastifyRequest): Promise<SessionState> {
  return readSession(branch.database.db, branch.house, request.cookies[cookies[faceOf(request)]], branch.clock.now())
}

const stranger: Actor = {
  kind: "citizen",
  id: "anonymous",
  name: "访客",
  personId: "anonymous",
  roles: [],
  permissions: new Set(),
  outlet: null,
  scope: [],
}

export function contextFor(branch: OpenBranch, request: FastifyRequest, actor: Actor): Ctx {
  const key = request.headers["idempotency-key"]
  return branch.context(actor, {
    requestId: request.id,
    ip: request.ip,
    lang: langOf(request),
    ...(typeof key === "string" && key.length <= 100 ? { idempotencyKey: key } : {}),
    dryRun: (request.query as Record<string, unknown> | undefined)?.["dryRun"] === "true",
  })
}

export const anonymous = (branch: OpenBranch, request: FastifyRequest): Ctx => contextFor(branch, request, stranger)

/** The signed-in person's context, or why there is none. */
export async function signedIn(branch: OpenBranch, request: FastifyRequest): Promise<Outcome<Ctx>> {
  const session = await sessionOf(branch, request)
  if (session.state === "none") return refuseAccess["E-SESSION"]()
  if (session.state === "half") return refuseAccess["E-SECOND-FACTOR"]()
  if (session.state === "ended") {
    const why = endings[session.why]
    return refuseAccess["E-SESSION-ENDED"]({ why: why.zh, whyEn: why.en, reason: session.why })
  }
  return { ok: true, value: contextFor(branch, request, session.actor) }
}

const hotMs = 500

/**
 * The same for the ledger's hot path, where a look-up of the session for each of ten thousand requests a second would
 * cost more than the posting: an answer stands for half a second, so a disabled person is out within that time.
 */
export class HotSessions {
  #branch: OpenBranch
  #known = new Map<string, { until: number; actor: Promise<Outcome<Actor>> }>()

  constructor(branch: OpenBranch) {
    this.#branch = branch
  }

  async signedIn(request: FastifyRequest): Promise<Outcome<Ctx>> {
    const token = request.cookies[cookies[faceOf(request)]] ?? ""
    const now = performance.now()
    let entry = this.#known.get(token)
    if (!entry || entry.until < now) {
      if (this.#known.size > 1_000) this.#known.clear()
      const actor = signedIn(this.#branch, request).then((who) =>
        who.ok ? { ok: true as const, value: who.value.actor } : who,
      )
      this.#known.set(token, (entry = { until: now + hotMs, actor }))
    }
    const actor = await entry.actor
    return actor.ok ? { ok: true, value: contextFor(this.#branch, request, actor.value) } : actor
  }
}
