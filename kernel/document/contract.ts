import { z } from "zod"
import { endpoint, instant, uuid } from "../http/contract.ts"

const tag = "documents"

export const storedFile = z
  .object({
    id: uuid,
    kind: z.string(),
    title: z.string(),
    fileName: z.string(),
    mediaType: z.string(),
    size: z.number(),
    uploadedBy: z.string(),
    at: instant,
  })
  .meta({ id: "StoredFile" })

export const issuedPaper = z
  .object({
    kind: z.string(),
    title: z.string(),
    number: z.string(),
    issue: z.number(),
    printedBy: z.string(),
    at: instant,
  })
  .meta({ id: "IssuedPaper" })

/** Prints a paper; every call is an issue with its own number and verification code. */
export const printPaper = endpoint({
  method: "POST",
  path: "/prints/:kind/:objectId",
  tag,
  summary: { zh: "打印文书（PDF）", en: "Print a paper (PDF)" },
  params: z.object({ kind: z.string(), objectId: z.string() }),
})

export const verifyPaperEndpoint = endpoint({
  method: "GET",
  path: "/verify/:code",
  tag,
  access: "open",
  summary: { zh: "文书验证", en: "Verify a paper by its code" },
  params: z.object({ code: z.string().max(40) }),
  response: z.object({ title: z.string(), number: z.string(), issue: z.number(), at: instant, sm3: z.string() }),
})
