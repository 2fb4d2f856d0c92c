export * from "./report.tsx"
