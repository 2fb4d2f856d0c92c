export * from "./pipeline.tsx"
export * from "./tag.tsx"
