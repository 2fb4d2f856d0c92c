import "./page.css"

export * from "./answer.tsx"
export * from "./figure.tsx"
export * from "./narrow.ts"
export * from "./page.tsx"
export * from "./panel.tsx"
