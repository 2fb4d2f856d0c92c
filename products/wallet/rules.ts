// The rules of stored value in one door, for flows and pages.
export * from "./rules/closing.ts"
export * from "./rules/counter.ts"
export * from "./rules/float.ts"
export * from "./rules/mac.ts"
export * from "./rules/settlement.ts"
export * from "./rules/spend.ts"
export * from "./rules/upload.ts"
