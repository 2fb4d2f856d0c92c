// Reports on the card's money, for the school's card office and for the bank that keeps it.
import { sql } from "kysely"
import { addMonths } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { dormantWallets, floatByAge, owingWallets, schemeById, yuan } from "#products/wallet"
import type { SchoolRow } from "../store.ts"
import type { MoneyReport, Report } from "./contract.ts"
import type { Asked } from "./school.ts"
import { col, percent, table } from "./table.ts"

/** Sales by the hour of the clock, one column a merchant, with the hour that is busiest. */
async function salesHours(ctx: Ctx, school: SchoolRow, { month }: Asked): Promise<Report> {
  const merchants = await ctx.db
    .selectFrom("wallet_merchant")
    .select(["id", "name"])
    .where("scheme_id", "=", school.scheme_id)
    .orderBy("kind")
    .orderBy("name")
    .execute()
  const { rows } = await sql<{ merchant_id: string; hour: number; fen: bigint; lines: number }>`
    select s.merchant_id, extract(hour from s.spent_at at time zone 'Asia/Shanghai')::int as hour,
      sum((s.amount_fen - s.borne_fen) * case s.kind when 'spend' then 1 else -1 end)::bigint as fen,
      count(*) filter (where s.kind = 'spend')::int as lines
    from wallet_spend s join wallet_merchant m on m.id = s.merchant_id
    where m.scheme_id = ${school.scheme_id} and s.day >= ${`${month}-01`} and s.day < ${addMonths(`${month}-01`, 1)}
      and s.state in ('posted', 'posted_arrears') group by 1, 2`.execute(ctx.db)
  const peak = await sql<{ merchant_id: string; at: string; day: string; lines: number }>`
    select distinct on (merchant_id) merchant_id, at, day, lines from (
      select s.merchant_id, s.day::text as day, to_char(date_bin('15 minutes', s.spent_at, '2020-01-01') at time zone 'Asia/Shanghai', 'HH24:MI') as at,
        count(*)::int as lines from wallet_spend s join wallet_merchant m on m.id = s.merchant_id
      where m.scheme_id = ${school.scheme_id} and s.day >= ${`${month}-01`} and s.day < ${addMonths(`${month}-01`, 1)}
        and s.kind = 'spend' and s.state in ('posted', 'posted_arrears') group by 1, 2, 3) q
    order by merchant_id, lines desc, day, at`.execute(ctx.db)
  const hours = [...new Set(rows.map((row) => row.hour))].toSorted((a, b) => a - b)
  const of = (hour: number, merchantId?: string) =>
    rows.filter((row) => row.hour === hour && (merchantId === undefined || row.merchant_id === merchantId))
  const lines = hours.map((hour) => ({
    hour: `${String(hour).padStart(2, "0")}:00`,
    ...Object.fromEntries(
      merchants.map((one, at) => [`m${at}`, yuan(of(hour, one.id).reduce((sum, row) => sum + row.fen, 0n))]),
    ),
    all: yuan(of(hour).reduce((sum, row) => sum + row.fen, 0n)),
    lines: of(hour).reduce((sum, row) => sum + row.lines, 0),
  }))
  const columns = [
    col("hour", "时段", "Hour", "text"),
    ...merchants.map((one, at) => col(`m${at}`, one.name, one.name, "amount")),
    col("all", "合计", "Together", "amount"),
    col("lines", "笔数", "Purchases", "count"),
  ]
  const said = merchants.flatMap((one) => {
    const top = peak.rows.find((row) => row.merchant_id === one.id)
    return top ? [{ ...top, name: one.name }] : []
  })
  return table(`${month} 分时段销售`, "Sales by the hour", columns, lines, {
    chart: { kind: "line", x: "hour", series: merchants.map((_, at) => `m${at}`) },
    note:
      said.length === 0
        ? null
        : {
            zh: `最忙的一刻钟：${said.map((one) => `${one.name} ${one.day} ${one.at}，${one.lines} 笔`).join("；")}。`,
            en: `Busiest quarter of an hour: ${said.map((one) => `${one.name} ${one.day} ${one.at}, ${one.lines}`).join("; ")}.`,
          },
  })
}

async function floatAge(ctx: Ctx, school: SchoolRow): Promise<Report> {
  const bands = await floatByAge(ctx, await schemeById(ctx, school.scheme_id))
  const all = bands.reduce((sum, one) => sum + one.fen, 0n)
  const names = bands.map((one, at) => {
    const from = (bands[at - 1]?.toDays ?? -1) + 1
    return one.toDays === null ? `${from} 天以上` : at === 0 ? `${one.toDays} 天以内` : `${from}–${one.toDays} 天`
  })
  const rows = bands.map((one, at) => ({
    age: names[at]!,
    amount: yuan(one.fen),
    share: percent(all === 0n ? null : Number((one.fen * 20_000n + all) / (2n * all))),
    wallets: one.wallets,
  }))
  const columns = [
    col("age", "存放时间", "Age", "text"),
    col("amount", "金额（元）", "Amount", "amount"),
    col("share", "占比", "Share", "percent"),
    col("wallets", "涉及卡户", "Wallets", "count"),
  ]
  return table(`沉淀资金账龄（合计 ${yuan(all)} 元）`, "Float by age", columns, rows, {
    chart: { kind: "bar", x: "age", series: ["amount"] },
    note: {
      zh: "持卡人自己的现金，先充的先花：余额由最近的充值构成。不含补助、赠送和押金。资金归付款人所有，离校时全部退还。",
      en: "The holders' own money, oldest spent first. Without subsidy, gifts and deposits. It is the payers' and goes back when they leave.",
    },
  })
}

/** Class and number beside the wallet's holder. */
async function holdersOf(ctx: Ctx, school: SchoolRow) {
  const rows = await ctx.db
    .selectFrom("campus_person")
    .leftJoin("campus_class", "campus_class.id", "class_id")
    .select(["wallet_no", "number", "campus_class.title", "status"])
    .where("campus_person.school_id", "=", school.id)
    .execute()
  return new Map(rows.map((row) => [row.wallet_no, row]))
}

const statusZh: Record<string, string> = { enrolled: "在籍", graduated: "毕业", left: "转出" }

const holderColumns = [
  col("name", "姓名", "Name", "text"),
  col("class", "班级", "Class", "text"),
  col("number", "学号", "Number", "text"),
  col("status", "学籍", "Status", "text"),
]

async function arrears(ctx: Ctx, school: SchoolRow): Promise<Report> {
  const owing = await owingWallets(ctx, await schemeById(ctx, school.scheme_id))
  const holders = await holdersOf(ctx, school)
  const rows = owing.map((one) => ({ ...headOf(one, holders), amount: yuan(one.arrearsFen), lastOn: one.lastOn }))
  const columns = [...holderColumns, col("amount", "欠款（元）", "Owes", "amount")]
  const all = yuan(owing.reduce((sum, one) => sum + one.arrearsFen, 0n))
  return table(
    `欠款名单（${owing.length} 户，${all} 元）`,
    "Arrears",
    [...columns, col("lastOn", "最近欠款消费", "Last", "date")],
    rows,
    {
      note: {
        zh: "欠款来自断网时的消费；下次充值先还欠款。商户照常收款。",
        en: "Arrears come from purchases without a network; the next top-up pays them first. Merchants are paid.",
      },
    },
  )
}

function headOf(
  one: { walletNo: string; title: string },
  holders: ReadonlyMap<string | null, { number: string; title: string | null; status: string }>,
) {
  const holder = holders.get(one.walletNo)
  return {
    name: one.title,
    class: holder?.title ?? null,
    number: holder?.number ?? null,
    status: statusZh[holder?.status ?? ""] ?? null,
  }
}

async function dormant(ctx: Ctx, school: SchoolRow): Promise<Report> {
  const asleep = await dormantWallets(ctx, await schemeById(ctx, school.scheme_id))
  const holders = await holdersOf(ctx, school)
  const rows = asleep.map((one) => ({ ...headOf(one, holders), amount: yuan(one.fen), lastOn: one.lastOn }))
  const all = yuan(asleep.reduce((sum, one) => sum + one.fen, 0n))
  const columns = [...holderColumns, col("amount", "现金余额（元）", "Cash", "amount")]
  return table(
    `不动户名单（${asleep.length} 户，${all} 元）`,
    "Dormant wallets",
    [...columns, col("lastOn", "最近变动", "Last", "date")],
    rows,
    {
      note: {
        zh: "一年内没有充值和消费、仍有现金的卡户；请联系持卡人退还。余额不会转作他用。",
        en: "Wallets with cash and no movement for a year: ask the holders and give it back. Nobody else gets the money.",
      },
    },
  )
}

const makers: Record<MoneyReport, (ctx: Ctx, school: SchoolRow, asked: Asked) => Promise<Report>> = {
  "sales-hours": salesHours,
  "float-age": floatAge,
  arrears,
  dormant,
}

export const moneyReportOf = (ctx: Ctx, school: SchoolRow, name: MoneyReport, asked: Asked): Promise<Report> =>
  makers[name](ctx, school, asked)
