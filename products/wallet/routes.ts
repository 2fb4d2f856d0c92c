// The terminals' door. Who holds the terminal's key speaks for it; each purchase carries its own check code besides.
import { timingSafeEqual } from "node:crypto"
import type { z } from "zod"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { blacklistSince, type Blacklist } from "./cards.ts"
import * as contract from "./contract.ts"
import { fenOf, yuan } from "./money.ts"
import { refuse } from "./refusals.ts"
import { takeSpends, type Upload } from "./spending.ts"
import { terminalKey } from "./store.ts"

export function isTerminalKey(ctx: Ctx, sn: string, key: string): boolean {
  const wanted = Buffer.from(terminalKey(ctx.services.secret, sn))
  const given = Buffer.from(key)
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

export const uploadFlow = flow({ name: "wallet.upload", permission: null }, (ctx: FlowCtx, input: Upload) =>
  takeSpends(ctx, input),
)

export const uploadOf = (sn: string, body: z.output<typeof contract.uploadBody>): Upload => ({
  sn,
  spends: body.spends.map(({ amount, cardBalance, ...one }) => ({
    ...one,
    amountFen: fenOf(amount),
    readFen: cardBalance ? fenOf(cardBalance) : null,
  })),
  ...(body.blacklistVersion === undefined ? {} : { blacklistVersion: BigInt(body.blacklistVersion) }),
  ...(body.waiting === undefined ? {} : { waiting: body.waiting }),
})

export async function answerUpload(
  ctx: Ctx,
  sn: string,
  body: z.output<typeof contract.uploadBody>,
): Promise<Outcome<{ answers: z.output<typeof contract.spendAnswer>[] }>> {
  const taken = await uploadFlow(ctx, uploadOf(sn, body))
  if (!taken.ok) return taken
  return ok({
    answers: taken.value.map(({ leftFen, ...one }) => ({ ...one, left: leftFen === null ? null : yuan(leftFen) })),
  })
}

/** The scheme of an open terminal. */
export async function blacklistFor(ctx: Ctx, sn: string, since: bigint): Promise<Outcome<Blacklist>> {
  const row = await ctx.db
    .selectFrom("wallet_terminal")
    .innerJoin("wallet_merchant", "wallet_merchant.id", "merchant_id")
    .select("scheme_id")
    .where("sn", "=", sn)
    .where("wallet_terminal.state", "=", "open")
    .executeTakeFirst()
  return row ? ok(await blacklistSince(ctx, row.scheme_id, since)) : refuse["E-TERMINAL"]({ sn })
}

export const routes: RouteModule = ({ on }) => {
  on(contract.uploadSpends, null, async (ctx, { params, body }) =>
    isTerminalKey(ctx, params.sn, params.key)
      ? answerUpload(ctx, params.sn, body)
      : refuse["E-TERMINAL"]({ sn: params.sn }),
  )
  on(contract.getBlacklist, null, async (ctx, { params, query }) =>
    isTerminalKey(ctx, params.sn, params.key)
      ? blacklistFor(ctx, params.sn, BigInt(query.since))
      : refuse["E-TERMINAL"]({ sn: params.sn }),
  )
}
