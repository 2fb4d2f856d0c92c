// What devices, the bank's staff and parents ask of the campus over HTTP. The school's own side is portal-contract.ts.
import { z } from "zod"
import { amount, date, endpoint, instant, uuid } from "#contract/kernel/http"
import { leaveKinds, purposes } from "./model.ts"

const tag = "campus"
const device = z.object({ sn: z.string().max(40), key: z.string().max(64) })
const id = z.object({ id: uuid })

export const pushRecords = endpoint({
  method: "POST",
  path: "/campus/push/:sn/:key",
  tag,
  summary: { zh: "设备推送通行记录（各厂家报文）", en: "Records pushed by a device, in its vendor's own form" },
  access: "open",
  params: device,
  body: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown()).max(2_000)]),
  response: z.object({ code: z.literal(200), ids: z.array(z.string()) }),
})

export const beat = endpoint({
  method: "POST",
  path: "/campus/devices/:sn/:key/heartbeat",
  tag,
  summary: { zh: "设备心跳与校时", en: "Heartbeat of a device" },
  access: "open",
  params: device,
  body: z.object({
    at: instant,
    rosterVersion: z.number().int().min(0).optional(),
    backlog: z.number().int().min(0).max(10_000_000).optional(),
  }),
  response: z.object({ serverAt: instant, offsetMs: z.number().int(), rosterVersion: z.string() }),
})

export const gateAnswer = z.object({
  open: z.boolean(),
  result: z.enum(["pass", "deny", "tamper", "emergency"]),
  verdict: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
})

export const ask = endpoint({
  method: "POST",
  path: "/campus/devices/:sn/:key/ask",
  tag,
  summary: { zh: "联网闸机请求放行", en: "A gate asks before it opens" },
  access: "open",
  params: device,
  body: z.record(z.string(), z.unknown()),
  response: gateAnswer,
})

export const getRoster = endpoint({
  method: "GET",
  path: "/campus/devices/:sn/:key/roster",
  tag,
  summary: { zh: "设备取名单（按版本增量，版本不符则全量）", en: "Whom a device may know, since a version" },
  access: "open",
  params: device,
  query: z.object({ since: z.coerce.number().int().min(0).default(0) }),
  response: z.object({
    version: z.string(),
    full: z.boolean(),
    upsert: z.array(z.object({ kind: z.string(), ref: z.string() })),
    remove: z.array(z.object({ kind: z.string(), ref: z.string() })),
  }),
})

// The bank's staff.

export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "时间须如 07:40 / a time such as 07:40")

export const schoolView = z
  .object({
    id: uuid,
    name: z.string(),
    outlet: z.string(),
    accountNo: z.string(),
    pupils: z.number().int(),
    inside: z.number().int(),
    float: amount,
    arrears: amount,
    due: amount,
    staleDevices: z.number().int(),
    devices: z.number().int(),
  })
  .meta({ id: "CampusSchool" })

export const listSchools = endpoint({
  method: "GET",
  path: "/campus/schools",
  tag,
  summary: { zh: "已开通的学校", en: "Schools" },
  response: z.object({ items: z.array(schoolView) }),
})

export const cardRead = z.object({
  uid: z.string(),
  walletNo: z.string(),
  server: amount,
  read: amount,
  gaps: z.array(z.tuple([z.number(), z.number()])),
})

export const moneyView = z.object({
  purses: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), amount, wallets: z.number().int() })),
  arrears: amount,
  arrearsWallets: z.number().int(),
  fund: amount,
  promo: amount,
  loss: amount,
  merchants: z.array(z.object({ id: uuid, name: z.string(), due: amount })),
  dormant: z.number().int(),
  dormantAmount: amount,
  check: z.object({
    ledger: amount,
    records: amount,
    difference: amount,
    moneyIn: amount,
    moneyOut: amount,
    read: z.number().int(),
    agree: z.number().int(),
    waiting: z.array(cardRead),
    differ: z.array(cardRead),
  }),
})

export const deviceView = z.object({
  sn: z.string(),
  kind: z.enum(["gate", "desk", "muster"]),
  place: z.string(),
  direction: z.enum(["in", "out", "both"]),
  adapter: z.string(),
  hasFace: z.boolean(),
  heartbeatAt: instant.nullable(),
  eventAt: instant.nullable(),
  offsetMs: z.number().int(),
  backlog: z.number().int(),
  rosterBehind: z.number().int(),
  state: z.enum(["ok", "stale", "alarm", "never"]),
})

export const settlementView = z.object({
  merchant: z.string(),
  day: date,
  gross: amount,
  reversed: amount,
  fee: amount,
  net: amount,
  lines: z.number().int(),
  accountNo: z.string(),
})

export const getSchool = endpoint({
  method: "GET",
  path: "/campus/schools/:id",
  tag,
  summary: { zh: "学校：资金、结算与设备", en: "One school: float, settlement, devices" },
  params: id,
  response: schoolView.extend({
    money: moneyView,
    settlements: z.array(settlementView),
    deviceList: z.array(deviceView),
    shops: z.array(
      z.object({ id: uuid, name: z.string(), kind: z.string(), feeBp: z.number().int(), accountNo: z.string() }),
    ),
  }),
})

export const openSchoolEndpoint = endpoint({
  method: "POST",
  path: "/campus/schools",
  tag,
  summary: { zh: "为学校开通智慧校园与校园卡", en: "Open the campus service for a school" },
  body: z.object({
    partyId: uuid,
    code: z.string().trim().min(2).max(20),
    name: z.string().trim().min(2).max(60),
    outlet: z.string(),
    accountNo: z.string().trim(),
    bell: time,
    closes: time,
    termFrom: date,
    termTo: date,
    cardDeposit: amount,
  }),
  response: z.object({ id: uuid, schemeId: uuid }),
})

export const addShopEndpoint = endpoint({
  method: "POST",
  path: "/campus/schools/:id/shops",
  tag,
  summary: { zh: "增加食堂或商店及其收银终端", en: "Add a canteen or shop with its tills" },
  params: id,
  body: z.object({
    name: z.string().trim().min(2).max(40),
    kind: z.enum(["canteen", "shop"]),
    accountNo: z.string().trim(),
    feeBp: z.number().int().min(0).max(300),
    terminals: z.array(z.string().trim().min(3).max(20)).min(1).max(30),
  }),
  response: z.object({ merchantId: uuid, keys: z.array(z.object({ sn: z.string(), key: z.string() })) }),
})

export const addPostEndpoint = endpoint({
  method: "POST",
  path: "/campus/schools/:id/posts",
  tag,
  summary: { zh: "为学校人员开通岗位", en: "Give somebody of the school a post" },
  params: id,
  body: z.object({
    name: z.string().trim().min(2).max(30),
    phone: z.string().regex(/^1\d{10}$/, "手机号须为 11 位 / eleven digits"),
    role: z.enum(["school-office", "teacher", "guard", "card-office", "cashier"]),
    className: z.string().trim().max(30).optional(),
  }),
  response: z.object({ id: uuid }),
})

// Parents.

const child = z.object({ id: z.string() })
export const childHead = z.object({
  id: uuid,
  /** Of age: the signed-in person's own page. */
  isSelf: z.boolean(),
  name: z.string(),
  school: z.string(),
  classTitle: z.string().nullable(),
  presence: z.enum(["in", "out"]).nullable(),
  since: instant.nullable(),
  balance: amount.nullable(),
})

export const myChildren = endpoint({
  method: "GET",
  path: "/m/campus/children",
  tag,
  summary: { zh: "我的孩子在校情况", en: "My children at school" },
  response: z.object({ items: z.array(childHead) }),
})

export const leaveView = z.object({
  id: uuid,
  personId: uuid,
  name: z.string(),
  classTitle: z.string().nullable(),
  kind: z.enum(leaveKinds),
  from: instant,
  to: instant,
  reason: z.string(),
  returns: z.boolean(),
  state: z.enum(["submitted", "class_ok", "active", "out_done", "returned", "overdue", "rejected", "withdrawn"]),
  askedBy: z.string(),
  askedAt: instant,
  passCode: z.string().nullable(),
  outAt: instant.nullable(),
  returnedAt: instant.nullable(),
  declineReason: z.string().nullable(),
})

export const spendView = z.object({
  id: uuid,
  at: instant,
  day: date,
  merchant: z.string(),
  kind: z.enum(["spend", "reverse"]),
  item: z.string().nullable(),
  amount,
  subsidy: amount,
  state: z.enum(["posted", "posted_arrears", "declined", "rejected"]),
  reason: z.string().nullable(),
  reasonZh: z.string().nullable(),
  offline: z.boolean(),
  givenBack: z.boolean(),
  terminal: z.string(),
  uid: z.string(),
})

export const cardView = z.object({
  uid: z.string(),
  state: z.enum(["active", "lost", "replaced", "closed"]),
  issuedAt: instant,
  lostAt: instant.nullable(),
  suspect: z.boolean(),
  gaps: z.array(z.tuple([z.number(), z.number()])),
  missing: amount,
})

export const walletView = z.object({
  walletNo: z.string(),
  state: z.enum(["normal", "frozen", "closed"]),
  total: amount,
  purses: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), amount })),
  arrears: amount,
  dailyLimit: amount.nullable(),
  spentToday: amount,
  cards: z.array(cardView),
  spends: z.array(spendView),
  topUps: z.array(z.object({ at: instant, amount, route: z.string(), payer: z.string().nullable() })),
})

export const consentView = z.object({
  purpose: z.enum(purposes),
  inForce: z.boolean(),
  /** Said by the person themselves, not by a guardian. */
  isOwn: z.boolean(),
  givenAt: instant.nullable(),
  givenBy: z.string().nullable(),
  withdrawnAt: instant.nullable(),
  deleteDueOn: date.nullable(),
  deletedAt: instant.nullable(),
})

export const passingView = z.object({
  at: instant,
  direction: z.enum(["in", "out"]),
  place: z.string(),
  credential: z.enum(["card", "face", "qr", "pin", "remote", "hand"]),
  result: z.enum(["pass", "deny", "tamper", "emergency"]),
  verdict: z.string().nullable(),
  verdictZh: z.string().nullable(),
  late: z.boolean(),
  repeat: z.boolean(),
})

export const myChild = endpoint({
  method: "GET",
  path: "/m/campus/children/:id",
  tag,
  summary: { zh: "孩子的进出、请假、同意与校园卡", en: "One child: gate, leave, consents, card" },
  params: child,
  query: z.object({ day: date.optional() }),
  response: childHead.extend({
    day: date,
    passings: z.array(passingView),
    leaves: z.array(leaveView),
    consents: z.array(consentView),
    wallet: walletView.nullable(),
    teacher: z.string().nullable(),
    told: z.array(z.object({ at: instant, body: z.string() })),
  }),
})

export const leaveBody = z.object({
  kind: z.enum(leaveKinds),
  from: instant,
  to: instant,
  reason: z.string().trim().min(2).max(200),
  returns: z.boolean(),
})

export const askChildLeave = endpoint({
  method: "POST",
  path: "/m/campus/children/:id/leaves",
  tag,
  summary: { zh: "家长请假", en: "A parent asks for leave" },
  params: child,
  body: leaveBody,
  response: z.object({ id: uuid, passCode: z.string() }),
})

export const withdrawChildLeave = endpoint({
  method: "POST",
  path: "/m/campus/leaves/:id/withdraw",
  tag,
  summary: { zh: "撤销请假", en: "Withdraw a leave" },
  params: id,
})

export const setConsent = endpoint({
  method: "POST",
  path: "/m/campus/children/:id/consents",
  tag,
  summary: { zh: "监护人给予或撤回同意", en: "Consent given or withdrawn" },
  params: child,
  body: z.object({ purpose: z.enum(purposes), agree: z.boolean() }),
  response: z.object({ deleteDueOn: date.nullable() }),
})

export const setLimit = endpoint({
  method: "POST",
  path: "/m/campus/children/:id/limit",
  tag,
  summary: { zh: "设定每日消费限额", en: "Daily limit" },
  params: child,
  body: z.object({ limit: amount.nullable() }),
})

export const loseMyCard = endpoint({
  method: "POST",
  path: "/m/campus/children/:id/lose-card",
  tag,
  summary: { zh: "挂失校园卡", en: "Report the card lost" },
  params: child,
  body: z.object({ uid: z.string().max(40) }),
})

export const topUpEndpoint = endpoint({
  method: "POST",
  path: "/m/campus/children/:id/top-up",
  tag,
  summary: { zh: "给校园卡充值", en: "Top up the card" },
  params: child,
  body: z.object({ amount, channel: z.enum(["wechat", "alipay"]) }),
  response: z.object({ orderNo: z.string(), payUrl: z.string().nullable() }),
})
