import "./board.css"

export * from "./lanes.tsx"
