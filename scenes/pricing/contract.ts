// Prices, packages and charges over HTTP. The price list and its quote are open to everybody; the rest is for staff and,
// below /portal, for the firm itself.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, uuid } from "#contract/kernel/http"
import { categories, certainties, choices, natures, sizes, termsText } from "./model.ts"
import { subscriptionStates } from "./states.ts"

const tag = "pricing"
const both = z.object({ zh: z.string(), en: z.string() })
const dated = { id: uuid, from: date, docNo: z.string(), certainty: z.enum(certainties) }

export const priceView = z.object({ ...dated, terms: termsText, proposedBy: z.string() }).meta({ id: "FeePrice" })

export const itemView = z
  .object({
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    nature: z.enum(natures),
    category: z.enum(categories),
    unitZh: z.string(),
    unitEn: z.string(),
    periodMonths: z.number().int().nullable(),
    /** Null where nothing is priced on the day. */
    price: priceView.nullable(),
    /** First day of the next price that is decided already. */
    nextFrom: date.nullable(),
    ceiling: z.object({ terms: termsText, docNo: z.string() }).nullable(),
    /** The lowest amount at which the price breaks the ceiling; null when it keeps it. */
    aboveCeilingAt: amount.nullable(),
  })
  .meta({ id: "FeeItem" })

export const waiverView = z
  .object({
    ...dated,
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    itemCodes: z.array(z.string()),
    sizes: z.array(z.enum(sizes)),
    baseMax: amount.nullable(),
    shareBp: z.number().int(),
    to: date.nullable(),
  })
  .meta({ id: "FeeWaiver" })

export const packageView = z
  .object({
    ...dated,
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    price: amount,
    itemCodes: z.array(z.string()),
    termMonths: z.number().int(),
    newWithinDays: z.number().int().nullable(),
    oncePerUscc: z.boolean(),
    renewInto: z.string().nullable(),
    to: date.nullable(),
    /** What its services cost at standard prices over its term. */
    standard: amount,
  })
  .meta({ id: "FeePackage" })

export const priceList = endpoint({
  method: "GET",
  path: "/pricing/list",
  tag,
  summary: { zh: "服务价目表（公开）", en: "Price list, open to everybody" },
  query: z.object({ on: date.optional() }),
  response: z.object({
    on: date,
    items: z.array(itemView),
    waivers: z.array(waiverView),
    packages: z.array(packageView),
  }),
  access: "open",
})

const traceLine = z.object({ step: z.string(), zh: z.string(), en: z.string(), amount: z.string() })
export const quoteView = z
  .object({ gross: amount, net: amount, saved: amount, trace: z.array(traceLine) })
  .meta({ id: "FeeQuote" })

export const quoteFeeEndpoint = endpoint({
  method: "GET",
  path: "/pricing/quote",
  tag,
  summary: { zh: "试算收费（公开）", en: "What a service would cost, open to everybody" },
  query: z.object({
    itemCode: z.string(),
    amount: amount.optional(),
    quantity: z.coerce.number().int().min(1).max(10_000).default(1),
    size: z.enum(sizes).optional(),
    on: date.optional(),
    /** The account's own firm size and packages; for people who may see it. */
    accountNo: z.string().optional(),
  }),
  response: quoteView,
  access: "open",
})

export const itemHistory = endpoint({
  method: "GET",
  path: "/pricing/items/:code",
  tag,
  summary: { zh: "收费项目与历次价格", en: "One fee item with every price it had" },
  params: z.object({ code: z.string() }),
  response: z.object({
    item: itemView,
    prices: z.array(priceView),
    ceilings: z.array(priceView),
    waivers: z.array(waiverView),
    pending: z.object({ approvalId: uuid, makerName: z.string(), from: z.string() }).nullable(),
  }),
})

const changeShape = { from: date, docNo: z.string().max(200), certainty: z.enum(certainties) }
const named = {
  code: z.string().regex(/^[A-Z][A-Z0-9_]{2,39}$/, "代码由大写字母、数字和下划线组成 / capitals, digits, underscores"),
  zh: z.string().trim().min(2).max(60),
  en: z.string().trim().min(2).max(80),
}
const approval = z.object({ approvalId: uuid })

export const proposePrice = endpoint({
  method: "POST",
  path: "/pricing/items/:code/prices",
  tag,
  summary: { zh: "提出价格变更（须他人复核）", en: "Propose a price; another person must agree" },
  params: z.object({ code: z.string() }),
  body: z.object({ what: z.enum(["price", "ceiling"]).default("price"), terms: termsText, ...changeShape }),
  response: approval,
})

export const proposeItem = endpoint({
  method: "POST",
  path: "/pricing/items",
  tag,
  summary: { zh: "提出新增收费项目", en: "Propose a new fee item" },
  body: z.object({
    ...named,
    nature: z.enum(natures),
    category: z.enum(categories),
    unitZh: z.string().trim().min(1).max(20),
    unitEn: z.string().trim().min(1).max(30),
    periodMonths: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]).nullable(),
    docNo: z.string().max(200),
  }),
  response: approval,
})

export const proposeWaiver = endpoint({
  method: "POST",
  path: "/pricing/waivers",
  tag,
  summary: { zh: "提出减免", en: "Propose a waiver" },
  body: z.object({
    ...named,
    ...changeShape,
    itemCodes: z.array(z.string()).min(1),
    sizes: z.array(z.enum(sizes)),
    baseMax: amount.nullable(),
    shareBp: z.number().int(),
    to: date.nullable(),
  }),
  response: approval,
})

export const proposePackage = endpoint({
  method: "POST",
  path: "/pricing/packages",
  tag,
  summary: { zh: "提出套餐", en: "Propose a package" },
  body: z.object({
    ...named,
    ...changeShape,
    price: amount,
    itemCodes: z.array(z.string()).min(1),
    termMonths: z.number().int().min(1).max(36),
    newWithinDays: z.number().int().min(1).max(365).nullable(),
    oncePerUscc: z.boolean(),
    renewInto: z.string().nullable(),
    to: date.nullable(),
  }),
  response: approval,
})

export const subscriptionView = z
  .object({
    id: uuid,
    number: z.string(),
    accountNo: z.string(),
    partyId: uuid,
    partyName: z.string(),
    outlet: z.string(),
    state: z.enum(subscriptionStates),
    package: both.extend({ code: z.string() }),
    price: amount,
    offeredOn: date,
    /** Last day an offer may be taken; null once it was. */
    offerUntil: date.nullable(),
    /** The offer's last day has passed. */
    lapsed: z.boolean(),
    startOn: date.nullable(),
    endOn: date.nullable(),
    daysLeft: z.number().int().nullable(),
    /** The firm's last word about the end; null while it has said nothing. */
    choice: z.enum(choices).nullable(),
    saved: amount,
  })
  .meta({ id: "FeeSubscription" })

export const views = ["expiring", "running", "offered", "ended"] as const

export const listSubscriptions = endpoint({
  method: "GET",
  path: "/pricing/subscriptions",
  tag,
  summary: { zh: "套餐办理与到期", en: "Packages of firms: offered, running, ending" },
  query: paging.extend({
    view: z.enum(views).optional(),
    outlet: z.string().optional(),
    q: z.string().max(60).optional(),
    partyId: uuid.optional(),
  }),
  response: pageOf(subscriptionView),
})

export const chargeView = z
  .object({
    id: uuid,
    number: z.string(),
    on: date,
    accountNo: z.string(),
    partyId: uuid,
    partyName: z.string(),
    item: both,
    periodFrom: date.nullable(),
    periodTo: date.nullable(),
    base: amount,
    quantity: z.number().int(),
    gross: amount,
    net: amount,
    refunded: amount,
    saved: amount,
    basis: z.enum(["package", "consent", "order"]),
    /** Number of the package or order, or the day of the consent. */
    basisNo: z.string(),
    trace: z.array(traceLine),
    refunds: z.array(
      z.object({
        id: uuid,
        number: z.string(),
        kind: z.enum(["overcharged", "not_due"]),
        amount,
        reason: z.string(),
        state: z.enum(["open", "done", "declined"]),
        on: date,
      }),
    ),
  })
  .meta({ id: "FeeCharge" })

const serviceView = z.object({
  id: uuid,
  item: both.extend({ code: z.string() }),
  from: date,
  to: date.nullable(),
  nextDueOn: date.nullable(),
  covered: z.boolean(),
})

const consentView = z.object({
  choice: z.enum([...choices, "service"]),
  via: z.enum(["counter", "portal"]),
  paperNo: z.string().nullable(),
  by: z.string(),
  at: instant,
  seen: z.array(z.object({ zh: z.string(), price: amount })),
})

/** What the firm may choose between, with what each costs. */
const optionsView = z.object({
  renew: z.object({ zh: z.string(), en: z.string(), price: amount, months: z.number().int() }).nullable(),
  standard: z.array(both.extend({ price: amount, unitZh: z.string(), unitEn: z.string() })),
})

export const subscriptionDetail = subscriptionView
  .extend({
    acceptedVia: z.enum(["counter", "portal", "renewal"]).nullable(),
    acceptedBy: z.string().nullable(),
    paperNo: z.string().nullable(),
    firstNoticeOn: date.nullable(),
    lastNoticeOn: date.nullable(),
    endedOn: date.nullable(),
    services: z.array(serviceView),
    consents: z.array(consentView),
    charges: z.array(chargeView),
    options: optionsView,
  })
  .meta({ id: "FeeSubscriptionDetail" })

const id = z.object({ id: uuid })

export const getSubscription = endpoint({
  method: "GET",
  path: "/pricing/subscriptions/:id",
  tag,
  summary: { zh: "套餐详情", en: "One package of a firm" },
  params: id,
  response: subscriptionDetail,
})

const started = z.object({ id: uuid, number: z.string(), startOn: date, endOn: date })

export const subscribeEndpoint = endpoint({
  method: "POST",
  path: "/pricing/subscriptions",
  tag,
  summary: { zh: "柜面办理套餐", en: "Start a package at the counter" },
  body: z.object({
    accountNo: z.string().trim(),
    packageCode: z.string(),
    paperNo: z.string().trim().max(60),
  }),
  response: started,
})

const paper = z.object({ paperNo: z.string().trim().max(60).optional() })

export const acceptEndpoint = endpoint({
  method: "POST",
  path: "/pricing/subscriptions/:id/accept",
  tag,
  summary: { zh: "接受套餐", en: "Accept an offered package" },
  params: id,
  body: paper,
  response: started,
})

export const consentEndpoint = endpoint({
  method: "POST",
  path: "/pricing/subscriptions/:id/consent",
  tag,
  summary: { zh: "套餐到期选择", en: "The firm's choice for the end of its package" },
  params: id,
  body: paper.extend({ choice: z.enum(choices) }),
  response: z.object({ id: uuid, choice: z.enum(choices) }),
})

export const orderServiceEndpoint = endpoint({
  method: "POST",
  path: "/pricing/services",
  tag,
  summary: { zh: "按标准价开通服务", en: "A service at its standard price" },
  body: paper.extend({ accountNo: z.string().trim(), itemCode: z.string() }),
  response: z.object({ id: uuid }),
})

export const endServiceEndpoint = endpoint({
  method: "POST",
  path: "/pricing/services/:id/end",
  tag,
  summary: { zh: "停用服务", en: "End a service" },
  params: id,
  body: z.object({}),
  response: z.object({ id: uuid, lastOn: date }),
})

export const chargeEndpoint = endpoint({
  method: "POST",
  path: "/pricing/charges",
  tag,
  summary: { zh: "按客户委托收费", en: "Charge a service the customer ordered" },
  body: z.object({
    accountNo: z.string().trim(),
    itemCode: z.string(),
    amount: amount.optional(),
    quantity: z.number().int().min(1).max(10_000).default(1),
    orderNo: z.string().trim().max(60),
  }),
  response: z.object({ id: uuid, number: z.string(), gross: amount, net: amount }),
})

export const listCharges = endpoint({
  method: "GET",
  path: "/pricing/charges",
  tag,
  summary: { zh: "收费流水", en: "Charges" },
  query: paging.extend({
    q: z.string().max(60).optional(),
    itemCode: z.string().optional(),
    from: date.optional(),
    to: date.optional(),
    outlet: z.string().optional(),
    partyId: uuid.optional(),
    show: z.enum(["paid", "free", "refunded"]).optional(),
  }),
  response: pageOf(chargeView),
})

export const refundEndpoint = endpoint({
  method: "POST",
  path: "/pricing/charges/:id/refund",
  tag,
  summary: { zh: "申请退费（须他人复核）", en: "Ask for a refund; another person must agree" },
  params: id,
  body: z.object({
    kind: z.enum(["overcharged", "not_due"]),
    amount,
    reason: z.string().trim().min(2).max(200),
  }),
  response: z.object({ id: uuid, number: z.string(), approvalId: uuid }),
})

export const savingsView = z
  .object({
    from: date,
    to: date,
    gross: amount,
    net: amount,
    saved: amount,
    firms: z.number().int(),
    refunded: amount,
    months: z.array(z.object({ month: z.string(), gross: amount, net: amount, saved: amount })),
    items: z.array(
      both.extend({ code: z.string(), charges: z.number().int(), gross: amount, net: amount, saved: amount }),
    ),
  })
  .meta({ id: "FeeSavings" })

const span = z.object({ from: date.optional(), to: date.optional() })

export const savings = endpoint({
  method: "GET",
  path: "/pricing/savings",
  tag,
  summary: { zh: "减费让利成效", en: "What firms saved" },
  query: span.extend({ outlet: z.string().optional(), partyId: uuid.optional() }),
  response: savingsView.extend({
    takeUp: z.object({ accounts: z.number().int(), running: z.number().int(), offered: z.number().int() }),
    top: z.array(z.object({ partyId: uuid, name: z.string(), saved: amount })),
  }),
})

export const ownPricing = endpoint({
  method: "GET",
  path: "/portal/pricing",
  tag,
  summary: { zh: "企业自己的套餐、服务与省下的钱", en: "The firm's own packages, services and savings" },
  response: z.object({
    today: date,
    partyId: uuid,
    subscriptions: z.array(subscriptionDetail),
    services: z.array(serviceView.extend({ accountNo: z.string() })),
    savings: savingsView,
  }),
})

export const ownCharges = endpoint({
  method: "GET",
  path: "/portal/pricing/charges",
  tag,
  summary: { zh: "企业自己的收费", en: "The firm's own charges" },
  query: paging,
  response: pageOf(chargeView),
})
