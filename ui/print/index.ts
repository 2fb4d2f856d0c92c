export * from "./opener.ts"
