// The demo branch's families: parents with a phone and their children, whom the scenes of schools and lessons share.
import { flow } from "#kernel/flow"
import { linkGuardian, registerPerson, type NewPerson } from "#kernel/party"
import { expectOk, ok } from "#kernel/refusal"
import type { Demo, DemoFamily } from "#kernel/scene"
import { phoneOf } from "./customers.ts"

const names = [
  ["荷", "清", "mother", "2014-03-08"],
  ["柳", "溪", "father", "2013-11-21"],
  ["茶", "禾", "mother", "2015-06-02"],
  ["竹", "安", "mother", "2012-09-15"],
  ["桐", "乐", "father", "2014-12-30"],
  ["槐", "宁", "mother", "2013-02-14"],
  ["枫", "晴", "grandparent", "2015-04-19"],
  ["桂", "朗", "mother", "2012-05-27"],
  ["杉", "知", "father", "2014-08-11"],
  ["松", "遥", "mother", "2013-07-03"],
  ["榆", "希", "mother", "2015-10-24"],
  ["梅", "越", "father", "2012-01-16"],
] as const

const outletCodes = ["YH", "YT", "XX", "XTX"]

const settle = flow(
  { name: "demo.family", permission: "party.write" },
  async (ctx, input: { parent: NewPerson; child: NewPerson; relation: string }) => {
    const guardian = await registerPerson(ctx, input.parent)
    if (!guardian.ok) return guardian
    const child = await registerPerson(ctx, { ...input.child, guardianId: guardian.value })
    if (!child.ok) return child
    const linked = await linkGuardian(ctx, {
      guardianId: guardian.value,
      childId: child.value,
      relation: input.relation,
    })
    return linked.ok ? ok({ guardianId: guardian.value, childId: child.value }) : linked
  },
)

/** Twelve families, left for later seeds under "families". */
export async function openFamilies(demo: Demo): Promise<void> {
  const families: DemoFamily[] = []
  for (const [at, [family, given, relation, birthDate]] of names.entries()) {
    const outlet = outletCodes[at % outletCodes.length]!
    const parent = { name: `演${family}家长`, phone: phoneOf(7000 + at), outlet }
    const child = { name: `演${family}${given}`, birthDate, outlet }
    const made = expectOk(await settle(demo.as("clerk", outlet), { parent, child, relation }))
    families.push({
      ...made,
      guardianName: parent.name,
      phone: parent.phone,
      childName: child.name,
      birthDate,
      outlet,
    })
  }
  demo.shared.set("families", families)
}
