// The arithmetic and decisions of emission-right loans, pure: the server asks these functions, pages preview with them.
export * from "./rules/authority.ts"
export * from "./rules/disposal.ts"
export * from "./rules/eligibility.ts"
export * from "./rules/monitoring.ts"
export * from "./rules/need.ts"
export * from "./rules/pollutants.ts"
export * from "./rules/terms.ts"
export * from "./rules/valuation.ts"
