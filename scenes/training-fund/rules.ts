// The scene's arithmetic, one door for pages and server.
export * from "./rules/alerts.ts"
export * from "./rules/charge.ts"
export * from "./rules/deposit.ts"
export * from "./rules/refund.ts"
export * from "./rules/simulate.ts"
