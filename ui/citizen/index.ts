import "./citizen.css"

export type * from "./area.ts"
export * from "./data.ts"
export * from "./elder.ts"
export * from "./parts.tsx"
export * from "./person.ts"
export * from "./route.ts"
