export * from "./panel.tsx"
