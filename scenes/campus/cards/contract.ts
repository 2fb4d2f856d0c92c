// The school's money over HTTP: card office, tills, subsidies, the canteen's books.
import { z } from "zod"
import { blacklistView, spendAnswer, uploadBody } from "#contract/products/wallet"
import { amount, date, endpoint, instant, uuid } from "#contract/kernel/http"
import { moneyView, settlementView, spendView, walletView } from "../contract.ts"
import { act, base, id, read, tag, write } from "../portal-contract.ts"

// Cards.

export const holderView = z.object({
  personId: uuid,
  name: z.string(),
  number: z.string(),
  classTitle: z.string().nullable(),
  status: z.enum(["enrolled", "graduated", "left"]),
  guardians: z.array(z.object({ name: z.string(), relation: z.string() })),
  wallet: walletView.nullable(),
  closing: z
    .object({
      refund: amount,
      toChannel: amount,
      toBank: amount,
      toFund: amount,
      lapses: amount,
    })
    .nullable(),
})
export const getHolder = endpoint({
  method: "GET",
  path: `${base}/holders/:id`,
  tag,
  summary: { zh: "一名学生的卡与账户", en: "One holder" },
  params: id,
  response: holderView,
})
const uid = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{4,32}$/, "卡号为 4 至 32 位字母或数字 / letters and digits")
export const issueCardEndpoint = act("/holders/:id/cards", "发卡", "Issue a card", z.object({ uid }))
export const loseCardEndpoint = act("/holders/:id/lose", "挂失", "Report lost", z.object({ uid: z.string() }))
export const findCardEndpoint = act("/holders/:id/find", "解挂", "Found again", z.object({ uid: z.string() }))
export const replaceCardEndpoint = act(
  "/holders/:id/replace",
  "补卡",
  "Replace a card",
  z.object({ uid: z.string(), newUid: uid }),
)
export const freezeEndpoint = act(
  "/holders/:id/freeze",
  "冻结或解冻卡账户",
  "Freeze or free a wallet",
  z.object({ reason: z.string().trim().min(2).max(80).nullable() }),
)
export const deskTopUpEndpoint = act(
  "/holders/:id/top-up",
  "柜台现金充值",
  "Cash top-up at the desk",
  z.object({ amount, payer: z.string().trim().min(2).max(30) }),
)
export const leaveSchoolEndpoint = act(
  "/holders/:id/close",
  "毕业、转学销户退款",
  "Close on leaving school",
  z.object({
    status: z.enum(["graduated", "left"]),
    bankHolder: z.string().trim().max(40).optional(),
    bankAccount: z
      .string()
      .trim()
      .regex(/^\d{8,30}$/, "银行卡号为数字 / digits")
      .optional(),
  }),
  z.object({ refund: amount, toChannel: amount, toBank: amount, toFund: amount, lapses: amount }),
)

// Tills.

export const listTills = read(
  "/tills",
  "收银终端",
  "Tills",
  z.object({
    items: z.array(
      z.object({
        sn: z.string(),
        title: z.string(),
        merchant: z.string(),
        kind: z.string(),
        lastSeenAt: instant.nullable(),
        waiting: z.number().int(),
        blacklistBehind: z.number().int(),
      }),
    ),
  }),
)
export const openTill = write(
  "/tills/open",
  "收银上岗：领取本终端密钥、流水号与挂失名单",
  "Sign on at a till",
  z.object({ sn: z.string() }),
  z.object({
    sn: z.string(),
    title: z.string(),
    merchant: z.string(),
    key: z.string(),
    nextSeq: z.number().int(),
    blacklist: blacklistView,
  }),
)
const sn = z.object({ sn: z.string() })
export const tillSpends = endpoint({
  method: "POST",
  path: `${base}/tills/:sn/spends`,
  tag,
  summary: { zh: "收银页上传消费", en: "Purchases of the browser's till" },
  params: sn,
  body: uploadBody,
  response: z.object({ answers: z.array(spendAnswer) }),
})
export const tillBlacklist = endpoint({
  method: "GET",
  path: `${base}/tills/:sn/blacklist`,
  tag,
  summary: { zh: "收银页取挂失名单", en: "Barred cards for the browser's till" },
  params: sn,
  query: z.object({ since: z.coerce.number().int().min(0).default(0) }),
  response: blacklistView,
})

// Subsidies and the canteen's books.

export const grantView = z.object({
  id: uuid,
  title: z.string(),
  purse: z.string(),
  from: date,
  to: date,
  state: z.enum(["proposed", "granting", "granted", "returning", "returned", "refused"]),
  people: z.number().int(),
  total: amount,
  returned: amount,
  proposedBy: z.string(),
  mine: z.boolean(),
  decidedBy: z.string().nullable(),
})
export const listGrants = read(
  "/grants",
  "补助发放",
  "Grants",
  z.object({ fund: amount, standard: amount, items: z.array(grantView) }),
)
export const proposeGrantEndpoint = write(
  "/grants",
  "提出补助发放",
  "Propose a grant",
  z.object({
    title: z.string().trim().min(2).max(40),
    perDay: amount,
    days: z.number().int().min(1).max(200),
    from: date,
    to: date,
    classIds: z.array(uuid).min(1).max(200),
  }),
  z.object({ id: uuid }),
)
export const decideGrantEndpoint = act(
  "/grants/:id/decision",
  "确认补助发放",
  "Decide a grant",
  z.object({ agree: z.boolean() }),
)
export const fundEndpoint = write(
  "/fund",
  "从学校账户拨入补助资金",
  "Pay into the fund",
  z.object({ amount, reference: z.string().trim().min(2).max(60) }),
)

export const canteenDay = read(
  "/canteen",
  "食堂日结单",
  "Canteen's day",
  z.object({
    day: date,
    merchants: z.array(
      z.object({
        id: uuid,
        name: z.string(),
        kind: z.string(),
        gross: amount,
        reversed: amount,
        net: amount,
        subsidy: amount,
        arrears: amount,
        lines: z.number().int(),
        offline: z.number().int(),
        meals: z.array(z.object({ meal: z.string(), lines: z.number().int(), amount })),
        items: z.array(z.object({ item: z.string(), lines: z.number().int(), amount })),
        peak: z.string().nullable(),
      }),
    ),
    odd: z.array(spendView),
    settlements: z.array(settlementView),
  }),
  z.object({ day: date.optional() }),
)

export const floatBoard = read("/float", "沉淀资金与三方核对", "Float and three-way check", moneyView)
