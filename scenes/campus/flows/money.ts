// The school's money: the fund for meals, grants under two people, a till signed on to.
import { flow } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import {
  answerUpload,
  blacklistFor,
  decideGrant,
  fundScheme,
  proposeGrant,
  terminalKey,
  type Blacklist,
} from "#products/wallet"
import type { z } from "zod"
import type { Ctx } from "#kernel/flow"
import type { uploadBody } from "#contract/products/wallet"
import { refuse } from "../refusals.ts"
import { ownSchool } from "../store.ts"

export const payFund = flow(
  { name: "campus.fund", permission: "campus.fund" },
  async (ctx, input: { amountFen: bigint; reference: string }): Promise<Outcome<void>> => {
    const school = await ownSchool(ctx)
    return school.ok ? fundScheme(ctx, { ...input, schemeId: school.value.scheme_id, kind: "fund" }) : school
  },
)

export interface MealGrant {
  title: string
  perDayFen: bigint
  days: number
  fromOn: string
  toOn: string
  classIds: readonly string[]
}

/** Subsidy for whole classes: so much a day for so many days, each pupil with a wallet. */
export const proposeMeals = flow(
  { name: "campus.propose-grant", permission: "campus.grant" },
  async (ctx, input: MealGrant): Promise<Outcome<{ id: string }>> => {
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    const pupils = await ctx.db
      .selectFrom("campus_person")
      .innerJoin("wallet", "wallet.wallet_no", "campus_person.wallet_no")
      .select("campus_person.wallet_no")
      .where("campus_person.school_id", "=", school.value.id)
      .where("class_id", "in", [...input.classIds])
      .where("kind", "=", "student")
      .where("status", "=", "enrolled")
      .where("wallet.state", "<>", "closed")
      .orderBy("campus_person.wallet_no")
      .execute()
    const amountFen = input.perDayFen * BigInt(input.days)
    const id = await proposeGrant(ctx, {
      schemeId: school.value.scheme_id,
      purse: "SUBSIDY",
      title: input.title,
      fromOn: input.fromOn,
      toOn: input.toOn,
      lines: pupils.map((one) => ({ walletNo: one.wallet_no!, amountFen })),
    })
    return id.ok ? ok({ id: id.value }) : id
  },
)

export const decideMeals = flow(
  { name: "campus.decide-grant", permission: "campus.grant" },
  async (ctx, input: { id: string; agree: boolean }): Promise<Outcome<void>> => {
    const school = await ownSchool(ctx)
    return school.ok ? decideGrant(ctx, { ...input, schemeId: school.value.scheme_id }) : school
  },
)

async function ownTill(ctx: Ctx, sn: string) {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const row = await ctx.db
    .selectFrom("wallet_terminal")
    .innerJoin("wallet_merchant", "wallet_merchant.id", "merchant_id")
    .select(["sn", "wallet_terminal.title", "wallet_merchant.name", "last_seq"])
    .where("sn", "=", sn)
    .where("scheme_id", "=", school.value.scheme_id)
    .where("wallet_terminal.state", "=", "open")
    .executeTakeFirst()
  return row ? ok(row) : refuse["E-NOT-FOUND"]({ what: "收银终端", whatEn: "till" }, "sn")
}

export interface OpenedTill {
  sn: string
  title: string
  merchant: string
  key: string
  nextSeq: number
  blacklist: Blacklist
}

/** A browser stands in for a till: it gets the till's key for the shift, and the sign-on is on record. */
export const openTill = flow(
  { name: "campus.open-till", permission: "campus.pos" },
  async (ctx, input: { sn: string }): Promise<Outcome<OpenedTill>> => {
    const till = await ownTill(ctx, input.sn)
    if (!till.ok) return till
    const blacklist = await blacklistFor(ctx, input.sn, 0n)
    if (!blacklist.ok) return blacklist
    ctx.note({ object: "wallet-terminal", objectId: input.sn, after: { cashier: ctx.actor.name } })
    return ok({
      sn: input.sn,
      title: till.value.title,
      merchant: till.value.name,
      key: terminalKey(ctx.services.secret, input.sn),
      nextSeq: Number(till.value.last_seq) + 1,
      blacklist: blacklist.value,
    })
  },
)

export async function uploadTill(ctx: Ctx, sn: string, body: z.output<typeof uploadBody>) {
  const till = await ownTill(ctx, sn)
  return till.ok ? answerUpload(ctx, sn, body) : till
}

export async function tillBlacklist(ctx: Ctx, sn: string, since: number): Promise<Outcome<Blacklist>> {
  const till = await ownTill(ctx, sn)
  return till.ok ? blacklistFor(ctx, sn, BigInt(since)) : till
}
