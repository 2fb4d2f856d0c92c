// What every bench answers: figures as measured, and the ratios that count, because only a ratio inside one run on one
// machine says something about the program.

export interface BenchOptions {
  /** A run of seconds that shows that the bench works; its figures mean little. */
  quick: boolean
  log(line: string): void
}

export interface Ratio {
  value: number
  /** Must hold; without one the ratio is only shown. */
  gate?: number
  /** Worth reaching. */
  aim?: number
  /** true when the value has to stay below its gate (a time). */
  isCeiling?: boolean
}

export interface BenchResult {
  name: string
  machine: string
  commit: string
  at: string
  figures: Record<string, number>
  ratios: Record<string, Ratio>
  notes: string[]
}

export interface Bench {
  name: string
  title: string
  run(options: BenchOptions): Promise<BenchResult>
}
