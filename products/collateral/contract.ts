// The part of collateral that pages and other pure files may use.
export * from "./rules.ts"
