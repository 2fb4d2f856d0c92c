export * from "./bar.tsx"
export * from "./stream.ts"
