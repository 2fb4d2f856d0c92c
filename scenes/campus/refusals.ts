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
