export * from "./link.tsx"
export * from "./search-params.ts"
