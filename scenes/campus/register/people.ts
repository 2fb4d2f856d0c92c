// Pupils and staff one by one: entered, put right, moved to another class, gone and back again; the guardians of a child.
import { dateOf } from "#kernel/calendar"
import { flow, type FlowCtx } from "#kernel/flow"
import { endGuardianship, giveOwnPhone, guardiansOf, linkGuardian, registerPerson } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import { openWallets } from "#products/wallet"
import { nextRoster } from "../flows/devices.ts"
import { enrolAll, type NewPupil } from "../flows/enrol.ts"
import { beginSpells, endSchool } from "../flows/enrolment.ts"
import { number } from "../flows/judge.ts"
import { refuse } from "../refusals.ts"
import { isAdult } from "../rules.ts"
import { ownSchool, schoolPerson, type SeenPerson } from "../store.ts"
import { noClass } from "./classes.ts"

const permission = "campus.register"

async function openClass(ctx: FlowCtx, schoolId: string, classId: string) {
  return ctx.db
    .selectFrom("campus_class")
    .select(["id", "title"])
    .where("id", "=", classId)
    .where("school_id", "=", schoolId)
    .where("ended_on", "is", null)
    .executeTakeFirst()
}

export interface OneNew extends Omit<NewPupil, "className" | "personId" | "guardianId"> {
  classId: string | null
}

export const enrolOne = flow(
  { name: "campus.enrol-one", permission },
  async (ctx, { classId, ...input }: OneNew): Promise<Outcome<{ id: string }>> => {
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    const isStaff = input.kind === "staff"
    const found = classId && !isStaff ? await openClass(ctx, school.value.id, classId) : undefined
    if (!isStaff && !found) return noClass()
    const made = await enrolAll(ctx, school.value, [{ ...input, className: found?.title ?? null }])
    return made.ok ? ok({ id: made.value.personIds[0]! }) : made
  },
)

export interface Correction {
  personId: string
  number: string
  birthOn: string | null
  isBoarder: boolean
}

export const correctPerson = flow(
  { name: "campus.correct", permission },
  async (ctx, input: Correction): Promise<Outcome<void>> => {
    const person = await enrolled(ctx, input.personId)
    if (!person.ok) return person
    const { number: was, birth_on: birthOn, is_boarder: isBoarder, school_id: schoolId } = person.value
    const other = await ctx.db
      .selectFrom("campus_person")
      .select("person_id")
      .where("school_id", "=", schoolId)
      .where("number", "=", input.number)
      .where("person_id", "<>", input.personId)
      .executeTakeFirst()
    if (other) return refuse["E-TAKEN"]({ what: "学号", name: input.number }, "number")
    await ctx.db
      .updateTable("campus_person")
      .set({ number: input.number, birth_on: input.birthOn, is_boarder: input.isBoarder })
      .where("person_id", "=", input.personId)
      .execute()
    const before = { number: was, birthOn, isBoarder }
    ctx.note({ object: "campus-person", objectId: input.personId, before, after: input })
    return ok()
  },
)

async function enrolled(ctx: FlowCtx, personId: string): Promise<Outcome<SeenPerson>> {
  const person = await schoolPerson(ctx, personId)
  if (!person.ok || person.value.status === "enrolled") return person
  return refuse["E-STATE"]({ reason: `${person.value.name} 已不在籍`, reasonEn: "not enrolled any more" })
}

/** Everybody named goes to the class, or nobody. */
export const changeClass = flow(
  { name: "campus.change-class", permission },
  async (ctx, input: { personIds: readonly string[]; classId: string }): Promise<Outcome<{ moved: number }>> => {
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    const target = await openClass(ctx, school.value.id, input.classId)
    if (!target) return noClass()
    const moving: string[] = []
    for (const personId of new Set(input.personIds)) {
      const person = await enrolled(ctx, personId)
      if (!person.ok) return person
      if (person.value.kind === "staff")
        return refuse["E-STATE"]({ reason: `${person.value.name} 是教职工，没有班级`, reasonEn: "staff have no class" })
      if (person.value.class_id !== target.id) moving.push(personId)
    }
    if (moving.length === 0) return refuse["E-EMPTY"]({ what: "学生" })
    await ctx.db.updateTable("campus_person").set({ class_id: target.id }).where("person_id", "in", moving).execute()
    await beginSpells(
      ctx,
      school.value.id,
      moving.map((personId) => ({ personId, classId: target.id, classTitle: target.title })),
    )
    ctx.note({ object: "campus-class", objectId: target.id, after: { moved: moving } })
    return ok({ moved: moving.length })
  },
)

/** 转出: the gate and the consents end today; the wallet waits for the card office. */
export const departPerson = flow(
  { name: "campus.depart", permission },
  async (ctx, input: { personId: string; reason: string }): Promise<Outcome<void>> => {
    const person = await enrolled(ctx, input.personId)
    if (!person.ok) return person
    await endSchool(ctx, { schoolId: person.value.school_id, personIds: [input.personId], status: "left" })
    ctx.note({ object: "campus-person", objectId: input.personId, after: { status: "left", reason: input.reason } })
    return ok()
  },
)

/** 复学: the same person again, with a wallet; a card is issued at the card office, consents are asked for anew. */
export const returnPerson = flow(
  { name: "campus.return", permission },
  async (ctx, input: { personId: string; classId: string | null }): Promise<Outcome<void>> => {
    const person = await schoolPerson(ctx, input.personId)
    if (!person.ok) return person
    if (person.value.status === "enrolled")
      return refuse["E-STATE"]({ reason: `${person.value.name} 在籍`, reasonEn: "enrolled already" })
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    const target = input.classId ? await openClass(ctx, school.value.id, input.classId) : undefined
    if (person.value.kind === "student" && !target) return noClass()
    const holders = [{ holderId: input.personId, title: person.value.name }]
    const wallets = await openWallets(ctx, { schemeId: school.value.scheme_id, holders })
    if (!wallets.ok) return wallets
    await ctx.db
      .updateTable("campus_person")
      .set({ status: "enrolled", class_id: target?.id ?? null, wallet_no: wallets.value[0]! })
      .where("person_id", "=", input.personId)
      .execute()
    await cardsAgain(ctx, person.value.school_id, { personId: input.personId, walletNo: wallets.value[0]! })
    const spell = { personId: input.personId, classId: target?.id ?? null, classTitle: target?.title ?? null }
    await beginSpells(ctx, school.value.id, [spell])
    ctx.note({ object: "campus-person", objectId: input.personId, after: { status: "enrolled", ...input } })
    return ok()
  },
)

/** Who comes back before the card office has closed the wallet keeps the card. */
async function cardsAgain(
  ctx: FlowCtx,
  schoolId: string,
  { personId, walletNo }: { personId: string; walletNo: string },
): Promise<void> {
  const version = await nextRoster(ctx, schoolId)
  const valid = ctx.db
    .selectFrom("wallet_card")
    .select("uid")
    .where("wallet_no", "=", walletNo)
    .where("state", "=", "active")
  await ctx.db
    .updateTable("campus_credential")
    .set({ state: "active", version, at: ctx.clock.now() })
    .where("person_id", "=", personId)
    .where("kind", "=", "card")
    .where("ref", "in", valid)
    .execute()
}

export interface NewGuardian {
  personId: string
  name: string
  phone: string
  relation: string
}

export const addGuardian = flow(
  { name: "campus.add-guardian", permission },
  async (ctx, input: NewGuardian): Promise<Outcome<void>> => {
    const person = await enrolled(ctx, input.personId)
    if (!person.ok) return person
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    const { name, phone, relation, personId: childId } = input
    const guardian = await registerPerson(ctx, { name, phone, outlet: school.value.outlet })
    if (!guardian.ok) return guardian
    return linkGuardian(ctx, { guardianId: guardian.value, childId, relation })
  },
)

export interface GuardianChange {
  personId: string
  guardianId: string
  /** barred: by a court's order, neither sees nor hears anything; ended: no guardian any more. */
  to: "permitted" | "barred" | "ended"
  reason: string
}

export const changeGuardian = flow(
  { name: "campus.change-guardian", permission },
  async (ctx, input: GuardianChange): Promise<Outcome<void>> => {
    const person = await schoolPerson(ctx, input.personId)
    if (!person.ok) return person
    const known = (await guardiansOf(ctx.db, input.personId)).find((one) => one.partyId === input.guardianId)
    if (!known) return refuse["E-NOT-FOUND"]({ what: "监护人", whatEn: "guardian" }, "guardianId")
    const link = { guardianId: input.guardianId, childId: input.personId }
    ctx.note({ object: "campus-person", objectId: input.personId, after: { ...input } })
    if (input.to === "ended") return endGuardianship(ctx, link)
    return linkGuardian(ctx, { ...link, relation: known.relation, permitted: input.to === "permitted" })
  },
)

/** Whoever is of age signs in with an own number; the office has seen the identity card. */
export const setOwnPhone = flow(
  { name: "campus.own-phone", permission },
  async (ctx, input: { personId: string; phone: string }): Promise<Outcome<void>> => {
    const person = await schoolPerson(ctx, input.personId)
    if (!person.ok) return person
    const today = dateOf(ctx.clock.now())
    const years = await number(ctx, "adult-years", today)
    if (person.value.kind === "student" && !isAdult(person.value.birth_on, today, years))
      return refuse["E-MINOR"]({ name: person.value.name, years }, "phone")
    ctx.note({ object: "campus-person", objectId: input.personId, after: { ownPhone: "given" } })
    return giveOwnPhone(ctx, { partyId: input.personId, phone: input.phone })
  },
)
