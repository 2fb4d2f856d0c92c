// Starts what features run beside the server, and stops it in the opposite order. One that fails stops nothing else.
import type { FastifyBaseLogger } from "fastify"
import type { OpenBranch } from "../runtime/index.ts"

export interface Beside {
  /** What could not start as it should, one sentence each, for whoever started the server. */
  said: readonly string[]
  stop(): Promise<void>
}

export async function startBeside(branch: OpenBranch, log: FastifyBaseLogger): Promise<Beside> {
  const said: string[] = []
  const tell = (text: string) => {
    said.push(text)
    log.warn(text)
  }
  const running: { name: string; stop(): Promise<void> }[] = []
  for (const feature of branch.house.features)
    for (const service of feature.beside ?? []) {
      try {
        const { stop } = await service.start(branch.system, tell)
        running.push({ name: service.name, stop })
      } catch (error) {
        log.error(error, `${service.name} did not start`)
        said.push(`${service.zh} 未启动 / ${service.en} did not start: ${(error as Error).message}`)
      }
    }
  return {
    // A copy: later sentences are the log's.
    said: [...said],
    stop: async () => {
      for (const { name, stop } of running.toReversed())
        await stop().catch((error: Error) => log.warn(error, `${name} did not stop in order`))
    },
  }
}
