// Turns the features' endpoints into HTTP routes: session, permission, shape, handler, answer. Nothing else does.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { z } from "zod"
import { recordDenial } from "#kernel/audit"
import { refuseFlow, type Ctx } from "#kernel/flow"
import type { Outcome } from "#kernel/refusal"
import type { FileAnswer, Routes, UploadedFile } from "#kernel/scene"
import { problem, type Endpoint } from "../../kernel/http/contract.ts"
import type { OpenBranch } from "../runtime/index.ts"
import { anonymous, signedIn } from "./context.ts"
import { refuse, sendRefusal, shapeRefusal } from "./problem.ts"

export const prefix = "/api/v1"

// oxlint-disable-next-line typescript/no-explicit-any
type AnyEndpoint = Endpoint<any, any, any, any>
interface Input {
  params: never
  query: never
  body: never
}

export interface RouteRecord {
  method: string
  path: string
  permission: string | null
  access: "session" | "open"
}

/** Registers every feature's routes; returns the table of them (tests walk it, role by role). */
export function registerRoutes(app: FastifyInstance, branch: OpenBranch): RouteRecord[] {
  const table: RouteRecord[] = []
  const add = (
    endpoint: AnyEndpoint,
    permission: string | null,
    answer: (ctx: Ctx, input: Input, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  ) => {
    table.push({ method: endpoint.method, path: endpoint.path, permission, access: endpoint.access })
    if (permission !== null && !branch.house.permissions.has(permission))
      throw new Error(`No feature declares the permission "${permission}".`)
    app.route({
      method: endpoint.method,
      url: prefix + endpoint.path,
      schema: documentation(endpoint),
      handler: async (request, reply) => {
        const who =
          endpoint.access === "open"
            ? { ok: true as const, value: anonymous(branch, request) }
            : await signedIn(branch, request)
        if (!who.ok) return sendRefusal(request, reply, who.refusal)
        const ctx = who.value
        if (permission !== null && !ctx.actor.permissions.has(permission)) {
          await recordDenial(ctx, `${endpoint.method} ${endpoint.path}`, "permission", permission)
          const { zh } = branch.house.permissions.get(permission)!
          return sendRefusal(request, reply, refuseFlow["E-DENIED"]({ action: zh, permission }).refusal)
        }
        const input = shape(endpoint, request)
        if (!input.ok) return sendRefusal(request, reply, input.refusal, { fields: input.fields })
        return answer(ctx, input.value, request, reply)
      },
    })
  }
  const routes: Routes = {
    on: (endpoint, permission, handler) =>
      add(endpoint, permission, async (ctx, input, request, reply) => {
        const outcome = await handler(ctx, input)
        if (!outcome.ok) return sendRefusal(request, reply, outcome.refusal)
        if (outcome.value === undefined || outcome.value === null) return reply.code(204).send()
        return reply.type("application/json").send(serialize(endpoint, outcome.value))
      }),
    download: (endpoint, permission, handler) =>
      add(endpoint, permission, async (ctx, input, request, reply) =>
        sendFile(request, reply, await handler(ctx, input)),
      ),
    upload: (endpoint, permission, handler) =>
      add(endpoint, permission, async (ctx, input, request, reply) => {
        const received = await receive(request)
        if (!received.ok) return sendRefusal(request, reply, received.refusal)
        const outcome = await handler(ctx, { ...input, ...received.value })
        if (!outcome.ok) return sendRefusal(request, reply, outcome.refusal)
        return outcome.value === undefined
          ? reply.code(204).send()
          : reply.type("application/json").send(serialize(endpoint, outcome.value))
      }),
  }
  for (const feature of branch.house.features) feature.routes?.(routes)
  return table
}

type Shaped =
  | { ok: true; value: Input }
  | { ok: false; refusal: Parameters<typeof sendRefusal>[2]; fields: ReturnType<typeof shapeRefusal>["fields"] }

function shape(endpoint: AnyEndpoint, request: FastifyRequest): Shaped {
  const value: Record<string, unknown> = {}
  const parts = [
    ["params", endpoint.params, request.params],
    ["query", endpoint.query, request.query],
    ["body", strict(endpoint.body), request.body],
  ] as const
  for (const [name, schema, given] of parts) {
    if (!schema) continue
    const parsed = schema.safeParse(given)
    if (!parsed.success) return { ok: false, ...shapeRefusal(parsed.error) }
    value[name] = parsed.data
  }
  return { ok: true, value: value as unknown as Input }
}

const strictBodies = new WeakMap<z.ZodType, z.ZodType>()

/** A field nobody knows is a mistake of the sender, not something to pass over. */
function strict(body: z.ZodType | undefined): z.ZodType | undefined {
  if (!(body instanceof z.ZodObject)) return body
  let made = strictBodies.get(body)
  if (!made) strictBodies.set(body, (made = body.strict()))
  return made
}

/** Only what the contract names leaves the server; anything else in the value is dropped, a wrong type is a bug. */
function serialize(endpoint: AnyEndpoint, value: unknown): string {
  return JSON.stringify(endpoint.response ? endpoint.response.parse(value) : value)
}

function sendFile(request: FastifyRequest, reply: FastifyReply, outcome: Outcome<FileAnswer>): FastifyReply {
  if (!outcome.ok) return sendRefusal(request, reply, outcome.refusal)
  const { name, mediaType, content } = outcome.value
  return reply
    .type(mediaType)
    .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(content)
}

async function receive(
  request: FastifyRequest,
): Promise<Outcome<{ file: UploadedFile; fields: Record<string, string> }>> {
  if (!request.isMultipart()) return refuse["E-SHAPE"]({ first: "multipart/form-data" }, "file")
  const fields: Record<string, string> = {}
  let file: UploadedFile | undefined
  for await (const part of request.parts()) {
    if (part.type === "field") fields[part.fieldname] = String(part.value)
    else if (!file) file = { name: part.filename, mediaType: part.mimetype, content: await part.toBuffer() }
  }
  return file ? { ok: true, value: { file, fields } } : refuse["E-SHAPE"]({ first: "file" }, "file")
}

/** What OpenAPI says of an endpoint. */
function documentation(endpoint: AnyEndpoint) {
  return {
    tags: [endpoint.tag],
    summary: `${endpoint.summary.zh} / ${endpoint.summary.en}`,
    ...(endpoint.access === "open" ? { security: [] } : {}),
    ...(endpoint.params ? { params: endpoint.params } : {}),
    ...(endpoint.query ? { querystring: endpoint.query } : {}),
    ...(endpoint.body ? { body: endpoint.body } : {}),
    response: { ...(endpoint.response ? { 200: endpoint.response } : { 204: z.null() }), default: problem },
  }
}
