// Contract and handler side by side; no rule lives here.
import type { Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { fenOf } from "#products/wallet"
import { readRecords } from "./adapters.ts"
import * as cards from "./cards/contract.ts"
import * as contract from "./contract.ts"
import { askGate, registerByHand, remoteOpen } from "./flows/ask.ts"
import { deskTopUp, findCard, freeze, issueCard, leaveSchool, limitDay, loseCard, renewCard } from "./flows/cards.ts"
import { enrolFace, giveConsent, withdrawConsent } from "./flows/consent.ts"
import { addDevice, heartbeat, retireDevice, rosterSince } from "./flows/devices.ts"
import { endEmergency, startEmergency, tickOff } from "./flows/emergency.ts"
import { openDevice, receive } from "./flows/inbox.ts"
import { askLeave, decideLeave, withdrawLeave } from "./flows/leave.ts"
import { decideMeals, openTill, payFund, proposeMeals, tillBlacklist, uploadTill } from "./flows/money.ts"
import { addPost, addShop, openSchool } from "./flows/people.ts"
import { takeRoll } from "./flows/roll-call.ts"
import { topUpChild } from "./flows/top-up.ts"
import { bookVisit, moveVisit } from "./flows/visits.ts"
import * as portal from "./portal-contract.ts"
import { refuse } from "./refusals.ts"
import { boardNow, dayListOf } from "./queries/board.ts"
import { canteenDayOf } from "./queries/canteen.ts"
import { holderShown, planShown, tillsOf } from "./queries/cards.ts"
import { grantsOf } from "./queries/grants.ts"
import { classList, leavesBy, passingsBy, peopleBy, visitsBy } from "./queries/lists.ts"
import { callParents, consentBoardOf, emergencyNow, ownDevices, rollPrepared } from "./queries/office.ts"
import { childNow, childrenNow } from "./queries/parents.ts"
import { schoolDetail, schoolsNow } from "./queries/schools.ts"
import { moneyShown } from "./queries/wallet.ts"
import { registerRoutes } from "./register/routes.ts"
import { reportRoutes } from "./reports/routes.ts"
import { ownSchool } from "./store.ts"
import { upTopic } from "./topics.ts"

const devices: RouteModule = ({ on }) => {
  on(contract.pushRecords, null, async (ctx, { params, body }) => {
    const device = await openDevice(ctx, params.sn, params.key)
    return device.ok ? ok({ code: 200 as const, ids: await receive(ctx, device.value, body) }) : device
  })
  on(contract.beat, null, async (ctx, { params, body }) => {
    const device = await openDevice(ctx, params.sn, params.key)
    if (!device.ok) return device
    const { offsetMs } = await heartbeat(ctx, device.value, { ...body, at: new Date(body.at) })
    const roster = await rosterSince(ctx, device.value, BigInt(Number.MAX_SAFE_INTEGER))
    return ok({ serverAt: ctx.clock.now().toISOString(), offsetMs, rosterVersion: roster.version })
  })
  on(contract.ask, null, async (ctx, { params, body }) => {
    const device = await openDevice(ctx, params.sn, params.key)
    if (!device.ok) return device
    const [read] = readRecords(device.value.adapter, params.sn, body)
    return read?.record
      ? askGate(ctx, { device: device.value, record: read.record })
      : refuse["E-NOT-FOUND"]({ what: "可识别的记录", whatEn: "readable record" })
  })
  on(contract.getRoster, null, async (ctx, { params, query }) => {
    const device = await openDevice(ctx, params.sn, params.key)
    return device.ok ? ok(await rosterSince(ctx, device.value, BigInt(query.since))) : device
  })
}

const staff: RouteModule = ({ on }) => {
  on(contract.listSchools, "campus.bank", async (ctx) => ok({ items: await schoolsNow(ctx) }))
  on(contract.getSchool, "campus.bank", (ctx, { params }) => schoolDetail(ctx, params.id))
  on(contract.openSchoolEndpoint, "campus.open", (ctx, { body: { cardDeposit, ...body } }) =>
    openSchool(ctx, { ...body, cardDepositFen: fenOf(cardDeposit) }),
  )
  on(contract.addShopEndpoint, "campus.open", (ctx, { params, body }) => addShop(ctx, { ...body, schoolId: params.id }))
  on(contract.addPostEndpoint, "campus.open", (ctx, { params, body }) => addPost(ctx, { ...body, schoolId: params.id }))
}

const parents: RouteModule = ({ on }) => {
  const own = "campus.own"
  on(contract.myChildren, own, async (ctx) => ok({ items: await childrenNow(ctx) }))
  on(contract.myChild, own, (ctx, { params, query }) => childNow(ctx, params.id, query.day))
  on(contract.askChildLeave, "campus.ask-leave", (ctx, { params, body: { from, to, ...body } }) =>
    askLeave(ctx, { ...body, personId: params.id, fromAt: new Date(from), toAt: new Date(to) }),
  )
  on(contract.withdrawChildLeave, "campus.ask-leave", (ctx, { params }) => withdrawLeave(ctx, params))
  on(contract.setConsent, own, async (ctx, { params, body }) => {
    const input = { personId: params.id, purpose: body.purpose }
    if (!body.agree) return withdrawConsent(ctx, input)
    const given = await giveConsent(ctx, input)
    return given.ok ? ok({ deleteDueOn: null }) : given
  })
  on(contract.setLimit, own, (ctx, { params, body }) =>
    limitDay(ctx, { personId: params.id, limitFen: body.limit === null ? null : fenOf(body.limit) }),
  )
  on(contract.loseMyCard, "campus.lose-card", (ctx, { params, body }) =>
    loseCard(ctx, { personId: params.id, uid: body.uid }),
  )
  on(contract.topUpEndpoint, own, (ctx, { params, body }) =>
    topUpChild(ctx, { personId: params.id, amountFen: fenOf(body.amount), channel: body.channel }),
  )
}

const gatePages: RouteModule = ({ on }) => {
  const read = "campus.read"
  on(portal.board, read, (ctx) => boardNow(ctx))
  on(portal.dayList, read, (ctx, { query }) => dayListOf(ctx, query.kind))
  on(portal.listPassings, read, (ctx, { query }) => passingsBy(ctx, query))
  on(portal.callParents, "campus.call", (ctx, { body }) => callParents(ctx, body))
  on(portal.findPeople, "campus.people", (ctx, { query }) => peopleBy(ctx, query))
  on(portal.listClasses, "campus.people", (ctx) => classList(ctx))
  on(portal.listLeaves, read, (ctx, { query }) => leavesBy(ctx, query))
  on(portal.askLeaveEndpoint, "campus.ask-leave", (ctx, { body: { from, to, ...body } }) =>
    askLeave(ctx, { ...body, fromAt: new Date(from), toAt: new Date(to) }),
  )
  on(portal.decideLeaveEndpoint, "campus.leave", (ctx, { params, body }) => decideLeave(ctx, { ...params, ...body }))
  on(portal.withdrawLeaveEndpoint, "campus.ask-leave", (ctx, { params }) => withdrawLeave(ctx, params))
  on(portal.listVisits, "campus.visit", (ctx, { query }) => visitsBy(ctx, query))
  on(portal.bookVisitEndpoint, "campus.visit", (ctx, { body }) =>
    bookVisit(ctx, {
      visitorName: body.visitorName,
      phone: body.phone,
      idTail: body.idTail ?? null,
      company: body.company ?? null,
      purpose: body.purpose,
      plate: body.plate ?? null,
      hostId: body.hostId ?? null,
      hostName: body.hostName,
      fromAt: new Date(body.from),
      toAt: new Date(body.to),
      isAgreed: body.agreed,
    }),
  )
  on(portal.moveVisitEndpoint, "campus.visit", (ctx, { params, body }) => moveVisit(ctx, { ...params, ...body }))
  on(portal.byHand, "campus.guard", (ctx, { body }) => registerByHand(ctx, body))
  on(portal.prepareRoll, "campus.roll", (ctx, { query }) => rollPrepared(ctx, query))
  on(portal.takeRollEndpoint, "campus.roll", (ctx, { body }) => takeRoll(ctx, body))
  on(portal.getEmergency, "campus.emergency", (ctx) => emergencyNow(ctx))
  on(portal.startEmergencyEndpoint, "campus.emergency", (ctx, { body }) => startEmergency(ctx, body))
  on(portal.tickEndpoint, "campus.emergency", (ctx, { body }) => tickOff(ctx, body))
  on(portal.endEmergencyEndpoint, "campus.emergency", (ctx) => endEmergency(ctx, {}))
  on(portal.listDevices, "campus.guard", (ctx) => ownDevices(ctx))
  on(portal.addDeviceEndpoint, "campus.device", async (ctx, { body }) => {
    const added = await addDevice(ctx, body)
    if (!added.ok) return added
    const { key } = added.value
    return ok({ key, pushPath: `/api/v1/campus/push/${body.sn}/${key}`, topic: upTopic(body.sn) })
  })
  on(portal.retireDeviceEndpoint, "campus.device", (ctx, { body }) => retireDevice(ctx, body))
  on(portal.remoteOpenEndpoint, "campus.guard", (ctx, { body }) => remoteOpen(ctx, body))
  on(portal.consentBoard, "campus.consent", (ctx, { query }) => consentBoardOf(ctx, query))
  on(portal.enrolFaceEndpoint, "campus.device", (ctx, { body }) => enrolFace(ctx, body))
}

const cardPages: RouteModule = ({ on }) => {
  const card = "campus.card"
  const at = <B>(params: { id: string }, body: B): B & { personId: string } => ({ ...body, personId: params.id })
  on(cards.getHolder, card, (ctx, { params }) => holderShown(ctx, params.id))
  on(cards.issueCardEndpoint, card, (ctx, { params, body }) => issueCard(ctx, at(params, body)))
  on(cards.loseCardEndpoint, "campus.lose-card", (ctx, { params, body }) => loseCard(ctx, at(params, body)))
  on(cards.findCardEndpoint, card, (ctx, { params, body }) => findCard(ctx, at(params, body)))
  on(cards.replaceCardEndpoint, card, (ctx, { params, body }) => renewCard(ctx, at(params, body)))
  on(cards.freezeEndpoint, card, (ctx, { params, body }) => freeze(ctx, at(params, body)))
  on(cards.deskTopUpEndpoint, card, (ctx, { params, body }) =>
    deskTopUp(ctx, { personId: params.id, amountFen: fenOf(body.amount), payerName: body.payer }),
  )
  on(cards.leaveSchoolEndpoint, card, async (ctx, { params, body }) => {
    const { status, bankHolder, bankAccount } = body
    const bank = bankHolder && bankAccount ? { holder: bankHolder, accountNo: bankAccount } : undefined
    const plan = await leaveSchool(ctx, { personId: params.id, status, bank })
    return plan.ok ? ok(planShown(plan.value)) : plan
  })
  on(cards.listTills, "campus.pos", (ctx) => tillsOf(ctx))
  on(cards.openTill, "campus.pos", (ctx, { body }) => openTill(ctx, body))
  on(cards.tillSpends, "campus.pos", (ctx, { params, body }) => uploadTill(ctx, params.sn, body))
  on(cards.tillBlacklist, "campus.pos", (ctx, { params, query }) => tillBlacklist(ctx, params.sn, query.since))
  on(cards.listGrants, "campus.grant", (ctx) => grantsOf(ctx))
  on(cards.proposeGrantEndpoint, "campus.grant", (ctx, { body }) =>
    proposeMeals(ctx, {
      title: body.title,
      perDayFen: fenOf(body.perDay),
      days: body.days,
      fromOn: body.from,
      toOn: body.to,
      classIds: body.classIds,
    }),
  )
  on(cards.decideGrantEndpoint, "campus.grant", (ctx, { params, body }) => decideMeals(ctx, { ...params, ...body }))
  on(cards.fundEndpoint, "campus.fund", (ctx, { body }) =>
    payFund(ctx, { amountFen: fenOf(body.amount), reference: body.reference }),
  )
  on(cards.canteenDay, "campus.canteen", (ctx, { query }) => canteenDayOf(ctx, query.day))
  on(cards.floatBoard, "campus.canteen", (ctx: Ctx) => floatOf(ctx))
}

async function floatOf(ctx: Ctx) {
  const school = await ownSchool(ctx)
  return school.ok ? ok(await moneyShown(ctx, school.value.scheme_id)) : school
}

export const routes: RouteModule = (all) => {
  devices(all)
  staff(all)
  parents(all)
  gatePages(all)
  cardPages(all)
  registerRoutes(all)
  reportRoutes(all)
}
