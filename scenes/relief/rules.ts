// The rules of relief in one door, for flows and pages.
export * from "./rules/authority.ts"
export * from "./rules/effects.ts"
export * from "./rules/eligibility.ts"
export * from "./rules/facts.ts"
export * from "./rules/guards.ts"
export * from "./rules/tools.ts"
