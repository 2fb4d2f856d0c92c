export * from "./mode.ts"
export * from "./instant.ts"
export * from "./palette.ts"
export { startLook } from "./start.ts"
