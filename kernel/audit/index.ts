import type { Feature } from "#kernel/scene"
import { routes } from "./routes.ts"

export { recordAudit, recordDenial, verifyAudit, type AuditProof } from "./audit.ts"
export { maskSensitive } from "./mask-sensitive.ts"

export const audit: Feature = {
  name: "kernel/audit",
  permissions: [{ code: "audit.read", zh: "查看审计", en: "Read the audit trail", roles: ["audit-admin"] }],
  routes,
}
