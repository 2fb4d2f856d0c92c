import "./forms.css"

export * from "./checks.ts"
export * from "./dialog.tsx"
export * from "./fields.tsx"
export * from "./leave-guard.ts"
export * from "./picker.tsx"
export * from "./shell.tsx"
export * from "./summary.tsx"
