export * from "./dictionary.ts"
export * from "./language.ts"
