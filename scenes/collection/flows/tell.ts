// Telling a payer by text message, where the organisation has given a number.
import { unseal } from "#kernel/crypto"
import type { FlowCtx } from "#kernel/flow"
import { queueSms } from "#kernel/notice"

export const payerPhonePurpose = "collection-payer-phone"

export async function tellPayer(ctx: FlowCtx, payerId: string, sms: { text: string; onceKey: string }): Promise<void> {
  const payer = await ctx.db
    .selectFrom("collection_payer")
    .innerJoin("collection_org", "collection_org.id", "collection_payer.org_id")
    .select(["phone_sealed", "collection_org.name as org"])
    .where("collection_payer.id", "=", payerId)
    .executeTakeFirst()
  if (!payer?.phone_sealed) return
  const phone = unseal(ctx.services.secret, payerPhonePurpose, payer.phone_sealed)
  await queueSms(ctx, { phone, text: `【${payer.org}】${sms.text}`, onceKey: sms.onceKey })
}
