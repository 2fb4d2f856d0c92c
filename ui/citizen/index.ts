import "./citizen.css"

export * from "./elder.ts"
export * from "./parts.tsx"
