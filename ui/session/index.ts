export * from "./session.ts"
export * from "./outlets.ts"
