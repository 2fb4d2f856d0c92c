// What can happen to stored value: the only file of the product that says which accounts move.
import { leg, posting, type Leg } from "#ledger"
import { depositKey, subjectKey } from "#products/deposit"
import { arrearsKey, fundKey, lossKey, merchantKey, promoKey, purseKey, sourceKey } from "./accounts.ts"
import type { Purse } from "./model.ts"

interface MoneyIn {
  from: string
  walletNo: string
  purse: string
  arrearsFen: bigint
  purseFen: bigint
}

const incoming = (p: MoneyIn): Leg[] => [
  leg(p.from, arrearsKey(p.walletNo), p.arrearsFen),
  leg(p.from, purseKey(p.walletNo, p.purse), p.purseFen),
]

export const topUp = posting("wallet/top-up", { code: 2601, zh: "储值充值", en: "Wallet topped up" }, incoming)

/** The issuer took cash at its desk; the amount leaves its own account, so that no balance stands uncovered. */
export const topUpAtDesk = posting(
  "wallet/top-up-desk",
  { code: 2602, zh: "储值柜台充值", en: "Wallet topped up at the issuer's desk" },
  (p: Omit<MoneyIn, "from"> & { accountNo: string }) => incoming({ ...p, from: depositKey(p.accountNo) }),
)

interface Parts {
  walletNo: string
  merchantId: string
  parts: Readonly<Record<string, bigint>>
  arrearsFen: bigint
}

export const spend = posting("wallet/spend", { code: 2603, zh: "储值消费", en: "Wallet purchase" }, (p: Parts) => [
  ...Object.entries(p.parts).map(([purse, fen]) => leg(purseKey(p.walletNo, purse), merchantKey(p.merchantId), fen)),
  leg(arrearsKey(p.walletNo), merchantKey(p.merchantId), p.arrearsFen),
])

export const takeBackSpend = posting(
  "wallet/take-back",
  { code: 2604, zh: "储值消费冲正", en: "Wallet purchase taken back" },
  (p: Parts) => [
    leg(merchantKey(p.merchantId), arrearsKey(p.walletNo), p.arrearsFen),
    ...Object.entries(p.parts).map(([purse, fen]) => leg(merchantKey(p.merchantId), purseKey(p.walletNo, purse), fen)),
  ],
)

/** Spent on a card after its loss was reported: the holder gets it back, the issuer bears it. */
export const giveBackLost = posting(
  "wallet/give-back",
  { code: 2605, zh: "挂失后消费退还", en: "Purchases after the loss report given back" },
  (p: Omit<MoneyIn, "from"> & { schemeId: string }) => incoming({ ...p, from: lossKey(p.schemeId) }),
)

export const payLoss = posting(
  "wallet/pay-loss",
  { code: 2606, zh: "发卡方承担挂失后消费", en: "The issuer pays what it bears" },
  (p: { accountNo: string; schemeId: string; amountFen: bigint }) => [
    leg(depositKey(p.accountNo), lossKey(p.schemeId), p.amountFen),
  ],
)

export const fundScheme = posting(
  "wallet/fund",
  { code: 2607, zh: "补助资金拨入", en: "Fund of a scheme paid in" },
  (p: { accountNo: string; schemeId: string; amountFen: bigint; kind: "fund" | "promo" }) => [
    leg(depositKey(p.accountNo), p.kind === "fund" ? fundKey(p.schemeId) : promoKey(p.schemeId), p.amountFen),
  ],
)

interface Granted {
  schemeId: string
  purse: Purse
  walletNo: string
  amountFen: bigint
}

export const grant = posting(
  "wallet/grant",
  { code: 2608, zh: "补助发放", en: "Granted to a wallet" },
  (p: Granted) => [leg(sourceKey(p.purse, p.schemeId), purseKey(p.walletNo, p.purse.code), p.amountFen)],
)

/** What was not used goes back to where it came from: at a grant's end, or when the wallet closes. */
export const returnGrant = posting(
  "wallet/return",
  { code: 2609, zh: "补助结余退回", en: "Unused grant returned" },
  (p: Granted) => [leg(purseKey(p.walletNo, p.purse.code), sourceKey(p.purse, p.schemeId), p.amountFen)],
)

export const settleMerchant = posting(
  "wallet/settle",
  {
    code: 2610,
    zh: "储值商户结算",
    en: "Merchant settled",
    legCodes: { 2611: { zh: "储值商户手续费", en: "Merchant's fee" } },
  },
  (p: { merchantId: string; accountNo: string; outlet: string; netFen: bigint; feeFen: bigint }) => [
    leg(merchantKey(p.merchantId), depositKey(p.accountNo), p.netFen),
    leg(merchantKey(p.merchantId), subjectKey("6021", p.outlet), p.feeFen, { code: 2611 }),
  ],
)

/** The holder's own money leaves: to the channel's waiting account or to another bank (1003). */
export const refundOut = posting(
  "wallet/refund",
  { code: 2612, zh: "储值退款", en: "Wallet refunded" },
  (p: { walletNo: string; parts: Readonly<Record<string, bigint>>; to: string }) =>
    Object.entries(p.parts).map(([purse, fen]) => leg(purseKey(p.walletNo, purse), p.to, fen)),
)

/** The issuer took the deposit of a card at its desk. */
export const cardDeposit = posting(
  "wallet/card-deposit",
  { code: 2613, zh: "收取卡押金", en: "Card deposit taken" },
  (p: { accountNo: string; walletNo: string; purse: string; amountFen: bigint }) => [
    leg(depositKey(p.accountNo), purseKey(p.walletNo, p.purse), p.amountFen),
  ],
)

export const templates = [
  topUp,
  topUpAtDesk,
  spend,
  takeBackSpend,
  giveBackLost,
  payLoss,
  fundScheme,
  grant,
  returnGrant,
  settleMerchant,
  refundOut,
  cardDeposit,
]
