import "./shell.css"

export * from "./menu.ts"
export * from "./palette.tsx"
export * from "./shell.tsx"
export * from "./switches.tsx"
