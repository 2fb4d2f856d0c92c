// The card office: issuing, loss, replacement and closing, for gate and wallet in one act. Parents report a loss themselves.
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import {
  closeWallet,
  freezeWallet,
  issueCards,
  replaceCard,
  reportFound,
  reportLost,
  schemeById,
  setDailyLimit,
  topUpInCash,
  type ClosingPlan,
} from "#products/wallet"
import { refuse } from "../refusals.ts"
import { ownChild, seenPerson, schoolPerson, type SeenPerson } from "../store.ts"
import { nextRoster } from "./devices.ts"
import { addCards } from "./enrol.ts"
import { endSchool } from "./enrolment.ts"

async function setCredential(ctx: FlowCtx, person: SeenPerson, uid: string, state: string): Promise<void> {
  const version = await nextRoster(ctx, person.school_id)
  await ctx.db
    .updateTable("campus_credential")
    .set({ state, version, at: ctx.clock.now() })
    .where("person_id", "=", person.person_id)
    .where("kind", "=", "card")
    .where("ref", "=", uid)
    .execute()
}

const noWallet = () => refuse["E-NOT-FOUND"]({ what: "卡账户", whatEn: "wallet" })

export const issueCard = flow(
  { name: "campus.issue-card", permission: "campus.card" },
  async (ctx, input: { personId: string; uid: string }): Promise<Outcome<void>> => {
    const person = await schoolPerson(ctx, input.personId)
    if (!person.ok) return person
    const walletNo = person.value.wallet_no
    if (!walletNo) return noWallet()
    const { scheme_id: schemeId } = await ctx.db
      .selectFrom("campus_school")
      .select("scheme_id")
      .where("id", "=", person.value.school_id)
      .executeTakeFirstOrThrow()
    const scheme = await schemeById(ctx, schemeId)
    const postings = await issueCards(ctx, { scheme, cards: [{ walletNo, uid: input.uid }], takeDeposit: true })
    if (!postings.ok) return postings
    await addCards(ctx, person.value.school_id, [{ personId: input.personId, uid: input.uid }])
    return ctx.post(postings.value)
  },
)

/** By the card office, or by a parent on the phone at night: no reason is asked. */
export const loseCard = flow(
  { name: "campus.lose-card", permission: "campus.lose-card" },
  async (ctx, input: { personId: string; uid: string }): Promise<Outcome<void>> => {
    const person = await seenPerson(ctx, input.personId)
    if (!person.ok) return person
    if (!person.value.wallet_no) return noWallet()
    const lost = await reportLost(ctx, { walletNo: person.value.wallet_no, uid: input.uid })
    if (!lost.ok) return lost
    await setCredential(ctx, person.value, input.uid, "lost")
    return ok()
  },
)

export const findCard = flow(
  { name: "campus.find-card", permission: "campus.card" },
  async (ctx, input: { personId: string; uid: string }): Promise<Outcome<void>> => {
    const person = await schoolPerson(ctx, input.personId)
    if (!person.ok) return person
    if (!person.value.wallet_no) return noWallet()
    const found = await reportFound(ctx, { walletNo: person.value.wallet_no, uid: input.uid })
    if (!found.ok) return found
    await setCredential(ctx, person.value, input.uid, "active")
    return ok()
  },
)

export const renewCard = flow(
  { name: "campus.replace-card", permission: "campus.card" },
  async (ctx, input: { personId: string; uid: string; newUid: string }): Promise<Outcome<void>> => {
    const person = await schoolPerson(ctx, input.personId)
    if (!person.ok) return person
    if (!person.value.wallet_no) return noWallet()
    const replaced = await replaceCard(ctx, { ...input, walletNo: person.value.wallet_no })
    if (!replaced.ok) return replaced
    await setCredential(ctx, person.value, input.uid, "replaced")
    await addCards(ctx, person.value.school_id, [{ personId: input.personId, uid: input.newUid }])
    return ok()
  },
)

export const freeze = flow(
  { name: "campus.freeze", permission: "campus.card" },
  async (ctx, input: { personId: string; reason: string | null }): Promise<Outcome<void>> => {
    const person = await schoolPerson(ctx, input.personId)
    if (!person.ok) return person
    return person.value.wallet_no
      ? freezeWallet(ctx, { walletNo: person.value.wallet_no, reason: input.reason })
      : noWallet()
  },
)

export const deskTopUp = flow(
  { name: "campus.desk-top-up", permission: "campus.card" },
  async (ctx, input: { personId: string; amountFen: bigint; payerName: string }): Promise<Outcome<void>> => {
    const person = await schoolPerson(ctx, input.personId)
    if (!person.ok) return person
    return person.value.wallet_no ? topUpInCash(ctx, { ...input, walletNo: person.value.wallet_no }) : noWallet()
  },
)

/** The parent's own limit a day; null takes it away. */
export const limitDay = flow(
  { name: "campus.limit", permission: "campus.own" },
  async (ctx, input: { personId: string; limitFen: bigint | null }): Promise<Outcome<void>> => {
    const child = await ownChild(ctx, input.personId)
    if (!child.ok) return child
    return child.value.wallet_no
      ? setDailyLimit(ctx, { walletNo: child.value.wallet_no, limitFen: input.limitFen })
      : noWallet()
  },
)

export interface Leaving {
  personId: string
  status: "graduated" | "left"
  bank?: { holder: string; accountNo: string } | undefined
}

/** Graduation or transfer: the wallet is paid back, credentials end, faces go. */
export const leaveSchool = flow(
  { name: "campus.leave-school", permission: "campus.card" },
  async (ctx, input: Leaving): Promise<Outcome<ClosingPlan>> => {
    const person = await schoolPerson(ctx, input.personId)
    if (!person.ok) return person
    if (!person.value.wallet_no) return noWallet()
    const { school_id: schoolId } = person.value
    await endSchool(ctx, { schoolId, personIds: [input.personId], status: input.status })
    ctx.note({ object: "campus-person", objectId: input.personId, after: { status: input.status } })
    const reason = input.status === "graduated" ? "毕业" : "离校"
    return closeWallet(ctx, { walletNo: person.value.wallet_no, reason, bank: input.bank })
  },
)
