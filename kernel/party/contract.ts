import { z } from "zod"
import { date, endpoint, instant, pageOf, paging, uuid } from "../http/contract.ts"

const tag = "party"
const kind = z.enum(["firm", "person", "village", "school", "public-body"])
const size = z.enum(["micro", "small", "medium", "large"])

export const partyItem = z
  .object({
    id: uuid,
    kind,
    name: z.string(),
    uscc: z.string().nullable(),
    idMasked: z.string().nullable(),
    outlet: z.string(),
    industry: z.string().nullable(),
    size: size.nullable(),
    managerName: z.string().nullable(),
    state: z.enum(["active", "closed"]),
    createdAt: instant,
  })
  .meta({ id: "PartyItem" })

export const partyDetail = partyItem
  .extend({
    version: z.number().int(),
    address: z.string().nullable(),
    facts: z.record(z.string(), z.unknown()),
    contacts: z.array(z.object({ id: uuid, name: z.string(), duty: z.string(), phone: z.string() })),
    licences: z.array(
      z.object({
        kind: z.string(),
        number: z.string(),
        issuer: z.string().nullable(),
        issuedOn: date.nullable(),
        validTo: date.nullable(),
      }),
    ),
    bankAccounts: z.array(z.object({ id: uuid, bank: z.string(), holder: z.string(), number: z.string() })),
    relations: z.array(
      z.object({
        partyId: uuid,
        name: z.string(),
        kind: z.string(),
        shareBp: z.number().nullable(),
        direction: z.enum(["out", "in"]),
      }),
    ),
    accounts: z.array(
      z.object({ key: z.string(), title: z.string(), unit: z.string(), balance: z.string(), available: z.string() }),
    ),
    reveals: z.array(z.object({ field: z.string(), purpose: z.string(), staffName: z.string(), at: instant })),
  })
  .meta({ id: "PartyDetail" })

export const listParties = endpoint({
  method: "GET",
  path: "/parties",
  tag,
  summary: { zh: "客户列表", en: "List customers" },
  query: paging.extend({ text: z.string().optional(), kind: kind.optional(), outlet: z.string().optional() }),
  response: pageOf(partyItem),
})

export const getParty = endpoint({
  method: "GET",
  path: "/parties/:id",
  tag,
  summary: { zh: "客户全景", en: "One customer, personal numbers masked" },
  params: z.object({ id: uuid }),
  response: partyDetail,
})

export const newParty = z.object({
  kind,
  name: z.string().trim().min(2).max(80),
  uscc: z.string().toUpperCase().optional(),
  idNumber: z.string().toUpperCase().optional(),
  outlet: z.string(),
  industry: z.string().max(60).optional(),
  size: size.optional(),
  address: z.string().max(200).optional(),
  contacts: z
    .array(z.object({ name: z.string().min(2), duty: z.string().min(1), phone: z.string() }))
    .max(10)
    .optional(),
  licences: z
    .array(
      z.object({
        kind: z.string(),
        number: z.string(),
        issuer: z.string().optional(),
        issuedOn: date.optional(),
        validTo: date.optional(),
      }),
    )
    .max(20)
    .optional(),
  bankAccounts: z
    .array(z.object({ bank: z.string(), holder: z.string(), number: z.string().regex(/^\d{8,30}$/) }))
    .max(10)
    .optional(),
})

export const createParty = endpoint({
  method: "POST",
  path: "/parties",
  tag,
  summary: { zh: "新建客户", en: "Open a customer" },
  body: newParty,
  response: z.object({ id: uuid }),
})

export const patchParty = endpoint({
  method: "PATCH",
  path: "/parties/:id",
  tag,
  summary: { zh: "修改客户资料", en: "Change a customer's facts" },
  params: z.object({ id: uuid }),
  body: z.object({
    version: z.number().int(),
    name: z.string().trim().min(2).max(80).optional(),
    industry: z.string().max(60).optional(),
    size: size.optional(),
    address: z.string().max(200).optional(),
  }),
})

export const revealField = endpoint({
  method: "POST",
  path: "/parties/:id/reveal",
  tag,
  summary: { zh: "查看完整号码（记录用途）", en: "Reveal one full number for a stated purpose" },
  params: z.object({ id: uuid }),
  body: z.object({ field: z.string(), purpose: z.string() }),
  response: z.object({ value: z.string() }),
})

export const createPortalUser = endpoint({
  method: "POST",
  path: "/parties/:id/portal-users",
  tag,
  summary: { zh: "开通企业门户用户", en: "Open the portal for a firm's user" },
  params: z.object({ id: uuid }),
  body: z.object({ name: z.string().min(2), phone: z.string() }),
  response: z.object({ id: uuid }),
})
