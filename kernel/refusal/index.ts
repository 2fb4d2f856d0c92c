export * from "./refusal.ts"
