import "./charts.css"

export * from "./kinds.tsx"
export * from "./ladder.tsx"
