import { z } from "zod"
import { endpoint } from "../http/contract.ts"

export const outlet = z
  .object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), kind: z.enum(["branch", "outlet"]) })
  .meta({ id: "Outlet" })

export const listOutlets = endpoint({
  method: "GET",
  path: "/outlets",
  tag: "org",
  access: "open",
  summary: { zh: "机构列表", en: "The branch and its outlets" },
  response: z.array(outlet),
})
