// What commands print: words for people, one JSON object for programs. Words go to standard error when JSON is asked.
export interface Output {
  json: boolean
  say(text: string): void
  /** The result: printed as one JSON object, or by the words given. */
  result(value: Record<string, unknown>, words: () => string): void
  progress(done: number, total: number, text?: string): void
}

export function output(json: boolean): Output {
  const isTerminal = process.stderr.isTTY === true
  let lastShown = -1
  return {
    json,
    say: (text) => (json ? process.stderr : process.stdout).write(`${text}\n`),
    result: (value, words) => process.stdout.write(json ? `${JSON.stringify(value, plain)}\n` : `${words()}\n`),
    progress: (done, total, text = "") => {
      const percent = total > 0 ? Math.floor((done / total) * 100) : 0
      if (isTerminal)
        process.stderr.write(`\r${String(percent).padStart(3)}% ${text}\u001b[K${done >= total ? "\n" : ""}`)
      else if (percent !== lastShown && percent % 10 === 0) process.stderr.write(`${percent}% ${text}\n`)
      lastShown = percent
    },
  }
}

const plain = (_key: string, value: unknown) => (typeof value === "bigint" ? String(value) : value)
