// Words of a school's gates and cards. Types and titles only; pages read them too.
export interface Both {
  zh: string
  en: string
}

export const directions = ["in", "out"] as const
export type Direction = (typeof directions)[number]
export type Result = "pass" | "deny" | "tamper" | "emergency"
export type CredentialKind = "card" | "face" | "qr" | "pin" | "remote" | "hand"

export const directionTitles: Record<Direction, Both> = {
  in: { zh: "进校", en: "In" },
  out: { zh: "离校", en: "Out" },
}
export const resultTitles: Record<Result, Both> = {
  pass: { zh: "放行", en: "Passed" },
  deny: { zh: "未放行", en: "Refused" },
  tamper: { zh: "设备异常", en: "Tampered" },
  emergency: { zh: "应急放行", en: "Emergency" },
}
export const credentialTitles: Record<CredentialKind, Both> = {
  card: { zh: "刷卡", en: "Card" },
  face: { zh: "人脸", en: "Face" },
  qr: { zh: "二维码", en: "QR code" },
  pin: { zh: "口令", en: "PIN" },
  remote: { zh: "远程开门", en: "Opened remotely" },
  hand: { zh: "门卫登记", en: "By the guard" },
}

/** Why the gate did what it did, in words for the guard and the parent. */
export const verdictTitles = {
  stranger: { zh: "不认识的卡或人", en: "unknown credential" },
  card_lost: { zh: "卡已挂失", en: "the card was reported lost" },
  no_pass: { zh: "上课时间离校须有出校凭证", en: "leaving in school hours needs a pass" },
  early: { zh: "出校凭证未到时间", en: "the pass is not valid yet" },
  used: { zh: "出校凭证已使用", en: "the pass was used" },
  over: { zh: "出校凭证已过期", en: "the pass is over" },
  pass_used: { zh: "凭出校凭证离校", en: "left on a pass" },
  visit_over: { zh: "访客预约不在时间内", en: "outside the visit's time" },
  no_consent: { zh: "未取得监护人同意", en: "no guardian's consent" },
  time_suspect: { zh: "时间可疑，待人工核对", en: "its time cannot be right" },
  malformed: { zh: "设备数据无法识别", en: "not understood" },
  gone: { zh: "已离校的学籍", en: "no longer enrolled" },
} as const satisfies Record<string, Both>
export type Verdict = keyof typeof verdictTitles

export const leaveKinds = ["sick", "personal", "official"] as const
export type LeaveKind = (typeof leaveKinds)[number]
export const leaveKindTitles: Record<LeaveKind, Both> = {
  sick: { zh: "病假", en: "Sick" },
  personal: { zh: "事假", en: "Personal" },
  official: { zh: "公假", en: "Official" },
}

export const purposes = ["face", "card", "notice"] as const
export type Purpose = (typeof purposes)[number]
export const purposeTitles: Record<Purpose, Both> = {
  face: { zh: "人脸识别进出校", en: "Face recognition at the gate" },
  card: { zh: "校园卡消费与进出", en: "Campus card" },
  notice: { zh: "进出校通知家长", en: "Notices of coming and going" },
}
/** What a guardian is told before saying yes, in plain words. */
export const purposeTexts: Record<Purpose, Both> = {
  face: {
    zh: "孩子的人脸特征只保存在校门设备里，只用于开门，不上传、不作他用；毕业、转学或您撤回后删除。不同意也可以一直用卡、二维码或由门卫登记进出，不会更慢。",
    en: "The face template stays inside the gate's devices, opens the gate and serves nothing else; it is deleted on leaving school or when you withdraw. Without it your child uses card, QR code or the guard, no slower.",
  },
  card: {
    zh: "用校园卡进出校门、在食堂和商店消费；记录余额和每一笔消费，您随时可查。",
    en: "The card opens the gate and pays in canteen and shop; you see every purchase.",
  },
  notice: {
    zh: "孩子进出校门时给您发消息；撤回后不再发送。",
    en: "You get a message when your child comes and goes; none after you withdraw.",
  },
}
/** The same for whoever is of age and answers alone. */
export const ownPurposeTexts: Record<Purpose, Both> = {
  face: {
    zh: "您的人脸特征只保存在校门设备里，只用于开门，不上传、不作他用；毕业、转学或您撤回后删除。不同意也可以一直用卡、二维码或由门卫登记进出，不会更慢。",
    en: "Your face template stays inside the gate's devices, opens the gate and serves nothing else; it is deleted when you leave school or withdraw. Without it you use card, QR code or the guard, no slower.",
  },
  card: {
    zh: "用校园卡进出校门、在食堂和商店消费；记录余额和每一笔消费，您随时可查。",
    en: "The card opens the gate and pays in canteen and shop; you see every purchase.",
  },
  notice: {
    zh: "您已成年，进出校门的消息不再发给家人；同意后，家人重新收到，撤回后不再发送。",
    en: "You are of age: your family hears of your coming and going only if you agree, and no more after you withdraw.",
  },
}
export const consentVersion = "2026-1"

export const emergencyKinds = ["drill", "fire", "earthquake", "security", "other"] as const
export type EmergencyKind = (typeof emergencyKinds)[number]
export const emergencyTitles: Record<EmergencyKind, Both> = {
  drill: { zh: "演练", en: "Drill" },
  fire: { zh: "火警", en: "Fire" },
  earthquake: { zh: "地震", en: "Earthquake" },
  security: { zh: "安全事件", en: "Security" },
  other: { zh: "其他", en: "Other" },
}

export const marks = ["present", "late", "leave", "missing"] as const
export type Mark = (typeof marks)[number]
export const markTitles: Record<Mark, Both> = {
  present: { zh: "到", en: "Present" },
  late: { zh: "迟到", en: "Late" },
  leave: { zh: "请假", en: "On leave" },
  missing: { zh: "缺", en: "Missing" },
}

/** The school's purses: subsidy money never leaves as cash (营养改善专项 only buys meals). */
export const schoolPurses = [
  { code: "SUBSIDY", zh: "补助", en: "Subsidy", source: "fund", uses: ["canteen"] },
  { code: "BONUS", zh: "赠送", en: "Bonus", source: "promo", uses: ["canteen", "shop"] },
  { code: "CASH", zh: "现金", en: "Cash", source: "payer", uses: ["*"] },
  { code: "DEPOSIT", zh: "卡押金", en: "Card deposit", source: "payer", uses: [] },
] as const

export const relationTitles = {
  mother: { zh: "母亲", en: "Mother" },
  father: { zh: "父亲", en: "Father" },
  grandparent: { zh: "祖辈", en: "Grandparent" },
  other: { zh: "其他", en: "Other" },
} as const satisfies Record<string, Both>
export type Relation = keyof typeof relationTitles
