// A school opens, with its shops and the posts of its people; pupils and staff are entered by enrol.ts.
import { randomUUID } from "node:crypto"
import { addPortalUser } from "#kernel/access"
import { flow } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { addMerchant, addTerminal, openScheme } from "#products/wallet"
import { schoolPurses } from "../model.ts"
import { refuse } from "../refusals.ts"
import { schoolById } from "../store.ts"
import { classesFor } from "./enrol.ts"

export interface NewSchool {
  partyId: string
  code: string
  name: string
  outlet: string
  accountNo: string
  bell: string
  closes: string
  termFrom: string
  termTo: string
  cardDepositFen: bigint
}

export const openSchool = flow(
  { name: "campus.open", permission: "campus.open" },
  async (ctx, input: NewSchool): Promise<Outcome<{ id: string; schemeId: string }>> => {
    const account = await ctx.db
      .selectFrom("deposit_account")
      .select("account_no")
      .where("account_no", "=", input.accountNo)
      .where("party_id", "=", input.partyId)
      .where("state", "=", "open")
      .executeTakeFirst()
    if (!account || !inScope(ctx, input.outlet))
      return refuse["E-NOT-FOUND"]({ what: "该校在本网点的账户", whatEn: "account of this school here" }, "accountNo")
    const scheme = await openScheme(ctx, {
      code: input.code,
      title: `${input.name}校园卡`,
      issuerId: input.partyId,
      outlet: input.outlet,
      accountNo: input.accountNo,
      purses: schoolPurses,
      cardDepositFen: input.cardDepositFen,
    })
    if (!scheme.ok) return scheme
    const id = randomUUID()
    const made = await ctx.db
      .insertInto("campus_school")
      .values({
        id,
        party_id: input.partyId,
        name: input.name,
        outlet: input.outlet,
        scheme_id: scheme.value,
        bell: input.bell,
        closes: input.closes,
        term_from: input.termFrom,
        term_to: input.termTo,
        opened_on: ctx.today,
      })
      .onConflict((c) => c.column("party_id").doNothing())
      .returning("id")
      .executeTakeFirst()
    if (!made) return refuse["E-TAKEN"]({ what: "学校", name: input.name }, "partyId")
    await ctx.db
      .insertInto("campus_term")
      .values({ school_id: id, from_on: input.termFrom, to_on: input.termTo })
      .execute()
    ctx.note({ object: "campus-school", objectId: id, after: input })
    return ok({ id, schemeId: scheme.value })
  },
)

export interface NewShop {
  schoolId: string
  name: string
  kind: "canteen" | "shop"
  accountNo: string
  feeBp: number
  terminals: readonly string[]
}

/** A canteen or a shop with its tills; each till's key is handed to whoever installs it. */
export const addShop = flow(
  { name: "campus.shop", permission: "campus.open" },
  async (ctx, input: NewShop): Promise<Outcome<{ merchantId: string; keys: { sn: string; key: string }[] }>> => {
    const school = await schoolById(ctx, input.schoolId)
    if (!school.ok) return school
    const head = { schemeId: school.value.scheme_id, accountNo: input.accountNo, feeBp: input.feeBp }
    const account = await ctx.db
      .selectFrom("deposit_account")
      .select("state")
      .where("account_no", "=", input.accountNo)
      .executeTakeFirst()
    if (account?.state !== "open") return refuse["E-NOT-FOUND"]({ what: "结算账户", whatEn: "account" }, "accountNo")
    const merchant = await addMerchant(ctx, { ...head, name: input.name, kind: input.kind })
    if (!merchant.ok) return merchant
    const keys: { sn: string; key: string }[] = []
    for (const sn of input.terminals) {
      const added = await addTerminal(ctx, { sn, merchantId: merchant.value, title: `${input.name} ${sn}` })
      if (!added.ok) return added
      keys.push({ sn, key: added.value.key })
    }
    return ok({ merchantId: merchant.value, keys })
  },
)

export interface NewPost {
  schoolId: string
  name: string
  phone: string
  role: "school-office" | "teacher" | "guard" | "card-office" | "cashier"
  /** The class a class teacher answers for. */
  className?: string | undefined
}

/** Gives somebody of the school a post in the portal; a class teacher sees and decides for the own class only. */
export const addPost = flow(
  { name: "campus.post", permission: "campus.open" },
  async (ctx, input: NewPost): Promise<Outcome<{ id: string }>> => {
    const school = await schoolById(ctx, input.schoolId)
    if (!school.ok) return school
    if (input.role === "teacher" && !input.className)
      return refuse["E-NOT-FOUND"]({ what: "班级（班主任须指定班级）", whatEn: "class of the teacher" }, "className")
    const user = await addPortalUser(ctx, {
      partyId: school.value.party_id,
      name: input.name,
      phone: input.phone,
      roles: [input.role],
    })
    if (!user.ok) return user
    if (input.role === "teacher" && input.className) {
      const classes = await classesFor(ctx, school.value.id, [input.className])
      await ctx.db
        .updateTable("campus_class")
        .set({ teacher_id: user.value.id, teacher_name: input.name })
        .where("id", "=", classes.get(input.className)!)
        .execute()
    }
    return user
  },
)
