// The command palette's answers: every feature looks in its own field, at the same time, within what the actor may see.
import { ok } from "#kernel/refusal"
import type { Feature } from "#kernel/scene"
import { search as endpoint } from "./contract.ts"

const hitsPerKind = 6

export const search: Feature = {
  name: "kernel/search",
  routes: ({ on }) =>
    on(endpoint, null, async (ctx, { query }) => {
      const providers = ctx.house.search.filter((p) => ctx.actor.permissions.has(p.permission))
      const groups = await Promise.all(
        providers.map(async (p) => ({
          kind: p.kind,
          zh: p.zh,
          en: p.en,
          hits: await p.find(ctx, query.text, hitsPerKind),
        })),
      )
      return ok(groups.filter((group) => group.hits.length > 0))
    }),
}
