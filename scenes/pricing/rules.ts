// The scene's arithmetic and decisions, each in its own file. Pure: pages use the very same functions as the server.
export * from "./rules/ceiling.ts"
export * from "./rules/engine.ts"
export * from "./rules/savings.ts"
export * from "./rules/tariff.ts"
export * from "./rules/term.ts"
export * from "./rules/words.ts"
