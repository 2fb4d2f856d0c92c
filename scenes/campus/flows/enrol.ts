// Pupils and staff are entered: each a person of the branch with a wallet, a card where one was handed out, and a class. Who
// left and comes back, or comes from another school of the branch, is the same person with a new wallet.
import { randomUUID } from "node:crypto"
import { flow, type FlowCtx } from "#kernel/flow"
import { linkGuardian, registerPerson } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import { issueCards, openWallets, schemeById } from "#products/wallet"
import { consentVersion } from "../model.ts"
import { refuse } from "../refusals.ts"
import { schoolById, type SchoolRow } from "../store.ts"
import { nextRoster } from "./devices.ts"
import { beginSpells } from "./enrolment.ts"

export interface NewPupil {
  number: string
  name: string
  /** null: staff, who belong to no class. */
  className: string | null
  birthOn: string | null
  isBoarder: boolean
  uid: string | null
  kind?: "student" | "staff"
  guardian?: { name: string; phone: string; relation: string } | undefined
  /** The form signed at entry is in the school's files: card and notices. Without a word it is. */
  isSigned?: boolean
  /** Known already, as the demo's families are. */
  personId?: string | undefined
  guardianId?: string | undefined
}

export interface Enrolled {
  personIds: string[]
  walletNos: string[]
  /** Postings that took the card deposits. */
  deposits: string[]
}

export const enrol = flow(
  { name: "campus.enrol", permission: "campus.open" },
  async (ctx, input: { schoolId: string; pupils: readonly NewPupil[] }): Promise<Outcome<string[]>> => {
    const school = await schoolById(ctx, input.schoolId)
    if (!school.ok) return school
    const made = await enrolAll(ctx, school.value, input.pupils)
    return made.ok ? ok(made.value.personIds) : made
  },
)

interface Entered {
  pupil: NewPupil
  personId: string
  guardianId: string | null
}

export async function enrolAll(
  ctx: FlowCtx,
  school: SchoolRow,
  pupils: readonly NewPupil[],
): Promise<Outcome<Enrolled>> {
  if (pupils.length === 0) return refuse["E-EMPTY"]({ what: "学生" })
  const taken = await takenNumber(ctx, school.id, pupils)
  if (taken) return refuse["E-TAKEN"]({ what: "学号", name: taken }, "number")
  const classes = await classesFor(ctx, school.id, [...new Set(pupils.flatMap((one) => one.className ?? []))])
  const people: Entered[] = []
  for (const pupil of pupils) {
    const person = await personOf(ctx, school, pupil)
    if (!person.ok) return person
    people.push({ pupil, ...person.value })
  }
  const holders = people.map(({ pupil, personId }) => ({ holderId: personId, title: pupil.name }))
  const wallets = await openWallets(ctx, { schemeId: school.scheme_id, holders })
  if (!wallets.ok) return wallets
  const put = await putPeople(ctx, school, people, { classes, walletNos: wallets.value })
  if (!put.ok) return put
  await signedAtEntry(ctx, people)
  ctx.note({ object: "campus-school", objectId: school.id, after: { enrolled: people.length } })
  const personIds = people.map((one) => one.personId)
  const deposits = await cardsFor(ctx, school, people, wallets.value)
  return deposits.ok ? ok({ personIds, walletNos: wallets.value, deposits: deposits.value }) : deposits
}

/** Numbers are the school's own; somebody who left keeps the number until he comes back. */
async function takenNumber(ctx: FlowCtx, schoolId: string, pupils: readonly NewPupil[]): Promise<string | undefined> {
  const numbers = pupils.map((one) => one.number)
  const twice = numbers.find((one, at) => numbers.indexOf(one) !== at)
  if (twice) return twice
  await ctx.db.selectFrom("campus_school").select("id").where("id", "=", schoolId).forUpdate().execute()
  const rows = await ctx.db
    .selectFrom("campus_person")
    .select(["number", "person_id", "status"])
    .where("school_id", "=", schoolId)
    .where("number", "in", numbers)
    .execute()
  const known = new Map(pupils.map((one) => [one.number, one.personId]))
  return rows.find((row) => row.status === "enrolled" || known.get(row.number) !== row.person_id)?.number
}

async function putPeople(
  ctx: FlowCtx,
  school: SchoolRow,
  people: readonly Entered[],
  at: { classes: Map<string, string>; walletNos: readonly string[] },
): Promise<Outcome<void>> {
  const rows = people.map(({ pupil, personId }, n) => ({
    person_id: personId,
    school_id: school.id,
    kind: pupil.kind ?? "student",
    class_id: pupil.className ? (at.classes.get(pupil.className) ?? null) : null,
    number: pupil.number,
    birth_on: pupil.birthOn,
    is_boarder: pupil.isBoarder,
    wallet_no: at.walletNos[n]!,
  }))
  const made = new Set<string>()
  for (let from = 0; from < rows.length; from += 1_000) {
    const part = await ctx.db
      .insertInto("campus_person")
      .values(rows.slice(from, from + 1_000))
      .onConflict((c) =>
        c
          .column("person_id")
          .doUpdateSet((e) => ({
            school_id: e.ref("excluded.school_id"),
            kind: e.ref("excluded.kind"),
            class_id: e.ref("excluded.class_id"),
            number: e.ref("excluded.number"),
            birth_on: e.ref("excluded.birth_on"),
            is_boarder: e.ref("excluded.is_boarder"),
            wallet_no: e.ref("excluded.wallet_no"),
            status: "enrolled",
          }))
          .where("campus_person.status", "<>", "enrolled"),
      )
      .returning("person_id")
      .execute()
    for (const row of part) made.add(row.person_id)
  }
  const double = people.find((one) => !made.has(one.personId))
  if (double) return refuse["E-ENROLLED"]({ name: double.pupil.name }, "name")
  await beginSpells(
    ctx,
    school.id,
    rows.map((row, n) => ({
      personId: row.person_id,
      classId: row.class_id,
      classTitle: people[n]!.pupil.className,
    })),
  )
  return ok()
}

async function personOf(ctx: FlowCtx, school: SchoolRow, pupil: NewPupil): Promise<Outcome<Omit<Entered, "pupil">>> {
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
  if (titles.length > 0)
    await ctx.db
      .insertInto("campus_class")
      .values(titles.map((title) => ({ id: randomUUID(), school_id: schoolId, title })))
      .onConflict((c) => c.columns(["school_id", "title"]).doNothing())
      .execute()
  const rows = await ctx.db
    .selectFrom("campus_class")
    .select(["id", "title"])
    .where("school_id", "=", schoolId)
    .where("ended_on", "is", null)
    .execute()
  return new Map(rows.map((row) => [row.title, row.id]))
}

/** The consent form signed at entry covers card and notices; a face is asked for apart, later, by the guardian alone. */
async function signedAtEntry(ctx: FlowCtx, people: readonly Entered[]): Promise<void> {
  const rows = people.flatMap(({ personId, guardianId, pupil }) =>
    guardianId && pupil.isSigned !== false
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
  for (let at = 0; at < rows.length; at += 1_000)
    await ctx.db
      .insertInto("campus_consent")
      .values(rows.slice(at, at + 1_000))
      .onConflict((c) => c.doNothing())
      .execute()
}

/** Answers with the postings that took deposits. */
async function cardsFor(
  ctx: FlowCtx,
  school: SchoolRow,
  people: readonly { pupil: NewPupil; personId: string }[],
  wallets: readonly string[],
): Promise<Outcome<string[]>> {
  const carded = people.flatMap(({ pupil, personId }, at) =>
    pupil.uid ? [{ personId, uid: pupil.uid, walletNo: wallets[at]! }] : [],
  )
  if (carded.length === 0) return ok([])
  const scheme = await schemeById(ctx, school.scheme_id)
  const postings = await issueCards(ctx, { scheme, cards: carded, takeDeposit: true })
  if (!postings.ok) return postings
  await addCards(ctx, school.id, carded)
  const posted = await ctx.post(postings.value)
  return posted.ok ? ok(postings.value.map((one) => one.id)) : posted
}

/** Card numbers become ways through the gate; one that a wrong file had taken is free again. */
export async function addCards(
  ctx: FlowCtx,
  schoolId: string,
  cards: readonly { personId: string; uid: string }[],
): Promise<void> {
  const version = await nextRoster(ctx, schoolId)
  const rows = cards.map((one) => ({
    id: randomUUID(),
    school_id: schoolId,
    person_id: one.personId,
    kind: "card",
    ref: one.uid,
    version,
    at: ctx.clock.now(),
  }))
  for (let at = 0; at < rows.length; at += 1_000)
    await ctx.db
      .insertInto("campus_credential")
      .values(rows.slice(at, at + 1_000))
      .onConflict((c) =>
        c
          .columns(["school_id", "kind", "ref"])
          .doUpdateSet((e) => ({
            person_id: e.ref("excluded.person_id"),
            version: e.ref("excluded.version"),
            at: e.ref("excluded.at"),
            state: "active",
          }))
          .where("campus_credential.person_id", "is", null),
      )
      .execute()
}
