// The demo branch's staff: one person a post, plainly fictional, all made by the real flows.
import type { NewStaff } from "#kernel/access"

/** Everybody's password in the demo branch. No other branch has it. */
export const demoPassword = "river-stone-lantern"

const person = (staffNo: string, name: string, outlet: string, ...roles: string[]): NewStaff => ({
  staffNo,
  personId: `demo-${staffNo}`,
  name,
  outlet,
  roles,
})

export const administrators: NewStaff[] = [
  person("A9001", "演系统", "HQ", "system-admin"),
  person("A9002", "演安全", "HQ", "security-admin"),
  person("A9003", "演审计", "HQ", "audit-admin"),
]

export const staff: NewStaff[] = [
  person("H1001", "演行长", "HQ", "president"),
  person("H1002", "演审查", "HQ", "reviewer"),
  person("H1003", "演批准", "HQ", "approver"),
  person("H1004", "演贷审", "HQ", "committee"),
  person("H1005", "演押品", "HQ", "collateral"),
  person("H1006", "演放款", "HQ", "disbursement"),
  person("H1007", "演风险", "HQ", "risk"),
  person("H1008", "演会计", "HQ", "accountant"),
  ...["XX", "SS", "XTX", "YT", "YH", "BS"].flatMap((outlet, at) => [
    person(`M${2001 + at * 10}`, `演经理${"甲乙丙丁戊己"[at]}`, outlet, "manager"),
    person(`Z${2001 + at * 10}`, `演支行${"甲乙丙丁戊己"[at]}`, outlet, "subbranch-head"),
    person(`C${2001 + at * 10}`, `演柜员${"甲乙丙丁戊己"[at]}`, outlet, "clerk"),
  ]),
]
