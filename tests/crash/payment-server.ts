// The process that the crash test of payments kills: it takes the channels' callbacks, tends orders and refunds, and settles
// when told to. node payment-server.ts <file with its options>. Prints "ready" and, once everything is settled, "settled".
import { readFileSync, writeSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import fastify from "fastify"
import { openBranch, outlets } from "../../apps/runtime/index.ts"
import { registerChannelRoutes } from "../../apps/server/channel-routes.ts"
import { tendAcquiring } from "../../products/acquiring/index.ts"
import { settleDue } from "../../products/acquiring/settle.ts"

export interface ServerOptions {
  adminUrl: string
  port: number
  filesFolder: string
  urls: Record<string, string>
  keys: Record<string, Record<string, string>>
  settleOn?: string
}

const options = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as ServerOptions
const branch = await openBranch({
  adminUrl: options.adminUrl,
  branch: { code: "crash", nameZh: "测试分行", nameEn: "Test branch" },
  outlets,
  appPassword: "only-for-tests",
  secret: Buffer.alloc(32, 1),
  filesFolder: options.filesFolder,
  publicUrl: `http://127.0.0.1:${options.port}`,
  partnerUrl: (partner) => options.urls[partner],
  partnerKeys: (partner) => options.keys[partner],
})
const app = fastify()
await registerChannelRoutes(app, branch)
await app.listen({ host: "127.0.0.1", port: options.port })
writeSync(1, "ready\n")
if (options.settleOn) {
  const settled = await settleDue(branch.system(), options.settleOn, async () => {})
  writeSync(1, `settled ${settled.failed.length}\n`)
}
for (;;) {
  await tendAcquiring(branch.system())
  await sleep(50)
}
