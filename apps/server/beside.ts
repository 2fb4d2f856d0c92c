// Starts what features run beside the server, and stops it in the opposite order. One that fails stops nothing else.
import type { FastifyBaseLogger } from "fastify"
import type { OpenBranch } from "../runtime/index.ts"

export async function startBeside(branch: OpenBranch, log: FastifyBaseLogger): Promise<{ stop(): Promise<void> }> {
  const running: { name: string; stop(): Promise<void> }[] = []
  for (const feature of branch.house.features)
    for (const service of feature.beside ?? []) {
      try {
        const { stop } = await service.start(branch.system, (text) => log.warn(text))
        running.push({ name: service.name, stop })
      } catch (error) {
        log.error(error, `${service.name} did not start`)
      }
    }
  return {
    stop: async () => {
      for (const { name, stop } of running.toReversed())
        await stop().catch((error: Error) => log.warn(error, `${name} did not stop in order`))
    },
  }
}
