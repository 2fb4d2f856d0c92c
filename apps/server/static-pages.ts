// The web build: hashed files for ever, the three entries never from cache. Unknown addresses below an entry are the
// app's own routes, so they get the entry's page.
import { existsSync } from "node:fs"
import { join } from "node:path"
import fastifyStatic from "@fastify/static"
import type { FastifyInstance } from "fastify"
import { sendRefusal, refuse } from "./problem.ts"

const entries = [
  { prefix: "/portal", file: "portal/index.html" },
  { prefix: "/m", file: "m/index.html" },
  { prefix: "/lobby", file: "lobby/index.html" },
]

export async function registerPages(app: FastifyInstance, folder: string): Promise<void> {
  if (existsSync(folder)) {
    await app.register(fastifyStatic, {
      root: folder,
      index: false,
      redirect: false,
      setHeaders: (reply, path) => {
        reply.header(
          "cache-control",
          path.includes(`${join(folder, "assets")}`) ? "public, max-age=31536000, immutable" : "no-cache",
        )
      },
    })
  }
  // The file server takes "/" for a folder it may not list; the start page is the console's entry.
  if (existsSync(folder)) app.get("/", { schema: { hide: true } }, (_request, reply) => reply.sendFile("index.html"))
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0]!
    const isPage = request.method === "GET" && !path.startsWith("/api/") && !/\.\w+$/.test(path) && existsSync(folder)
    if (!isPage) return sendRefusal(request, reply, refuse["E-NOT-FOUND"]().refusal)
    const entry = entries.find((e) => path === e.prefix || path.startsWith(`${e.prefix}/`))
    const file = entry && existsSync(join(folder, entry.file)) ? entry.file : "index.html"
    return reply.sendFile(file)
  })
}
