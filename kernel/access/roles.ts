// Posts of the branch as one declared table. Codes are what permissions and approval levels name.
export interface Role {
  code: string
  zh: string
  en: string
  /** Sees every outlet; the others see their own. */
  branchWide: boolean
  /** Idle minutes before the session ends: counters shorter than offices. */
  idleMinutes: number
}

const counter = 10
const office = 15

const role = (code: string, zh: string, en: string, branchWide: boolean, idleMinutes = office): Role => ({
  code,
  zh,
  en,
  branchWide,
  idleMinutes,
})

export const roles: readonly Role[] = [
  role("clerk", "柜员", "Clerk", false, counter),
  role("manager", "客户经理", "Account manager", false),
  role("collateral", "押品管理岗", "Collateral officer", true),
  role("reviewer", "审查岗", "Credit reviewer", true),
  role("subbranch-head", "支行行长", "Sub-branch head", false),
  role("approver", "分行审批人", "Branch approver", true),
  role("committee", "审贷会", "Credit committee", true),
  role("disbursement", "放款中心", "Disbursement desk", true),
  role("risk", "风险管理岗", "Risk officer", true),
  role("accountant", "会计主管", "Chief accountant", true),
  role("president", "分行行长", "Branch president", true),
  role("system-admin", "系统管理员", "System administrator", true),
  role("security-admin", "安全管理员", "Security administrator", true),
  role("audit-admin", "审计管理员", "Audit administrator", true),
]

/** Posts of people outside who act for a firm, a school or an office in the portal; "citizen" acts for a family. */
export const outsideRoles: readonly Omit<Role, "branchWide" | "idleMinutes">[] = [
  { code: "firm", zh: "企业用户", en: "Firm" },
  { code: "institution", zh: "培训机构", en: "Training institution" },
  { code: "regulator", zh: "主管部门", en: "Regulator" },
  { code: "org-cashier", zh: "收费单位经办", en: "Organisation's cashier" },
  { code: "org-reviewer", zh: "收费单位复核", en: "Organisation's reviewer" },
  { code: "school-office", zh: "德育处/教务", en: "School office" },
  { code: "teacher", zh: "班主任", en: "Class teacher" },
  { code: "guard", zh: "门卫", en: "Guard" },
  { code: "card-office", zh: "卡务中心", en: "Card office" },
  { code: "cashier", zh: "食堂收银", en: "Canteen cashier" },
  { code: "citizen", zh: "个人", en: "Citizen" },
]

/** Three administrators, three people (三员分立): nobody holds two of these, nor any business post beside one. */
export const administrators: readonly string[] = ["system-admin", "security-admin", "audit-admin"]

export const roleByCode: ReadonlyMap<string, Role> = new Map(roles.map((r) => [r.code, r]))

/** What a post is called, the branch's own and those outside. */
export function roleTitle(code: string): { code: string; zh: string; en: string } {
  const found = roleByCode.get(code) ?? outsideRoles.find((one) => one.code === code)
  return { code, zh: found?.zh ?? code, en: found?.en ?? code }
}

/** Why these posts may not be held by one person, or null. */
export function roleConflict(codes: readonly string[]): { zh: string; en: string } | null {
  const admin = codes.filter((code) => administrators.includes(code))
  if (admin.length > 1) return { zh: "三员须由不同的人担任", en: "The three administrators must be three people" }
  if (admin.length === 1 && codes.length > 1) {
    return { zh: "管理员不能兼任业务岗位", en: "An administrator holds no business post" }
  }
  const neighbours = [
    ["manager", "reviewer"],
    ["manager", "approver"],
    ["reviewer", "approver"],
    ["approver", "disbursement"],
  ]
  const pair = neighbours.find(([a, b]) => codes.includes(a!) && codes.includes(b!))
  if (pair) return { zh: "同一人不能兼任相邻岗位", en: "Nobody holds two neighbouring posts" }
  return null
}
