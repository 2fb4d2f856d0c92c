// The house in one list: which features there are, and in which order their tables are made.
// A scene appears here once; deleting its folder and its line deletes it.
import { fileURLToPath } from "node:url"
import { access } from "#kernel/access"
import { approval } from "#kernel/approval"
import { audit } from "#kernel/audit"
import { book } from "#kernel/book"
import { calendar } from "#kernel/calendar"
import { dayEnd } from "#kernel/day-end"
import { decision } from "#kernel/decision"
import { document } from "#kernel/document"
import { event } from "#kernel/event"
import { excel } from "#kernel/excel"
import { job } from "#kernel/job"
import { notice } from "#kernel/notice"
import { org } from "#kernel/org"
import { partner } from "#kernel/partner"
import { party } from "#kernel/party"
import { ruleData } from "#kernel/rule-data"
import { assembleHouse, type Feature } from "#kernel/scene"
import { search } from "#kernel/search"
import { acquiring } from "#products/acquiring"
import { collateral } from "#products/collateral"
import { custody } from "#products/custody"
import { deposit } from "#products/deposit"
import { limit } from "#products/limit"
import { loan } from "#products/loan"
import { wallet } from "#products/wallet"
import { campus } from "#scenes/campus"
import { collection } from "#scenes/collection"
import { corporateLoan } from "#scenes/corporate-loan"
import { emissionLoan } from "#scenes/emission-loan"
import { pricing } from "#scenes/pricing"
import { relief } from "#scenes/relief"
import { trainingFund } from "#scenes/training-fund"

const kernel: Feature[] = [
  org,
  access,
  audit,
  approval,
  calendar,
  event,
  notice,
  job,
  document,
  excel,
  partner,
  party,
  book,
  ruleData,
  decision,
  dayEnd,
  search,
]

const products: Feature[] = [deposit, limit, collateral, loan, acquiring, custody, wallet]

// Company loans and prices plan their demo days first; the emission loans then walk through them.
const scenes: Feature[] = [campus, trainingFund, collection, corporateLoan, pricing, relief, emissionLoan]

export const house = assembleHouse([...kernel, ...products, ...scenes])

const root = fileURLToPath(new URL("..", import.meta.url))

/** Folders with tables, lower floors first. */
const folders = ["ledger", "kernel/flow", ...house.features.map((feature) => feature.name)]

export const features = folders.map((name) => ({ name, folder: `${root}${name}` }))
