// A branch of its own with a given number of plain loans on the ledger, for the benches of lending.
import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openDatabase, type Database } from "#kernel/db"
import { startPostgres } from "#kernel/postgres"
import { branchOf, openBranch, outlets, schemaOf, type OpenBranch } from "../apps/runtime/index.ts"

export const benchDay = "2026-03-02"

export interface LoanBranch {
  branch: OpenBranch
  admin: Database
  close(): Promise<void>
}

export async function openLoanBranch(loans: number): Promise<LoanBranch> {
  const folder = mkdtempSync(join(tmpdir(), "huoshui-loans-"))
  const postgres = await startPostgres({ folder: join(folder, "data") })
  const branch = await openBranch({
    adminUrl: postgres.url,
    branch: branchOf("bench"),
    outlets,
    appPassword: "bench",
    secret: Buffer.alloc(32, 1),
    filesFolder: folder,
    clock: { now: () => new Date(`${benchDay}T10:00:00+08:00`) },
  })
  const admin = openDatabase({ url: postgres.url, schema: schemaOf("bench"), connectionsMax: 2 })
  const close = async () => {
    await admin.close()
    await branch.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  await fill(admin, loans)
  return { branch, admin, close }
}

/** Active interest-only loans with a principal on the ledger, written straight into the tables: only the night is measured. */
async function fill(admin: Database, loans: number): Promise<void> {
  const party = randomUUID()
  const run = (text: string, values: unknown[] = []) => admin.pool.query(text, values)
  await run(
    "insert into party (id, kind, name, initials, outlet, created_at) values ($1, 'firm', 'bench', 'b', 'XX', now())",
    [party],
  )
  await run(
    "insert into deposit_account (id, account_no, party_id, outlet, interest_from, opened_on, opened_at) values (gen_random_uuid(), 'bench', $1, 'XX', $2, $2, now())",
    [party, benchDay],
  )
  await run(`insert into ledger_account_detail (key, subject, outlet, title)
    select 'loan:B' || lpad(g::text, 9, '0') || ':principal', '1303.01',
      (array['XX','SS','XTX','YT','YH','BS'])[1 + g % 6], '' from generate_series(1, ${loans}) g`)
  await run(`insert into ledger_account (id, book, unit, is_debit_normal, min_balance, debits_posted)
    select id, 1, 1, true, 0, 100000000 from ledger_account_detail where key like 'loan:B%'`)
  await run(
    `insert into loan (id, loan_no, contract_no, party_id, outlet, deposit_no, purpose, method, day_count, amount_fen, rate_pct,
      overdue_uplift_pct, misuse_uplift_pct, settlement_day, every_months, instalments, start_on, matures_on, payment_mode, state,
      signed_at, paid_out_on, principal_account, overdue_account, interest_account, penalty_account, compound_account, memo_account,
      period_from, accrued_to)
    select gen_random_uuid(), split_part(key, ':', 2), 'C' || split_part(key, ':', 2), $1, outlet, 'bench', 'bench', 'interest_only',
      'actual/360', 100000000, 4.35, 50, 100, 20, 1, 12, '2026-01-20', '2027-01-20', 'self', 'active', now(), '2026-01-20',
      id, id, id, id, id, id, '2026-02-20', '2026-02-20' from ledger_account_detail where key like 'loan:B%'`,
    [party],
  )
  await openParts(run, loans)
  await run("vacuum analyze")
}

const shownLoans = 1_000

/** The notes a page shows have all their accounts and a balance each; the night needs the principal only. */
async function openParts(run: (text: string) => Promise<unknown>, loans: number): Promise<void> {
  await run(`insert into ledger_account_detail (key, subject, outlet, title)
    select 'loan:B' || lpad(g::text, 9, '0') || ':' || part, '1132.01', 'XX', '' from generate_series(${loans - shownLoans}, ${loans}) g,
      unnest(array['overdue','interest','penalty','compound','memo']) part`)
  await run(
    `insert into ledger_account_detail (key, subject, outlet, title) values ('deposit:bench', '2011', 'XX', '')`,
  )
  await run(`insert into ledger_account (id, book, unit, is_debit_normal, min_balance)
    select id, 1, 1, true, 0 from ledger_account_detail d where not exists (select from ledger_account a where a.id = d.id)
      and (key like 'loan:B%' or key = 'deposit:bench')`)
}
