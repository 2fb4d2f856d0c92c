// All benches, in the order in which they are run.
import { bench as callbacks } from "./callbacks.ts"
import { bench as dayEnd } from "./day-end.ts"
import { bench as httpTransfers } from "./http-transfers.ts"
import { bench as ledgerBatch } from "./ledger-batch.ts"
import { bench as ledgerGrowth } from "./ledger-growth.ts"
import { bench as ledgerPromises } from "./ledger-promises.ts"
import { bench as loanPages } from "./loan-pages.ts"
import { bench as loanReplay } from "./loan-replay.ts"
import { bench as loanSchedule } from "./loan-schedule.ts"
import { bench as morningPeak } from "./morning-peak.ts"
import { bench as reconcile } from "./reconcile.ts"
import { bench as release } from "./release.ts"
import { bench as start } from "./start.ts"
import type { Bench } from "./types.ts"

export { saveResult } from "./support.ts"
export type { Bench, BenchOptions, BenchResult, Ratio } from "./types.ts"

export const benches: readonly Bench[] = [
  ledgerBatch,
  ledgerGrowth,
  ledgerPromises,
  httpTransfers,
  dayEnd,
  loanSchedule,
  loanReplay,
  loanPages,
  callbacks,
  morningPeak,
  reconcile,
  release,
  start,
]
