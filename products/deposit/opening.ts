// Opening a corporate account under two signatures: the checks are made when it is asked for and shown to the checker;
// the account exists from the checker's signature on.
import { randomUUID } from "node:crypto"
import { z } from "zod"
import { openDate } from "#ledger"
import { requestApproval } from "#kernel/approval"
import { filesOf } from "#kernel/document"
import { flow, ledgerOn, mainBook, stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import { findParty, isUscc } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { openAccount } from "./deposit.ts"
import { accountKinds, accountKindTitles, isBlocked, judgeOpening, type AccountKind } from "./opening-rules.ts"
import type { OpeningCheck } from "./opening-rules.ts"
import { refuse } from "./refusals.ts"

export interface Application {
  partyId: string
  kind: AccountKind
  title: string
  purpose?: string | undefined
  filingNo?: string | undefined
  validTo?: string | undefined
}

export type Asked = Omit<Application, "title">

/** What stands in the way of this account, rule by rule. */
export async function openingChecks(ctx: Ctx, asked: Asked): Promise<Outcome<OpeningCheck[]>> {
  const party = await findParty(ctx, asked.partyId)
  if (!party) return refuse["E-NOT-FOUND"]({ accountNo: "-" }, "partyId")
  const licences = await ctx.db
    .selectFrom("party_licence")
    .select("valid_to")
    .where("party_id", "=", party.id)
    .where("kind", "in", ["business", "营业执照"])
    .execute()
  const basic = await ctx.db
    .selectFrom("deposit_account")
    .select(["account_no", "filing_no"])
    .where("party_id", "=", party.id)
    .where("kind", "=", "basic")
    .where("state", "=", "open")
    .executeTakeFirst()
  const owners = await ctx.db
    .selectFrom("party_relation")
    .select("id")
    .where("from_party", "=", party.id)
    .where("kind", "in", ["beneficial-owner", "controller"])
    .execute()
  return ok(
    judgeOpening({
      kind: asked.kind,
      today: await openDate(ledgerOn(ctx.db), mainBook),
      uscc: party.uscc,
      usccValid: party.uscc !== null && isUscc(party.uscc),
      licenceValidTo: licences.length === 0 ? undefined : latest(licences.map((one) => one.valid_to)),
      papers: (await filesOf(ctx, "party", party.id)).map((file) => file.kind),
      basicHere: basic?.account_no ?? null,
      filingNo: asked.filingNo ?? null,
      purpose: asked.purpose ?? null,
      validTo: asked.validTo ?? null,
      hasBeneficialOwner: owners.length > 0,
    }),
  )
}

/** Without end beats every end. */
const latest = (ends: (string | null)[]): string | null => (ends.includes(null) ? null : ends.toSorted().at(-1)!)

export const applyForAccount = flow(
  { name: "deposit.apply", permission: "deposit.open" },
  async (ctx, input: Application): Promise<Outcome<{ id: string; approvalId: string }>> => {
    const checks = await openingChecks(ctx, input)
    if (!checks.ok) return checks
    if (isBlocked(checks.value)) {
      const first = checks.value.find((one) => one.isRequired && one.state !== "met")!
      return refuse["E-CHECKS"]({ first: first.zh, firstEn: first.en }, "kind")
    }
    const open = await ctx.db
      .selectFrom("deposit_application")
      .select("id")
      .where("party_id", "=", input.partyId)
      .where("kind", "=", input.kind)
      .where("state", "=", "open")
      .executeTakeFirst()
    if (open) return refuse["E-APPLIED"]()
    return ok(await submit(ctx, input, checks.value))
  },
)

async function submit(ctx: FlowCtx, input: Application, checks: OpeningCheck[]) {
  const party = (await findParty(ctx, input.partyId))!
  const id = randomUUID()
  await ctx.db
    .insertInto("deposit_application")
    .values({
      id,
      party_id: party.id,
      outlet: party.outlet,
      kind: input.kind,
      title: input.title,
      purpose: input.purpose ?? null,
      filing_no: input.filingNo ?? null,
      valid_to: input.validTo ?? null,
      checks: stableJson(checks),
      state: "open",
      applied_by: ctx.actor.name,
      at: ctx.clock.now(),
    })
    .execute()
  const approvalId = await requestApproval(ctx, {
    kind: "deposit.open",
    objectId: id,
    title: `${party.name} 开立${accountKindTitles[input.kind].zh}`,
    content: { ...input, outlet: party.outlet, checks },
    outlet: party.outlet,
  })
  return { id, approvalId }
}

const content = z.object({
  partyId: z.string(),
  outlet: z.string(),
  kind: z.enum(accountKinds),
  title: z.string(),
  purpose: z.string().optional(),
  filingNo: z.string().optional(),
  validTo: z.string().optional(),
  checks: z.array(
    z.object({ rule: z.string(), state: z.string(), isRequired: z.boolean(), zh: z.string(), en: z.string() }),
  ),
})

export const openingApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "deposit.open",
  zh: "开立单位账户",
  en: "Opening of a corporate account",
  content,
  page: "/approvals",
  levels: async () => [["subbranch-head", "accountant"]],
  approved: async (ctx, { objectId, content: asked }) => {
    const opened = await openAccount(ctx, asked)
    if (!opened.ok) return opened
    await ctx.db
      .updateTable("deposit_application")
      .set({ state: "approved", account_no: opened.value.accountNo })
      .where("id", "=", objectId)
      .execute()
    return ok()
  },
  declined: async (ctx, { objectId }) => {
    await ctx.db.updateTable("deposit_application").set({ state: "declined" }).where("id", "=", objectId).execute()
    return ok()
  },
}
