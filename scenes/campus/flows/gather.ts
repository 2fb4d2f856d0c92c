// Single requests written together: what waits goes as the next batch while one is under way. An idle door answers at
// once, a busy one commits in groups. Whoever handed something in hears only after the commit.
export interface Gather<T> {
  add(items: readonly T[]): Promise<void>
}

interface Waiting<T> {
  items: readonly T[]
  resolve(): void
  reject(error: unknown): void
}

export function gather<T>(batchMax: number, write: (items: T[]) => Promise<void>): Gather<T> {
  let waiting: Waiting<T>[] = []
  let isRunning = false
  const run = async () => {
    isRunning = true
    while (waiting.length > 0) {
      const batch = takeUpTo(waiting, batchMax)
      waiting = waiting.slice(batch.length)
      try {
        await write(batch.flatMap((one) => one.items))
        for (const one of batch) one.resolve()
      } catch (error) {
        for (const one of batch) one.reject(error)
      }
    }
    isRunning = false
  }
  return {
    add: (items) =>
      new Promise((resolve, reject) => {
        waiting.push({ items, resolve, reject })
        if (!isRunning) void run()
      }),
  }
}

function takeUpTo<T>(waiting: readonly Waiting<T>[], most: number): Waiting<T>[] {
  let count = 0
  const end = waiting.findIndex((one, at) => (count += one.items.length) > most && at > 0)
  return waiting.slice(0, end < 0 ? waiting.length : end)
}
