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
    /** Handed in by the person asking. */
    isOwn: z.boolean(),
    at: instant,
  })
  .meta({ id: "StoredFile" })

const ownedBy = { owner: z.string().max(40), ownerId: z.string().max(80) }

export const listFiles = endpoint({
  method: "GET",
  path: "/files/:owner/:ownerId",
  tag,
  summary: { zh: "资料清单", en: "Files of a case, a customer, a visit" },
  params: z.object(ownedBy),
  response: z.object({
    /** What may be handed in here. */
    kinds: z.array(z.object({ kind: z.string(), zh: z.string(), en: z.string() })),
    mayAdd: z.boolean(),
    files: z.array(storedFile),
  }),
})

/** Multipart: one file, with the fields kind and (if other than the file's name) title. */
export const addFile = endpoint({
  method: "POST",
  path: "/files/:owner/:ownerId",
  tag,
  summary: { zh: "上传资料", en: "Hand in a file" },
  params: z.object(ownedBy),
  response: z.object({ id: uuid }),
})

export const openFile = endpoint({
  method: "GET",
  path: "/files/:owner/:ownerId/:id",
  tag,
  summary: { zh: "打开资料", en: "Open a file" },
  params: z.object({ ...ownedBy, id: uuid }),
})

export const removeFileEndpoint = endpoint({
  method: "POST",
  path: "/files/:owner/:ownerId/:id/removal",
  tag,
  summary: { zh: "撤下资料（原件留存）", en: "Take a file off the list; its bytes stay" },
  params: z.object({ ...ownedBy, id: uuid }),
  body: z.object({ reason: z.string().trim().min(2).max(200) }),
})

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
