// Handlers of the servicing endpoints: each asks its action and shows what it does.
import { ok, type Outcome } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { flow, type Ctx, type Flow } from "#kernel/flow"
import { fenFromYuan } from "./engine/fraction.ts"
import { repayLoan, type Repaid } from "./repay.ts"
import * as contract from "./servicing-contract.ts"
import { ask, askRenewal, type Asked } from "./servicing/index.ts"
import { allParts } from "./accounts.ts"
import { planRowView, trimmed, yuan } from "./view.ts"

const askedView = ({ approvalId, receiptNo, effect }: Asked) => ({
  approvalId,
  receiptNo,
  effect: {
    kind: effect.kind,
    amount: yuan(effect.amountFen),
    parts: Object.fromEntries(Object.entries(effect.parts).map(([part, value]) => [part, String(value)])),
    ratePct: trimmed(effect.ratePct),
    maturesOn: effect.maturesOn,
    rows: effect.rows.map(planRowView),
  },
})

const answer =
  <I>(asking: Flow<{ loanNo: string; input: I }, Asked>) =>
  async (ctx: Ctx, { params, body }: { params: { loanNo: string }; body: I }) => {
    const asked = await asking(ctx, { loanNo: params.loanNo, input: body })
    return asked.ok ? ok(askedView(asked.value)) : asked
  }

interface Repaying {
  loanNo: string
  amount: string
  choice: "keep_term" | "keep_instalment"
}

/** At the desk or by the firm; scenes call repayLoan inside their own flows. Who may ask differs, nothing else. */
const repaying = (name: string, permission: string) =>
  flow({ name, permission }, async (ctx, { loanNo, amount, choice }: Repaying) =>
    repayLoan(ctx, { loanNo, amountFen: amount === "payoff" ? "payoff" : fenFromYuan(amount), choice }),
  )

const repayAtDesk = repaying("loan.repay-at-desk", "loan.repay")
export const repayByFirm = repaying("loan.repay-by-firm", "loan.own")

export function repaid(done: Outcome<Repaid>) {
  if (!done.ok) return done
  const { receiptNo, paidFen, owedFen, settled, parts } = done.value
  const shown = Object.fromEntries(allParts.map((part) => [part, yuan(parts[part])]))
  return ok({ receiptNo, paid: yuan(paidFen), owed: yuan(owedFen), settled, parts: shown })
}

export const servicingRoutes: RouteModule = ({ on }) => {
  on(contract.askExtension, "loan.service", answer(ask.extension))
  on(contract.askDeferral, "loan.service", answer(ask.deferral))
  on(contract.askReage, "loan.service", answer(ask.reage))
  on(contract.askReamortise, "loan.service", answer(ask.reamortise))
  on(contract.askRateChange, "loan.service", answer(ask["rate-change"]))
  on(contract.askPause, "loan.service", answer(ask.pause))
  on(contract.askFee, "loan.fee", answer(ask.fee))
  on(contract.askFeeCorrection, "loan.fee", answer(ask["fee-correction"]))
  on(contract.askImpairment, "loan.impair", answer(ask.impairment))
  on(contract.askWriteOff, "loan.write-off", answer(ask["write-off"]))
  on(contract.askRecovery, "loan.repay", answer(ask.recovery))
  on(contract.askRepossession, "loan.write-off", answer(ask.repossession))
  on(contract.askGrade, "loan.impair", answer(ask.grade))
  on(contract.askLoanRenewal, "loan.service", (ctx, { params, body }) =>
    askRenewal(ctx, { loanNo: params.loanNo, input: body }),
  )
  on(contract.repayNote, "loan.repay", async (ctx, { params, body }) =>
    repaid(await repayAtDesk(ctx, { ...params, ...body })),
  )
}
