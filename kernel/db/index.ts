export {
  assertSchemaName,
  openDatabase,
  type Database,
  type DatabaseOptions,
  type Db,
  type DbTransaction,
  type Tables,
} from "./database.ts"
export { migrate, MigrationError, type Feature, type MigrateOptions } from "./migrate.ts"
