// A school opens, its classes and people are entered: each a person of the branch with a wallet and a card.
import { randomUUID } from "node:crypto"
import { addPortalUser } from "#kernel/access"
import { flow, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { linkGuardian, registerPerson } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import { addMerchant, addTerminal, issueCards, openScheme, openWallets, schemeById } from "#products/wallet"
import { consentVersion, schoolPurses } from "../model.ts"
import { refuse } from "../refusals.ts"
import { schoolById, type SchoolRow } from "../store.ts"
import { nextRoster } from "./devices.ts"

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

export interface NewPupil {
  number: string
  name: string
  className: string
  birthOn: string | null
  isBoarder: boolean
  uid: string | null
  kind?: "student" | "staff"
  guardian?: { name: string; phone: string; relation: string } | undefined
  /** Known already, as the demo's families are. */
  personId?: string | undefined
  guardianId?: string | undefined
}

export const enrol = flow(
  { name: "campus.enrol", permission: "campus.open" },
  async (ctx, input: { schoolId: string; pupils: readonly NewPupil[] }): Promise<Outcome<string[]>> => {
    const school = await schoolById(ctx, input.schoolId)
    return school.ok ? enrolAll(ctx, school.value, input.pupils) : school
  },
)

export async function enrolAll(
  ctx: FlowCtx,
  school: SchoolRow,
  pupils: readonly NewPupil[],
): Promise<Outcome<string[]>> {
  if (pupils.length === 0) return refuse["E-EMPTY"]({ what: "学生" })
  const classes = await classesFor(ctx, school.id, [...new Set(pupils.map((one) => one.className))])
  const people: { pupil: NewPupil; personId: string; guardianId: string | null }[] = []
  for (const pupil of pupils) {
    const person = await personOf(ctx, school, pupil)
    if (!person.ok) return person
    people.push({ pupil, ...person.value })
  }
  const holders = people.map(({ pupil, personId }) => ({ holderId: personId, title: pupil.name }))
  const wallets = await openWallets(ctx, { schemeId: school.scheme_id, holders })
  if (!wallets.ok) return wallets
  const rows = people.map(({ pupil, personId }, at) => ({
    person_id: personId,
    school_id: school.id,
    kind: pupil.kind ?? "student",
    class_id: classes.get(pupil.className) ?? null,
    number: pupil.number,
    birth_on: pupil.birthOn,
    is_boarder: pupil.isBoarder,
    wallet_no: wallets.value[at]!,
  }))
  const made = await ctx.db
    .insertInto("campus_person")
    .values(rows)
    .onConflict((c) => c.doNothing())
    .returning("person_id")
    .execute()
  if (made.length < rows.length) {
    const known = new Set(made.map((row) => row.person_id))
    const double = rows.find((row) => !known.has(row.person_id))!
    return refuse["E-TAKEN"]({ what: "学号", name: double.number }, "number")
  }
  await signedAtEntry(ctx, people)
  ctx.note({ object: "campus-school", objectId: school.id, after: { enrolled: rows.length } })
  const posted = await cardsFor(ctx, school, people, wallets.value)
  return posted.ok ? ok(people.map((one) => one.personId)) : posted
}

async function personOf(
  ctx: FlowCtx,
  school: SchoolRow,
  pupil: NewPupil,
): Promise<Outcome<{ personId: string; guardianId: string | null }>> {
  if (pupil.personId) return ok({ personId: pupil.personId, guardianId: pupil.guardianId ?? null })
  const { outlet } = school
  let guardianId: string | null = null
  if (pupil.guardian) {
    const { name, phone } = pupil.guardian
    const guardian = await registerPerson(ctx, { name, phone, outlet })
    if (!guardian.ok) return guardian
    guardianId = guardian.value
  }
  const child = await registerPerson(ctx, {
    name: pupil.name,
    outlet,
    ...(pupil.birthOn ? { birthDate: pupil.birthOn } : {}),
    ...(guardianId ? { guardianId } : {}),
  })
  if (!child.ok) return child
  if (guardianId && pupil.guardian) {
    const link = { guardianId, childId: child.value, relation: pupil.guardian.relation }
    const linked = await linkGuardian(ctx, link)
    if (!linked.ok) return linked
  }
  return ok({ personId: child.value, guardianId })
}

export async function classesFor(ctx: FlowCtx, schoolId: string, titles: string[]): Promise<Map<string, string>> {
  await ctx.db
    .insertInto("campus_class")
    .values(titles.map((title) => ({ id: randomUUID(), school_id: schoolId, title })))
    .onConflict((c) => c.columns(["school_id", "title"]).doNothing())
    .execute()
  const rows = await ctx.db
    .selectFrom("campus_class")
    .select(["id", "title"])
    .where("school_id", "=", schoolId)
    .execute()
  return new Map(rows.map((row) => [row.title, row.id]))
}

/** The consent form signed at entry covers card and notices; a face is asked for apart, later, by the guardian alone. */
async function signedAtEntry(
  ctx: FlowCtx,
  people: readonly { personId: string; guardianId: string | null }[],
): Promise<void> {
  const rows = people.flatMap(({ personId, guardianId }) =>
    guardianId
      ? (["card", "notice"] as const).map((purpose) => ({
          id: randomUUID(),
          person_id: personId,
          purpose,
          version: consentVersion,
          given_by: guardianId,
          given_at: ctx.clock.now(),
        }))
      : [],
  )
  if (rows.length > 0) await ctx.db.insertInto("campus_consent").values(rows).execute()
}

async function cardsFor(
  ctx: FlowCtx,
  school: SchoolRow,
  people: readonly { pupil: NewPupil; personId: string }[],
  wallets: readonly string[],
): Promise<Outcome<void>> {
  const carded = people.flatMap(({ pupil, personId }, at) =>
    pupil.uid ? [{ personId, uid: pupil.uid, walletNo: wallets[at]! }] : [],
  )
  if (carded.length === 0) return ok()
  const version = await nextRoster(ctx, school.id)
  await ctx.db
    .insertInto("campus_credential")
    .values(
      carded.map((one) => ({
        id: randomUUID(),
        school_id: school.id,
        person_id: one.personId,
        kind: "card",
        ref: one.uid,
        version,
        at: ctx.clock.now(),
      })),
    )
    .execute()
  const scheme = await schemeById(ctx, school.scheme_id)
  const postings = await issueCards(ctx, { scheme, cards: carded, takeDeposit: true })
  return postings.ok ? ctx.post(postings.value) : postings
}
