// The HTTP boundary, put together: security headers, sessions, the features' routes, the document of the interface,
// the pages. Answers nothing itself but health.
import cookie from "@fastify/cookie"
import multipart from "@fastify/multipart"
import swagger from "@fastify/swagger"
import swaggerUi from "@fastify/swagger-ui"
import fastify, { type FastifyInstance } from "fastify"
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod"
import { openPoster, type Poster } from "#ledger"
import type { OpenBranch } from "../runtime/index.ts"
import { registerChannelRoutes } from "./channel-routes.ts"
import { guard } from "./guard.ts"
import { registerPartnerRoutes } from "./partner-routes.ts"
import { refuse, sendRefusal } from "./problem.ts"
import { prefix, registerRoutes, type RouteRecord } from "./routes.ts"
import { registerSessionRoutes, type DemoSignIns } from "./session-routes.ts"
import { registerPages } from "./static-pages.ts"
import { registerStreamRoutes } from "./stream-routes.ts"
import { registerTransferRoutes } from "./transfer-routes.ts"
import { startBeside, type Beside } from "./beside.ts"
import { startWork, type Work } from "./work.ts"

export interface ServerOptions {
  branch: OpenBranch
  pagesFolder: string
  /** Given only for a demo branch. */
  demoSignIns?: DemoSignIns
  logLevel?: string
  version: string
}

export interface Server {
  app: FastifyInstance
  routes: RouteRecord[]
  poster: Poster
  /** Starts background work and listens; resolves with the port. */
  listen(host: string, port: number): Promise<number>
  /** Sentences of what runs beside the server and could not start as it should. */
  said(): readonly string[]
  close(): Promise<void>
}

const bodyLimit = 4 * 2 ** 20
const fileSizeMax = 21 * 2 ** 20

export async function buildServer(options: ServerOptions): Promise<Server> {
  const { branch } = options
  const app = fastify({
    logger: { level: options.logLevel ?? "warn", redact: ["req.headers.cookie", "req.headers.authorization"] },
    bodyLimit,
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: 300 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  // Shapes are checked in routes.ts with both languages; the compilers above only feed the document.
  app.setValidatorCompiler(() => (value) => ({ value }))
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: fileSizeMax, files: 1, fields: 30 } })
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "活水 Huoshui",
        version: options.version,
        description: "One branch of a bank: scenes on one ledger.",
      },
      servers: [{ url: "/" }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(swaggerUi, { routePrefix: "/docs" })
  guard(app)
  handleErrors(app)

  const poster = openPoster(() => branch.database.connect("huoshui poster"))
  let work: Work | undefined
  let beside: Beside | undefined
  app.addHook("onResponse", async (request) => {
    // Plain transfers tell nobody anything; looking at the outbox after each would cost more than posting it.
    if (request.method !== "GET" && !request.url.startsWith(`${prefix}/transfers`)) work?.kick()
  })
  app.get(`${prefix}/health`, { schema: { tags: ["health"], summary: "健康检查 / Health" } }, async () => {
    await branch.database.pool.query("select 1")
    return { ok: true, version: options.version, branch: branch.branch.code, now: branch.clock.now().toISOString() }
  })
  app.get("/api/openapi.json", { schema: { hide: true } }, async () => app.swagger())
  registerSessionRoutes(app, branch, options.demoSignIns)
  const routes = registerRoutes(app, branch)
  registerTransferRoutes(app, branch, poster)
  registerStreamRoutes(app, branch)
  await registerPartnerRoutes(app, branch)
  await registerChannelRoutes(app, branch)
  await registerPages(app, options.pagesFolder)

  return {
    app,
    routes,
    poster,
    listen: async (host, port) => {
      await app.listen({ host, port })
      work = await startWork(branch, app.log)
      beside = await startBeside(branch, app.log)
      const address = app.server.address()
      return typeof address === "object" && address ? address.port : port
    },
    said: () => beside?.said ?? [],
    close: async () => {
      await app.close()
      await beside?.stop()
      await work?.stop()
      await poster.close()
    },
  }
}

function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (error.code === "FST_ERR_CTP_INVALID_JSON_BODY" || error.code === "FST_ERR_CTP_EMPTY_JSON_BODY") {
      return sendRefusal(request, reply, refuse["E-NOT-JSON"]().refusal)
    }
    if (error.statusCode === 413 || error.code === "FST_REQ_FILE_TOO_LARGE")
      return sendRefusal(request, reply, refuse["E-TOO-LARGE"]().refusal)
    if (error.statusCode && error.statusCode < 500) {
      return sendRefusal(request, reply, {
        ...refuse["E-SHAPE"]({ first: error.message }).refusal,
        status: error.statusCode,
      })
    }
    request.log.error(error)
    // A connection lost in the middle of a commit is the one case in which we do not know.
    const unsure =
      request.method !== "GET" &&
      /LedgerUnreachable|Connection terminated|ECONNRESET/.test(`${error.name} ${error.message}`)
    const made = unsure ? refuse["E-UNSURE"] : refuse["E-BUG"]
    return sendRefusal(request, reply, made({ requestId: request.id }).refusal, unsure ? { moved: "unknown" } : {})
  })
}
