export * from "./kernel.ts"
