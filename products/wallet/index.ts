// Stored value (储值): purses on the ledger, cards, terminals with and without network, grants, settlement, closing.
// Knows no scene: a school, a car park or a shopping street says what its scheme is.
import type { Feature } from "#kernel/scene"
import { onRefunded } from "./closing.ts"
import { grantJob } from "./grants.ts"
import { parameters } from "./parameters.ts"
import { templates } from "./postings.ts"
import { routes } from "./routes.ts"
import { dayEndSteps } from "./settlement.ts"
import { topUpPayable } from "./topping.ts"

export { arrearsKey, fundKey, lossKey, merchantKey, moneyOf, promoKey, purseKey } from "./accounts.ts"
export {
  blacklistSince,
  cardBy,
  cardsOf,
  issueCards,
  replaceCard,
  reportFound,
  reportLost,
  type Blacklist,
} from "./cards.ts"
export { closeWallet, planFor, type Closing } from "./closing.ts"
export {
  dormantWallets,
  floatByAge,
  owingWallets,
  type AgeBand,
  type DormantWallet,
  type OwingWallet,
} from "./float.ts"
export { decideGrant, payGrant, proposeGrant, returnUnused, type NewGrant } from "./grants.ts"
export { declineReasons, type Purse, type WalletMoney } from "./model.ts"
export { fenOf, yuan } from "./money.ts"
export { reconcile, type Reconciliation } from "./reconcile.ts"
export { answerUpload, blacklistFor } from "./routes.ts"
export type { ClosingPlan } from "./rules.ts"
export { addMerchant, addTerminal, fundScheme, openScheme, type NewScheme } from "./schemes.ts"
export { settleOne } from "./settlement.ts"
export { macFor, takeSpends, type SpendAnswer, type Upload, type UploadedSpend } from "./spending.ts"
export {
  cashPurse,
  depositPurse,
  findWallet,
  lockWallet,
  schemeById,
  terminalKey,
  walletsOf,
  type Scheme,
  type WalletRow,
} from "./store.ts"
export { orderTopUp, topUpInCash, type TopUpOrder } from "./topping.ts"
export {
  cardView,
  schemeFloat,
  spendLines,
  walletViews,
  type CardView,
  type SpendLine,
  type WalletView,
} from "./views.ts"
export { freezeWallet, openWallets, setDailyLimit, takeBackWallets } from "./wallets.ts"

export const wallet: Feature = {
  name: "products/wallet",
  title: { zh: "储值", en: "Stored value" },
  templates,
  parameters,
  payables: [topUpPayable],
  jobs: [grantJob as never],
  dayEnd: dayEndSteps,
  routes,
  on: { "acquiring.refunded": onRefunded },
}
