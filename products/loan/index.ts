import type { Feature } from "#kernel/scene"

export * from "./contract.ts"

export const loan: Feature = { name: "products/loan" }
