import type { Feature } from "#kernel/scene"
import { stepUnit } from "./accounts.ts"
import { claimsJob } from "./claims.ts"
import { sweepSilence } from "./evidence.ts"
import { imports } from "./imports.ts"
import { templates } from "./postings.ts"
import { reconcileAll } from "./recon.ts"
import { releaseJob } from "./release.ts"

export { poolKey, stepUnit } from "./accounts.ts"
export {
  approveRunoff,
  bounceClaim,
  confirmClaim,
  openRunoff,
  sharesOf,
  type ClaimRow,
  type ClaimSpec,
  type Payee,
  type Runoff,
  type Shares,
} from "./claims.ts"
export {
  askEvidence,
  confirmByOwner,
  disputeEvidence,
  evidenceById,
  settleDispute,
  sweepSilence,
  withdrawEvidence,
  type Evidence,
  type NewEvidence,
} from "./evidence.ts"
export {
  askFreeze,
  askLift,
  declineFreeze,
  freezeById,
  freezeInForce,
  liftIt,
  setFreeze,
  type CustodyFreeze,
} from "./freeze.ts"
export {
  closeHolding,
  componentStates,
  holdReleases,
  holdingOf,
  openHolding,
  type Component,
  type ComponentState,
  type Holding,
  type NewComponent,
} from "./holding.ts"
export {
  giveBackDeposit,
  openPool,
  payDeposit,
  poolById,
  poolMoney,
  receiveIntoPool,
  returnFromPool,
  type Pool,
} from "./pool.ts"
export { holdingProof, type ComponentProof, type HoldingProof } from "./proof.ts"
export {
  explainRecon,
  heldFen,
  papersOf,
  reconcileAll,
  runRecon,
  takeBankLines,
  type BankLine,
  type Recon,
} from "./recon.ts"
export { cannotRelease, makeBatch, type Batch } from "./release.ts"
export { returnMoney, settleReturn, type CustodyReturn } from "./returns.ts"
export { cumulativeFen, reconcile, silenceEndsOn, stepFen, unearnedFen, waterfall } from "./rules.ts"

export const custody: Feature = {
  name: "products/custody",
  title: { zh: "资金存管", en: "Money in custody" },
  permissions: [
    { code: "custody.recon", zh: "存管户流水与对账", en: "Statements and reconciliation", roles: ["accountant"] },
  ],
  units: [stepUnit],
  templates,
  jobs: [releaseJob as never, claimsJob as never],
  dayEnd: [
    {
      name: "custody-silence",
      zh: "存管：到期未答自动确认",
      en: "Custody: silence confirms",
      phase: "due",
      run: sweepSilence,
    },
    {
      name: "custody-recon",
      zh: "存管：存管账与总账、银行流水核对",
      en: "Custody: papers against ledger and statement",
      phase: "revalue",
      run: (ctx, day) => reconcileAll(ctx, day),
    },
  ],
  imports,
}
