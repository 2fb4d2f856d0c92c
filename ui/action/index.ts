export * from "./action.tsx"
