// A branch with one merchant for the benches of acquiring, and a branch's tables filled by the database itself.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import { flow } from "#kernel/flow"
import { openParty } from "#kernel/party"
import { startPostgres } from "#kernel/postgres"
import { expectOk } from "#kernel/refusal"
import { openMerchant, type NewMerchant } from "#products/acquiring"
import { branchOf, openBranch, outlets, type OpenBranch } from "../apps/runtime/index.ts"
import { openChannel } from "../products/acquiring/accounts.ts"
import { startChannelSandbox, type ChannelSandbox } from "../products/acquiring/sandbox/server.ts"
import { ledgerOn } from "../kernel/flow/flow.ts"

export interface AcquiringBranch {
  branch: OpenBranch
  sandbox: ChannelSandbox
  folder: string
  merchantId: string
  close(): Promise<void>
}

const asMerchant = flow({ name: "bench.merchant", permission: null }, (ctx, input: NewMerchant) =>
  openMerchant(ctx, input),
)

export async function openAcquiringBranch(): Promise<AcquiringBranch> {
  const folder = mkdtempSync(join(tmpdir(), "huoshui-acquiring-"))
  const postgres = await startPostgres({ folder: join(folder, "data") })
  const wall = () => new Date()
  const sandbox = await startChannelSandbox({ folder: join(folder, "sandbox"), now: wall, wall })
  const branch = await openBranch({
    adminUrl: postgres.url,
    branch: branchOf("bench"),
    outlets,
    appPassword: "bench",
    secret: Buffer.alloc(32, 1),
    filesFolder: folder,
    partnerUrl: sandbox.urlOf,
    partnerKeys: sandbox.keysOf,
    connectionsMax: 32,
  })
  const system = branch.system()
  const actor = { ...system.actor, permissions: new Set(branch.house.permissions.keys()), scope: "all" as const }
  const party = expectOk(await openParty({ ...system, actor }, { kind: "firm", name: "基准商户", outlet: "XX" }))
  const merchant = { partyId: party.id, name: "基准商户", settlementAccountNo: null, feeBp: 38, outlet: "XX" }
  const { merchantId } = expectOk(await asMerchant(system, merchant))
  for (const channel of ["wechat", "alipay"] as const) await openChannel(ledgerOn(branch.database.db), channel, "XX")
  return {
    branch,
    sandbox,
    folder,
    merchantId,
    close: async () => {
      await branch.close()
      await sandbox.close()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Orders "<prefix>000000001" … of 10.00 each; paid ones stand as if confirmed at noon of the day. */
export async function makeOrders(
  made: AcquiringBranch,
  input: { prefix: string; count: number; channel: "wechat" | "alipay"; paidOn?: string },
): Promise<void> {
  const paidAt = input.paidOn ? `${input.paidOn} 12:00:00+08` : null
  await sql`insert into acquiring_order (order_no, kind, owner_id, merchant_id, title, amount_fen, channel, state, money,
      channel_trade_no, fee_fen, channel_fee_fen, paid_at, booked_on, expires_at, created_by, created_at)
    select ${input.prefix} || lpad(n::text, 9, '0'), 'acquiring.direct', n::text, ${made.merchantId}::uuid, '基准', 1000,
           ${input.channel}, case when ${paidAt}::text is null then 'paying' else 'success' end,
           case when ${paidAt}::text is null then null else 'moved' end,
           case when ${paidAt}::text is null then null else 'T' || n end, 4, 6, ${paidAt}::timestamptz,
           (${paidAt}::timestamptz)::date, now() + interval '1 day', 'bench', now()
      from generate_series(1, ${input.count}::int) n`.execute(made.branch.database.db)
}
