// The smart campus as the house sees it: the only file an app loads.
import type { Scene } from "#kernel/scene"
import { beside } from "./beside.ts"
import { peopleImport } from "./imports.ts"
import { watchJob } from "./flows/watch.ts"
import { parameters } from "./parameters.ts"
import { prints } from "./prints.ts"
import { routes } from "./routes.ts"
import { seed } from "./seed.ts"

const bank = ["clerk", "manager", "subbranch-head", "accountant", "risk", "president"]
const office = "school-office"
const everybody = [office, "teacher", "guard", "card-office", "cashier"]

export const campus: Scene = {
  name: "scenes/campus",
  title: { zh: "智慧校园", en: "Smart campus" },
  permissions: [
    { code: "campus.bank", zh: "查看合作学校", en: "See the schools", roles: bank },
    {
      code: "campus.open",
      zh: "开通学校与商户、录入学生",
      en: "Open schools, enter pupils",
      roles: ["clerk", "manager"],
    },
    { code: "campus.read", zh: "在校看板与名单", en: "Live board and lists", roles: [office, "teacher", "guard"] },
    { code: "campus.register", zh: "学籍、班级与作息", en: "Register, classes, hours", roles: [office] },
    { code: "campus.report", zh: "考勤与学校报表", en: "Attendance and reports", roles: [office, "teacher"] },
    { code: "campus.people", zh: "查找学生", en: "Find pupils", roles: everybody },
    { code: "campus.call", zh: "联系监护人", en: "Call guardians", roles: [office, "teacher"] },
    { code: "campus.leave", zh: "审批请假", en: "Decide leaves", roles: [office, "teacher"] },
    { code: "campus.ask-leave", zh: "请假", en: "Ask for leave", roles: [office, "teacher", "citizen"] },
    { code: "campus.visit", zh: "访客登记", en: "Visitors", roles: [office, "guard"] },
    { code: "campus.guard", zh: "门卫登记与开门", en: "The guard's desk", roles: [office, "guard"] },
    { code: "campus.roll", zh: "点名", en: "Roll call", roles: [office, "teacher"] },
    { code: "campus.emergency", zh: "应急与清点", en: "Emergency and muster", roles: [office, "guard", "teacher"] },
    { code: "campus.device", zh: "设备与人脸登记", en: "Devices and faces", roles: [office] },
    { code: "campus.consent", zh: "查看监护人同意", en: "See consents", roles: [office, "teacher"] },
    { code: "campus.card", zh: "卡务", en: "Card office", roles: ["card-office"] },
    { code: "campus.lose-card", zh: "挂失", en: "Report a card lost", roles: ["card-office", "citizen"] },
    { code: "campus.pos", zh: "收银", en: "Till", roles: ["cashier"] },
    { code: "campus.grant", zh: "补助发放", en: "Grants", roles: ["card-office", office] },
    {
      code: "campus.money-report",
      zh: "校园卡资金报表",
      en: "Reports on the card's money",
      roles: ["card-office", office],
    },
    { code: "campus.fund", zh: "拨入补助资金", en: "Pay into the fund", roles: [office] },
    {
      code: "campus.canteen",
      zh: "食堂日结与资金核对",
      en: "Canteen's day and the float",
      roles: ["card-office", office, "cashier"],
    },
    {
      code: "campus.print",
      zh: "打印校园单据",
      en: "Print the school's papers",
      roles: [...bank, ...everybody, "citizen"],
    },
    { code: "campus.own", zh: "家长查看与办理", en: "A parent's own child", roles: ["citizen"] },
  ],
  parameters,
  jobs: [watchJob as never],
  schedules: [{ kind: "campus.watch", cron: "*/5 6-21 * * *", input: {} }],
  routes,
  prints,
  imports: [peopleImport as never],
  beside,
  seed,
}
