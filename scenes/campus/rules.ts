// The scene's rules in one door, for flows and pages.
export * from "./rules/attendance.ts"
export * from "./rules/clock.ts"
export * from "./rules/consent.ts"
export * from "./rules/leave.ts"
export * from "./rules/presence.ts"
export * from "./rules/visit.ts"
export * from "./rules/move-up.ts"
