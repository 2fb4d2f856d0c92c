// The sandbox partners of a demo branch: small real HTTP servers on loopback. A real partner takes its place by
// HUOSHUI_PARTNER_<NAME>=<address>, one at a time.
import { join } from "node:path"
import { startChannelSandbox } from "#products/acquiring"
import { startSandbox } from "#scenes/emission-loan"

export interface Sandboxes {
  urlOf(partner: string): string | undefined
  /** Keys under which a sandbox partner knows the branch. */
  keysOf(partner: string): Record<string, string> | undefined
  /** Where late answers go once the server listens. */
  callBackTo(address: string): void
  close(): Promise<void>
}

export interface SandboxOptions {
  secret: Buffer
  /** Where what the partners know is kept over restarts. */
  dataFolder?: string
  now?: () => Date
}

export async function startSandboxes(options: SandboxOptions): Promise<Sandboxes> {
  const wall = () => new Date()
  const now = options.now ?? wall
  const folder = options.dataFolder && join(options.dataFolder, "sandbox")
  const registries = await startSandbox({ secret: options.secret, now })
  const channels = await startChannelSandbox({ folder, now, wall })
  return {
    urlOf: (partner) => channels.urlOf(partner) ?? registries.urlOf(partner),
    keysOf: channels.keysOf,
    callBackTo: (address) => {
      registries.callBackTo(address)
      channels.callBack()
    },
    close: async () => {
      await registries.close()
      await channels.close()
    },
  }
}
