import "./shell.css"

export type * from "./area.ts"
export * from "./blocks.tsx"
export * from "./menu.ts"
export * from "./palette.tsx"
export * from "./shell.tsx"
export * from "./slots.tsx"
export * from "./switches.tsx"
