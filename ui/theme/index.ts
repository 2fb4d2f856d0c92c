export * from "#ui/look"
export { antdTheme, fontFamily } from "./antd.ts"
export { ThemeProvider } from "./provider.tsx"
