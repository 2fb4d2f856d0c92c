export * from "./report.tsx"
export { ReportPage, type ReportPageProps } from "./page.tsx"
