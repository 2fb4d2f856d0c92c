import type { Feature } from "#kernel/scene"
import { routes } from "./routes.ts"
import { grantApproval } from "./staff.ts"

export { administrators, outsideRoles, roleByCode, roleConflict, roles, roleTitle, type Role } from "./roles.ts"
export {
  citizenActor,
  endSession,
  openSession,
  permissionsOf,
  portalActor,
  readSession,
  staffActor,
  systemActor,
  type SessionState,
  type Visitor,
} from "./session.ts"
export { activate, signInWithCode, signInWithPassword, startEnrolment, totpPurpose } from "./sign-in.ts"
export { peopleOf, portalPhone, portalUsers, sendSmsCode, signInPortal, useSmsCode } from "./portal.ts"
export { addCitizen, sendCitizenCode, signInCitizen, type FindCitizen } from "./citizen.ts"
export { addPortalUser, disableStaff, foundAdministrators, inviteStaff, requestRoles, type NewStaff } from "./staff.ts"
export { newTotpSecret, totpCode } from "./totp.ts"
export { hashPassword, passwordFault } from "./password.ts"
export { refuse as refuseAccess } from "./refusals.ts"

export const access: Feature = {
  name: "kernel/access",
  permissions: [
    {
      code: "access.read",
      zh: "查看员工与权限",
      en: "See staff and permissions",
      roles: ["system-admin", "security-admin", "audit-admin"],
    },
    { code: "access.staff", zh: "维护员工账号", en: "Maintain staff accounts", roles: ["system-admin"] },
    { code: "access.grant", zh: "授权与停用", en: "Grant posts and disable accounts", roles: ["security-admin"] },
    {
      code: "access.portal-user",
      zh: "开通企业门户用户",
      en: "Open the portal for a firm's user",
      roles: ["manager", "clerk"],
    },
  ],
  approvals: [grantApproval as never],
  routes,
}
