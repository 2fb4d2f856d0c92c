// The sandbox partners of a demo branch: small real HTTP servers on loopback. A real partner takes its place by
// HUOSHUI_PARTNER_<NAME>=<address>, one at a time.
import { startSandbox } from "#scenes/emission-loan"

export interface Sandboxes {
  urlOf(partner: string): string | undefined
  /** Where late answers go once the server listens. */
  callBackTo(address: string): void
  close(): Promise<void>
}

export async function startSandboxes(options: { secret: Buffer; now?: () => Date }): Promise<Sandboxes> {
  const registries = await startSandbox({ secret: options.secret, now: options.now ?? (() => new Date()) })
  return registries
}
