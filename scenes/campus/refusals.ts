import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("campus", {
  "E-NOT-FOUND": {
    status: 404,
    zh: "没有找到{what}，或您无权查看；请核对。未作任何变动。",
    en: "No such {whatEn} that you may see. Nothing moved.",
  },
  "E-SCHOOL": {
    status: 404,
    zh: "您的单位没有开通智慧校园；请联系开户网点。",
    en: "Your organisation has no campus service; ask your outlet.",
  },
  "E-DEVICE": {
    status: 401,
    zh: "设备 {sn} 未登记或密钥不符；请在设备页核对。数据未接收，请保留后重发。",
    en: "Device {sn} is unknown or its key is wrong; keep the data and send it again.",
  },
  "E-STATE": { status: 409, zh: "{reason}。未作任何变动。", en: "Not possible: {reasonEn}. Nothing moved." },
  "E-TAKEN": {
    status: 409,
    zh: "{what}“{name}”已经存在；请换一个。未作任何变动。",
    en: "{name} exists already; choose another. Nothing moved.",
  },
  "E-ENROLLED": {
    status: 409,
    zh: "{name} 已经在籍（本校或本行合作的其他学校）；转学请由原学校先办理转出。未作任何变动。",
    en: "{name} is enrolled already, here or at another school, which has to let them go first. Nothing moved.",
  },
  "E-HOURS": { zh: "放学时间须晚于打铃时间。未作任何变动。", en: "Closing must be after the bell. Nothing moved." },
  "E-TERM": { zh: "学期止须晚于学期起。未作任何变动。", en: "The term must end after it begins. Nothing moved." },
  "E-TERM-CLASH": {
    zh: "与已有学期 {from} 至 {to} 重叠；请核对日期。未作任何变动。",
    en: "It overlaps the term {from} to {to}. Nothing moved.",
  },
  "E-MINOR": {
    status: 409,
    zh: "{name} 未满 {years} 周岁（或没有登记出生日期），由监护人办理，不能登记本人手机。未作任何变动。",
    en: "{name} is under {years} or has no birth date on file; a guardian acts. Nothing moved.",
  },
  "E-GROWN": {
    status: 403,
    zh: "{name} 已满 {years} 周岁，由本人登录办理；监护人的查看和办理到此为止。",
    en: "{name} is of age ({years}) and acts alone; a guardian's view and rights have ended.",
  },
  "E-IN-USE": {
    status: 409,
    zh: "{name} 已有进出、消费、充值、补助、请假或同意记录，整批不撤；请逐人办理转出。未作任何变动。",
    en: "{name} has been used by now (gate, purchase, top-up, grant, leave, consent); the batch stays. Nothing moved.",
  },
  "E-TIMES": {
    zh: "结束时间须晚于开始时间，且不早于现在。未作任何变动。",
    en: "The end must be after the start and not in the past. Nothing moved.",
  },
  "E-CONSENT-REQUIRED": {
    status: 409,
    zh: "{name} 还没有监护人对“{purpose}”的同意，不能登记；请家长先在手机上确认，或改用卡、二维码。未作任何变动。",
    en: "{name} has no guardian's consent for this; ask the guardian first, or use card or QR code. Nothing moved.",
  },
  "E-CAP": {
    zh: "您不是监护人，每笔最多充值 {max} 元。未作任何变动。",
    en: "You are no guardian; at most {max} a time. Nothing moved.",
  },
  "E-PLACE": {
    zh: "{place} 不得安装人脸设备（卫生间、更衣室、宿舍、浴室）。未作任何变动。",
    en: "No face devices in {place}. Nothing moved.",
  },
  "E-TEACHER": {
    status: 403,
    zh: "只能处理自己班的学生。未作任何变动。",
    en: "Only pupils of your own class. Nothing moved.",
  },
  "E-ROLL": {
    zh: "点名须包括全班 {n} 人，每人一个结果。未作任何变动。",
    en: "A roll call names all {n} of the class once. Nothing moved.",
  },
  "E-EMPTY": { zh: "没有可处理的{what}。未作任何变动。", en: "There is nothing to do. Nothing moved." },
})
