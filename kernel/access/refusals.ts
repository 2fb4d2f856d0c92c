import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("access", {
  "E-SIGN-IN": {
    status: 401,
    zh: "工号或密码不正确；连续 5 次错误将锁定 30 分钟。",
    en: "Staff number or password is wrong; five wrong tries lock the account for 30 minutes.",
  },
  "E-LOCKED": {
    status: 423,
    zh: "账号已锁定至 {until}；如非本人操作请联系安全管理员。",
    en: "The account is locked until {until}; if it was not you, call the security administrator.",
  },
  "E-SESSION": { status: 401, zh: "请先登录。", en: "Please sign in." },
  "E-SESSION-ENDED": {
    status: 401,
    zh: "登录已因{why}结束，请重新登录；未保存的内容仍在本页。",
    en: "The session has ended ({whyEn}); sign in again, what you typed is still on the page.",
  },
  "E-SECOND-FACTOR": { status: 401, zh: "请先完成第二因素验证。", en: "Complete the second factor first." },
  "E-CODE": {
    status: 401,
    zh: "验证码不正确或已使用过；请等待下一组验证码再试。",
    en: "The code is wrong or was used already; wait for the next one.",
  },
  "E-PASSWORD-WEAK": {
    zh: "密码不符合要求：{why}。",
    en: "The password is not accepted: {whyEn}.",
  },
  "E-INVITATION": {
    status: 401,
    zh: "邀请码无效或已使用；请联系系统管理员重发。",
    en: "The invitation is not valid or was used; ask for a new one.",
  },
  "E-STAFF-EXISTS": {
    status: 409,
    zh: "工号 {staffNo} 已存在；每个工号只对应一人。",
    en: "Staff number {staffNo} exists already.",
  },
  "E-STAFF-UNKNOWN": { status: 404, zh: "没有这位员工。", en: "There is no such member of staff." },
  "E-ROLE-CONFLICT": { zh: "岗位冲突：{why}。未作任何变动。", en: "These posts conflict: {whyEn}. Nothing moved." },
  "E-ROLE-UNKNOWN": { zh: "没有岗位“{role}”。", en: "There is no post “{role}”." },
  "E-PHONE": { zh: "请输入 11 位手机号。", en: "Enter a mobile number of 11 digits." },
  "E-SMS-TOO-SOON": {
    status: 429,
    zh: "验证码已发送，请 {seconds} 秒后再试。",
    en: "A code was just sent; try again in {seconds} s.",
  },
  "E-SMS-CODE": {
    status: 401,
    zh: "短信验证码不正确或已过期，请重新获取。",
    en: "The SMS code is wrong or expired; get a new one.",
  },
})
