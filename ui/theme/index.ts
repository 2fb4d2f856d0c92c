export { antdTheme, fontFamily } from "./antd.ts"
export * from "./mode.ts"
export * from "./palette.ts"
export { ThemeProvider } from "./provider.tsx"
