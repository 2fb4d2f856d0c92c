import "./tables.css"

export * from "./columns.ts"
export type { Filter } from "./filters.tsx"
export * from "./grid.tsx"
export * from "./list.tsx"
export * from "./paged.ts"
