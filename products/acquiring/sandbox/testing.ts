// For tests: the bank's own callback addresses on a real port, and the sandbox channels that call them.
import fastify from "fastify"
import { registerChannelRoutes } from "../../../apps/server/channel-routes.ts"
import type { TestBank } from "../../../tests/support/bank.ts"
import { startChannelSandbox, type ChannelSandbox } from "./server.ts"

export interface Channels {
  sandbox: ChannelSandbox
  close(): Promise<void>
}

/** Both channels, with callbacks after these pauses. */
export async function openChannels({ branch }: TestBank, callbackPausesMs: number[]): Promise<Channels> {
  const now = () => branch.clock.now()
  const sandbox = await startChannelSandbox({ now, wall: () => new Date(), callbackPausesMs })
  for (const partner of ["wechat-pay", "alipay"]) {
    branch.partners.set(partner, sandbox.urlOf(partner)!)
    branch.keysOfPartners.set(partner, sandbox.keysOf(partner)!)
  }
  const app = fastify()
  await registerChannelRoutes(app, branch)
  branch.services.publicUrl = await app.listen({ host: "127.0.0.1", port: 0 })
  sandbox.callBack()
  const close = async () => {
    await app.close()
    await sandbox.close()
  }
  return { sandbox, close }
}
