export { dayOf, daysBetween, moment } from "#ui/look"
export * from "./timeline.tsx"
