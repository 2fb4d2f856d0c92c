// What can happen to money in custody. Subject 2011.30 吸收存款—存管资金; 1003 stands for money from and to other banks.
import { leg, posting } from "#ledger"
import { depositKey, subjectKey } from "#products/deposit"
import { poolKey, poolStepsKey } from "./accounts.ts"

export interface PaidPart {
  accountKey: string
  stepsKey: string
  amountFen: bigint
  steps: bigint
}

/** From wherever the money waits; what a minimum-balance rule leaves outside goes on to the beneficiary at once. */
export const payIn = posting(
  "custody/pay-in",
  {
    code: 2501,
    zh: "存管入账",
    en: "Paid into custody",
    legCodes: {
      2502: { zh: "未纳入存管部分拨付", en: "Part outside custody paid on" },
      2503: { zh: "约定次数登记", en: "Steps agreed" },
    },
  },
  (p: {
    from: string
    poolNo: string
    parts: readonly PaidPart[]
    outsideFen: bigint
    settlementNo: string | null
  }) => [
    ...p.parts.map((part) => leg(p.from, part.accountKey, part.amountFen)),
    ...(p.outsideFen > 0n && p.settlementNo
      ? [leg(p.from, depositKey(p.settlementNo), p.outsideFen, { code: 2502 })]
      : []),
    ...p.parts.map((part) => leg(poolStepsKey(p.poolNo), part.stepsKey, part.steps, { code: 2503 })),
  ],
)

export interface ReleasedLine {
  accountKey: string
  stepsKey: string
  amountFen: bigint
}

/** Money and the step that earned it move together. */
export const release = posting(
  "custody/release",
  { code: 2504, zh: "存管划拨", en: "Released from custody", legCodes: { 2505: { zh: "次数核销", en: "Steps done" } } },
  (p: { poolNo: string; settlementNo: string; lines: readonly ReleasedLine[] }) => [
    ...p.lines.map((line) => leg(line.accountKey, depositKey(p.settlementNo), line.amountFen)),
    ...p.lines.map((line) => leg(line.stepsKey, poolStepsKey(p.poolNo), 1n, { code: 2505 })),
  ],
)

/** Back to the person who paid: through the channel's waiting account or to another bank. */
export const giveBack = posting(
  "custody/return",
  { code: 2506, zh: "存管退费", en: "Returned from custody" },
  (p: { to: string; parts: readonly { accountKey: string; amountFen: bigint }[] }) =>
    p.parts.map((part) => leg(part.accountKey, p.to, part.amountFen)),
)

/** What the agreement leaves with the beneficiary when it ends early. */
export const keep = posting(
  "custody/keep",
  { code: 2515, zh: "终止结算归机构", en: "Left with the beneficiary at an early end" },
  (p: { settlementNo: string; parts: readonly { accountKey: string; amountFen: bigint }[] }) =>
    p.parts.map((part) => leg(part.accountKey, depositKey(p.settlementNo), part.amountFen)),
)

/** What a rule had left outside custody goes back from the beneficiary's own account. */
export const giveOwed = posting(
  "custody/return-owed",
  { code: 2516, zh: "机构退还存管外款项", en: "Returned by the beneficiary from outside custody" },
  (p: { settlementNo: string; to: string; amountFen: bigint }) => [leg(depositKey(p.settlementNo), p.to, p.amountFen)],
)

/** Steps that will not take place any more. */
export const cancelSteps = posting(
  "custody/cancel-steps",
  { code: 2507, zh: "剩余次数注销", en: "Steps left cancelled" },
  (p: { poolNo: string; parts: readonly { stepsKey: string; steps: bigint }[] }) =>
    p.parts.map((part) => leg(part.stepsKey, poolStepsKey(p.poolNo), part.steps)),
)

interface PoolMoney {
  poolNo: string
  outlet: string
  amountFen: bigint
}

export const receiveUnapplied = posting(
  "custody/unapplied-in",
  { code: 2508, zh: "存管户来款待匹配", en: "Received in custody, not matched yet" },
  (p: PoolMoney) => [leg(subjectKey("1003", p.outlet), poolKey(p.poolNo, "unapplied"), p.amountFen)],
)

export const returnUnapplied = posting(
  "custody/unapplied-back",
  { code: 2509, zh: "未匹配来款退回", en: "Unmatched receipt returned" },
  (p: PoolMoney) => [leg(poolKey(p.poolNo, "unapplied"), subjectKey("1003", p.outlet), p.amountFen)],
)

export const depositIn = posting(
  "custody/deposit-in",
  { code: 2510, zh: "缴存风险保证金", en: "Risk deposit paid in" },
  (p: { poolNo: string; accountNo: string; amountFen: bigint }) => [
    leg(depositKey(p.accountNo), poolKey(p.poolNo, "deposit"), p.amountFen),
  ],
)

export const depositOut = posting(
  "custody/deposit-out",
  { code: 2511, zh: "退还风险保证金", en: "Risk deposit given back", approval: true },
  (p: { poolNo: string; accountNo: string; amountFen: bigint }) => [
    leg(poolKey(p.poolNo, "deposit"), depositKey(p.accountNo), p.amountFen),
  ],
)

export const creditInterest = posting(
  "custody/interest",
  { code: 2512, zh: "存管户结息", en: "Interest on custody" },
  (p: PoolMoney) => [leg(subjectKey("6411", p.outlet), poolKey(p.poolNo, "interest"), p.amountFen)],
)

/** One claimant of a run-off: the own money first, then the share of what the pool had. */
export const payClaim = posting(
  "custody/claim",
  {
    code: 2513,
    zh: "清退兑付",
    en: "Claim paid in a run-off",
    approval: true,
    legCodes: { 2514: { zh: "清退保证金分配", en: "Share of the deposit in a run-off" } },
  },
  (p: {
    poolNo: string
    outlet: string
    own: readonly { accountKey: string; amountFen: bigint }[]
    sharedFen: bigint
  }) => [
    ...p.own.map((part) => leg(part.accountKey, subjectKey("1003", p.outlet), part.amountFen)),
    leg(poolKey(p.poolNo, "deposit"), subjectKey("1003", p.outlet), p.sharedFen, { code: 2514 }),
  ],
)

export const templates = [
  payIn,
  release,
  giveBack,
  keep,
  giveOwed,
  cancelSteps,
  receiveUnapplied,
  returnUnapplied,
  depositIn,
  depositOut,
  creditInterest,
  payClaim,
]
