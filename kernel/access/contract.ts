import { z } from "zod"
import { endpoint, uuid } from "../http/contract.ts"

const summary = (zh: string, en: string) => ({ zh, en })
const tag = "access"

export const me = z
  .object({
    kind: z.enum(["staff", "portal", "citizen"]),
    id: z.string(),
    name: z.string(),
    roles: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
    outlet: z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() }).nullable(),
    permissions: z.array(z.string()),
    branch: z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), demo: z.boolean() }),
    accountingDate: z.iso.date(),
    party: z.object({ id: z.string(), name: z.string() }).nullable(),
  })
  .meta({ id: "Me" })

const signedIn = z.object({ next: z.enum(["totp", "enrol", "done"]) })

export const signIn = endpoint({
  method: "POST",
  path: "/session",
  tag,
  access: "open",
  summary: summary("登录：工号与密码", "Sign in with staff number and password"),
  body: z.object({ staffNo: z.string().min(1).max(32), password: z.string().min(1).max(128) }),
  response: signedIn,
})

export const signInCode = endpoint({
  method: "POST",
  path: "/session/code",
  tag,
  access: "open",
  summary: summary("登录：动态验证码", "Second factor"),
  body: z.object({ code: z.string().regex(/^\d{6}$/), enrolSecret: z.string().max(64).optional() }),
  response: signedIn,
})

export const enrolment = endpoint({
  method: "GET",
  path: "/session/enrolment",
  tag,
  access: "open",
  summary: summary("首次绑定动态验证码", "A secret for the authenticator app"),
  response: z.object({ secret: z.string(), address: z.string() }),
})

export const activateStaff = endpoint({
  method: "POST",
  path: "/session/activation",
  tag,
  access: "open",
  summary: summary("用邀请码设置密码", "Exchange an invitation for a password"),
  body: z.object({ staffNo: z.string(), invitation: z.string(), password: z.string().max(200) }),
})

export const signOut = endpoint({
  method: "DELETE",
  path: "/session",
  tag,
  access: "open",
  summary: summary("退出登录", "Sign out"),
})

export const getMe = endpoint({
  method: "GET",
  path: "/session",
  tag,
  summary: summary("当前登录人", "Who is signed in"),
  response: me,
})

export const portalCode = endpoint({
  method: "POST",
  path: "/portal/session/code",
  tag,
  access: "open",
  summary: summary("企业登录：发送短信验证码", "Portal: send an SMS code"),
  body: z.object({ phone: z.string() }),
})

export const portalSignIn = endpoint({
  method: "POST",
  path: "/portal/session",
  tag,
  access: "open",
  summary: summary("企业登录：短信验证码", "Portal: sign in with the SMS code"),
  body: z.object({ phone: z.string(), code: z.string() }),
  response: signedIn,
})

export const citizenCode = endpoint({
  method: "POST",
  path: "/m/session/code",
  tag,
  access: "open",
  summary: summary("个人登录：发送短信验证码", "Citizens: send an SMS code"),
  body: z.object({ phone: z.string() }),
})

export const citizenSignIn = endpoint({
  method: "POST",
  path: "/m/session",
  tag,
  access: "open",
  summary: summary(
    "个人登录：短信验证码，首次登录带姓名",
    "Citizens: sign in with the SMS code, the first time with a name",
  ),
  body: z.object({ phone: z.string(), code: z.string(), name: z.string().trim().min(2).max(30).optional() }),
  response: z.object({ next: z.enum(["name", "done"]) }),
})

export const getCitizenMe = endpoint({
  method: "GET",
  path: "/m/session",
  tag,
  summary: summary("个人：当前登录人", "Citizens: who is signed in"),
  response: me,
})

export const citizenSignOut = endpoint({
  method: "DELETE",
  path: "/m/session",
  tag,
  access: "open",
  summary: summary("个人：退出登录", "Citizens: sign out"),
})

/** Only a demo branch answers this; elsewhere it is not found. */
export const demoSignIns = endpoint({
  method: "GET",
  path: "/demo/sign-ins",
  tag,
  access: "open",
  summary: summary("演示账号（仅演示分行）", "Demo sign-ins (demo branch only)"),
  response: z.object({
    staff: z.array(
      z.object({
        staffNo: z.string(),
        name: z.string(),
        roleZh: z.string(),
        roleEn: z.string(),
        outlet: z.string(),
        password: z.string(),
        code: z.string(),
      }),
    ),
    portal: z.array(
      z.object({
        phone: z.string(),
        name: z.string(),
        firm: z.string(),
        posts: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
        code: z.string().nullable(),
      }),
    ),
    citizens: z.array(
      z.object({ phone: z.string(), name: z.string(), children: z.array(z.string()), code: z.string().nullable() }),
    ),
  }),
})

export const staffItem = z
  .object({
    id: uuid,
    staffNo: z.string(),
    name: z.string(),
    outlet: z.string(),
    state: z.enum(["invited", "active", "disabled"]),
    roles: z.array(z.string()),
    secondFactor: z.boolean(),
    lockedUntil: z.string().nullable(),
  })
  .meta({ id: "Staff" })

export const roleTable = endpoint({
  method: "GET",
  path: "/roles",
  tag,
  summary: summary("岗位与权限表", "Posts and what each may do"),
  response: z.object({
    roles: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), branchWide: z.boolean() })),
    permissions: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), roles: z.array(z.string()) })),
  }),
})

export const listStaff = endpoint({
  method: "GET",
  path: "/staff",
  tag,
  summary: summary("员工列表", "Members of staff"),
  response: z.array(staffItem),
})

export const inviteStaffEndpoint = endpoint({
  method: "POST",
  path: "/staff",
  tag,
  summary: summary("新增员工（岗位待授权）", "Invite a member of staff; posts wait for the security administrator"),
  body: z.object({
    staffNo: z.string().regex(/^[A-Z]\d{4,8}$/),
    personId: z.string().min(1).max(40),
    name: z.string().min(2).max(30),
    outlet: z.string(),
    roles: z.array(z.string()).min(1),
  }),
  response: z.object({ id: uuid, invitation: z.string(), approvalId: uuid }),
})

export const requestRolesEndpoint = endpoint({
  method: "POST",
  path: "/staff/:id/roles",
  tag,
  summary: summary("申请岗位变更", "Ask for other posts"),
  params: z.object({ id: uuid }),
  body: z.object({ roles: z.array(z.string()) }),
  response: z.object({ approvalId: uuid }),
})

export const disableStaffEndpoint = endpoint({
  method: "POST",
  path: "/staff/:id/disable",
  tag,
  summary: summary("停用员工账号", "Disable a member of staff; all sessions end at once"),
  params: z.object({ id: uuid }),
  body: z.object({ reason: z.string().min(2).max(200) }),
})

export const getPortalMe = endpoint({
  method: "GET",
  path: "/portal/session",
  tag,
  summary: summary("企业门户：当前登录人", "Portal: who is signed in"),
  response: me,
})

export const portalSignOut = endpoint({
  method: "DELETE",
  path: "/portal/session",
  tag,
  access: "open",
  summary: summary("企业门户：退出登录", "Portal: sign out"),
})
