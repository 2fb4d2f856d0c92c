import { dateOf } from "#kernel/calendar"
import { sheetMediaType as mediaType } from "#kernel/excel"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { ownSchool, schoolById, type SchoolRow } from "../store.ts"
import * as contract from "./contract.ts"
import { moneyReportOf } from "./money.ts"
import { schoolReportOf, type Asked } from "./school.ts"
import { sheetOf } from "./table.ts"

const askedOf = (ctx: Ctx, query: { month?: string | undefined; classId?: string | undefined }): Asked => ({
  month: query.month ?? dateOf(ctx.clock.now()).slice(0, 7),
  classId: query.classId,
})

type Make = (school: SchoolRow) => Promise<contract.Report>

async function shown(ctx: Ctx, school: Outcome<SchoolRow>, month: string, make: Make) {
  return school.ok ? ok({ ...(await make(school.value)), asOf: ctx.clock.now().toISOString(), month }) : school
}

async function saved(school: Outcome<SchoolRow>, make: Make) {
  return school.ok ? ok({ ...(await sheetOf(await make(school.value))), mediaType }) : school
}

export const reportRoutes: RouteModule = ({ on, download }) => {
  on(contract.schoolReport, "campus.report", async (ctx, { params, query }) => {
    const asked = askedOf(ctx, query)
    return shown(ctx, await ownSchool(ctx), asked.month, (school) => schoolReportOf(ctx, school, params.report, asked))
  })
  download(contract.schoolSheet, "campus.report", async (ctx, { params, query }) =>
    saved(await ownSchool(ctx), (school) => schoolReportOf(ctx, school, params.report, askedOf(ctx, query))),
  )
  on(contract.moneyReport, "campus.money-report", async (ctx, { params, query }) => {
    const asked = askedOf(ctx, query)
    return shown(ctx, await ownSchool(ctx), asked.month, (school) => moneyReportOf(ctx, school, params.report, asked))
  })
  download(contract.moneySheet, "campus.money-report", async (ctx, { params, query }) =>
    saved(await ownSchool(ctx), (school) => moneyReportOf(ctx, school, params.report, askedOf(ctx, query))),
  )
  on(contract.bankReport, "campus.bank", async (ctx, { params, query }) => {
    const asked = askedOf(ctx, query)
    const school = await schoolById(ctx, params.id)
    return shown(ctx, school, asked.month, (found) => moneyReportOf(ctx, found, params.report, asked))
  })
  download(contract.bankSheet, "campus.bank", async (ctx, { params, query }) =>
    saved(await schoolById(ctx, params.id), (school) => moneyReportOf(ctx, school, params.report, askedOf(ctx, query))),
  )
}
