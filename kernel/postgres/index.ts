export { findBinaries } from "./binaries.ts"
export {
  PostgresStartError,
  startPostgres,
  stopLeftover,
  type RunningPostgres,
  type StartOptions,
} from "./supervisor.ts"
