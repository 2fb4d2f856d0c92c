export { inCapitals } from "./capitals.ts"
export * from "./decimal.ts"
export * from "./figures.tsx"
