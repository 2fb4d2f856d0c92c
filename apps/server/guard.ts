// What protects every answer and every request alike: headers, origin, rate.
import type { FastifyInstance } from "fastify"
import { refuse, sendRefusal } from "./problem.ts"

const contentPolicy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  // The component library writes its styles into the page.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join("; ")

const windowMs = 60_000
// A busy teller makes some hundred requests a minute; sign-in tries and file downloads far fewer.
const limits = [
  { pattern: /^\/api\/v1\/((portal|m)\/)?session/, max: 60 },
  { pattern: /^\/api\/v1\/(prints|imports)/, max: 240 },
]

export function guard(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply) => {
    reply.header("x-content-type-options", "nosniff")
    reply.header("referrer-policy", "same-origin")
    reply.header("x-frame-options", "DENY")
    reply.header("cross-origin-opener-policy", "same-origin")
    reply.header("permissions-policy", "camera=(), microphone=(), geolocation=()")
    reply.header("strict-transport-security", "max-age=31536000")
    // The page of the interface document brings inline scripts of its own.
    if (!request.url.startsWith("/docs")) reply.header("content-security-policy", contentPolicy)
    if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store")
  })
  app.addHook("onRequest", async (request, reply) => {
    const { origin, host } = request.headers
    const isWrite = !["GET", "HEAD", "OPTIONS"].includes(request.method)
    if (isWrite && origin !== undefined && new URL(origin).host !== host)
      return sendRefusal(request, reply, refuse["E-ORIGIN"]().refusal)
    return undefined
  })
  limitRate(app)
}

function limitRate(app: FastifyInstance): void {
  const counts = new Map<string, { until: number; count: number }>()
  app.addHook("onRequest", async (request, reply) => {
    const limit = limits.find((l) => l.pattern.test(request.url))
    if (!limit || request.method === "GET") return undefined
    const now = performance.now()
    if (counts.size > 10_000) for (const [key, entry] of counts) if (entry.until < now) counts.delete(key)
    const key = `${limit.pattern.source}|${request.ip}`
    const entry = counts.get(key)
    if (!entry || entry.until < now) {
      counts.set(key, { until: now + windowMs, count: 1 })
      return undefined
    }
    entry.count++
    if (entry.count <= limit.max) return undefined
    return sendRefusal(request, reply, refuse["E-TOO-MANY"]({ seconds: Math.ceil((entry.until - now) / 1000) }).refusal)
  })
}
