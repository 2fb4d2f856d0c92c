// The papers of prices and packages: price list, agreement, notice of the end, receipt of a charge, refund slip, letter of
// the year's savings.
import { facts, fenInCapitals, grids, heading, numbered, paragraph } from "#kernel/document"
import type { Ctx } from "#kernel/flow"
import { isDate } from "#kernel/calendar"
import { findParty } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import type { PrintContent, PrintKind } from "#kernel/scene"
import { parseAmount } from "#ledger"
import { maySee } from "./flows/subscribing.ts"
import { categories, categoryTitles, natureTitles, sizeTitles } from "./model.ts"
import { chargesBy } from "./queries/charges.ts"
import { savingsOf } from "./queries/savings.ts"
import { subscriptionOf } from "./queries/subscriptions.ts"
import { priceListOn, todayOf } from "./queries/tariff.ts"
import { refuse } from "./refusals.ts"
import { tariffLines } from "./rules.ts"
import { subscriptionTitles } from "./states.ts"

const permission = "pricing.print"
const certainty = { fact: "", unverified: "（待核原文）", assumption: "（本行自定）" }
const capitals = (yuan: string): string => `人民币${fenInCapitals(parseAmount(yuan, 2) ?? 0n)}`

/** objectId: the day. */
const priceList: PrintKind = {
  kind: "pricing.price-list",
  zh: "服务价目表",
  en: "Price list",
  permission,
  render: async (ctx, objectId) => {
    const on = isDate(objectId) ? objectId : await todayOf(ctx)
    const list = await priceListOn(ctx, on)
    const sections = categories.flatMap((category) => {
      const rows = list.items
        .filter((item) => item.category === category && item.price)
        .map((item) => [
          item.zh,
          natureTitles[item.nature].zh,
          tariffLines(item.price!.terms)
            .map(({ range, fee }) => [range.zh, fee.zh].filter(Boolean).join("："))
            .join("\n"),
          item.unitZh,
          `${item.price!.docNo}${certainty[item.price!.certainty]}`,
        ])
      const head = ["项目", "定价方式", "价格", "单位", "依据"]
      const widths = [84, 54, "*", 36, 104]
      return rows.length === 0 ? [] : [heading(categoryTitles[category].zh), grids(head, rows, { widths })]
    })
    return ok({
      title: "服务价目表",
      number: on,
      body: [
        paragraph(`本表列示 ${on} 有效的对公服务价格。政府指导价不高于文件规定；取消收费的项目不再收取。`),
        ...sections,
        heading("减免"),
        grids(["减免", "对象", "幅度", "期限", "依据"], list.waivers.map(waiverRow), {
          widths: [110, 70, 40, 120, "*"],
        }),
        heading("套餐"),
        grids(
          ["套餐", "价格", "期限", "标准价合计", "条件"],
          list.packages.map((one) => [
            one.zh,
            `${one.price} 元`,
            `${one.termMonths} 个月`,
            `${one.standard} 元`,
            one.newWithinDays ? `开户 ${one.newWithinDays} 天内，每单位一次` : "—",
          ]),
        ),
        paragraph("对收费有疑问，可向开户网点查询或投诉；多收的一律退还。"),
      ],
    })
  },
}

type List = Awaited<ReturnType<typeof priceListOn>>

const waiverRow = (one: List["waivers"][number]): string[] => [
  one.zh,
  one.sizes.length === 0 ? "全部企业" : one.sizes.map((size) => sizeTitles[size].zh).join("、"),
  `${one.shareBp / 100}%`,
  `${one.from} 起${one.to ? `至 ${one.to}` : ""}`,
  `${one.docNo}${certainty[one.certainty]}`,
]

const agreement: PrintKind = {
  kind: "pricing.agreement",
  zh: "套餐服务协议",
  en: "Package agreement",
  permission,
  render: async (ctx, id) => {
    const found = await subscriptionOf(ctx, id)
    if (!found.ok) return found
    const s = found.value
    return ok({
      title: "账户服务套餐协议",
      number: s.number,
      signatures: ["甲方（客户）", "乙方（银行）"],
      body: [
        facts([
          ["客户", s.partyName],
          ["账号", s.accountNo],
          ["套餐", s.package.zh],
          ["价格", `${s.price} 元`],
          ["开始日", s.startOn ?? "接受当日"],
          ["到期日", s.endOn ?? "开始后按期限计算"],
        ]),
        heading("包含的服务"),
        grids(
          ["服务", "套餐外标准价"],
          s.options.standard.map((one) => [one.zh, `${one.price} 元/${one.unitZh}`]),
          { right: [1] },
        ),
        heading("约定"),
        numbered([
          "套餐期内，上列服务不另收费。",
          `到期前三十天和七天，乙方各通知甲方一次；甲方可选择续办、转标准价或停用。`,
          "甲方没有作出选择的，到期后服务停用，乙方不收取任何费用。",
          "甲方在到期前可以更改选择，以最后一次为准。",
          "多收的费用一律退还。",
        ]),
      ],
    })
  },
}

const notice: PrintKind = {
  kind: "pricing.expiry-notice",
  zh: "套餐到期通知书",
  en: "Notice of a package's end",
  permission,
  render: async (ctx, id) => {
    const found = await subscriptionOf(ctx, id)
    if (!found.ok) return found
    const s = found.value
    const renew = s.options.renew
    return ok({
      title: "套餐到期通知书",
      number: s.number,
      signatures: ["客户选择（签章）", "开户银行"],
      body: [
        paragraph(`${s.partyName}：`),
        paragraph(`贵单位账户 ${s.accountNo} 的“${s.package.zh}”将于 ${s.endOn ?? "—"} 到期。到期后您可以：`),
        numbered([
          renew ? `续办“${renew.zh}”：${renew.months} 个月 ${renew.price} 元；` : "（本套餐没有续办选项）",
          `转标准价：${s.options.standard.map((one) => `${one.zh} ${one.price} 元/${one.unitZh}`).join("，")}；`,
          "停用：服务停止，不收费。",
        ]),
        paragraph(
          "没有回复视同停用，我行不会因此收取任何费用。可在企业门户选择，或在本通知书上勾选并加盖公章交回网点。",
        ),
        facts([
          ["套餐期间", `${s.startOn ?? "—"} 至 ${s.endOn ?? "—"}`],
          ["目前状态", subscriptionTitles[s.state].zh],
        ]),
      ],
    })
  },
}

/** objectId: the charge. */
const receipt: PrintKind = {
  kind: "pricing.receipt",
  zh: "收费凭证",
  en: "Receipt of a fee",
  permission,
  render: async (ctx, id) => {
    const charge = await chargeOf(ctx, id)
    if (!charge) return refuse["E-NOT-FOUND"]({ id, what: "收费" })
    const reasons = { package: "套餐", consent: "客户同意", order: "客户委托单" }
    return ok({
      title: "服务收费凭证",
      number: charge.number,
      body: [
        facts([
          ["客户", charge.partyName],
          ["账号", charge.accountNo],
          ["项目", charge.item.zh],
          ["日期", charge.on],
          ["服务期间", charge.periodFrom ? `${charge.periodFrom} 至 ${charge.periodTo}` : "—"],
          ["收费依据", `${reasons[charge.basis]} ${charge.basisNo}`],
          ["标准价", `¥${charge.gross}`],
          ["实收", `¥${charge.net}`],
          ["大写", capitals(charge.net)],
          ["已退", `¥${charge.refunded}`],
        ]),
        heading("计算过程"),
        grids(
          ["步骤", "结果（元）"],
          charge.trace.map((line) => [line.zh, line.amount]),
          { right: [1], widths: ["*", 80] },
        ),
      ],
    })
  },
}

const chargeOf = async (ctx: Ctx, id: string) =>
  isUuid(id) ? (await chargesBy(ctx, { id, limit: 1 })).items[0] : undefined
const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** objectId: the refund. */
const refundSlip: PrintKind = {
  kind: "pricing.refund-slip",
  zh: "退费凭证",
  en: "Refund slip",
  permission,
  render: async (ctx, id) => {
    const row = isUuid(id)
      ? await ctx.db.selectFrom("fee_refund").select("charge_id").where("id", "=", id).executeTakeFirst()
      : undefined
    const charge = row && (await chargeOf(ctx, row.charge_id))
    const refund = charge?.refunds.find((one) => one.id === id)
    if (!charge || refund?.state !== "done") return refuse["E-NOT-FOUND"]({ id, what: "退费" })
    return ok({
      title: "退费凭证",
      number: refund.number,
      body: [
        facts([
          ["客户", charge.partyName],
          ["账号", charge.accountNo],
          ["原收费", `${charge.number}（${charge.on}）`],
          ["项目", charge.item.zh],
          ["原实收", `¥${charge.net}`],
          ["退费日", refund.on],
          ["退费金额", `¥${refund.amount}`],
          ["大写", capitals(refund.amount)],
          ["类别", refund.kind === "overcharged" ? "多收退还" : "服务未提供，全额退还"],
          ["原因", refund.reason],
        ]),
      ],
    })
  },
}

/** objectId: "<party>:<year>". */
const letter: PrintKind = {
  kind: "pricing.savings-letter",
  zh: "年度减费告知书",
  en: "Letter of the year's savings",
  permission,
  render: (ctx, objectId) => savingsLetter(ctx, objectId),
}

async function savingsLetter(ctx: Ctx, objectId: string): Promise<Outcome<PrintContent>> {
  const [partyId = "", year = ""] = objectId.split(":")
  const party = isUuid(partyId) ? await findParty(ctx, partyId) : undefined
  if (!party || !/^20\d\d$/.test(year) || !maySee(ctx, { outlet: party.outlet, party_id: party.id }))
    return refuse["E-NOT-FOUND"]({ id: objectId, what: "客户" })
  const today = await todayOf(ctx)
  const to = `${year}-12-31` < today ? `${year}-12-31` : today
  const found = await savingsOf(ctx, { partyId, from: `${year}-01-01`, to })
  return ok({
    title: `${year} 年度减费告知书`,
    number: `${year}-${partyId.slice(0, 8).toUpperCase()}`,
    body: [
      paragraph(`${party.name}：`),
      paragraph(
        `感谢贵单位使用我行服务。${year} 年 1 月 1 日至 ${to}，按标准价应付 ${found.gross} 元，实付 ${found.net} 元，` +
          `为贵单位节省 ${found.saved} 元（${capitals(found.saved)}）。`,
      ),
      grids(
        ["项目", "次数", "标准价（元）", "实付（元）", "节省（元）"],
        found.items.map((one) => [one.zh, String(one.charges), one.gross, one.net, one.saved]),
        { right: [1, 2, 3, 4], widths: ["*", 40, 84, 84, 84] },
      ),
      paragraph("节省＝标准价－实付；退还的多收部分已计入，未提供服务而退还的不计。明细可在企业门户查看。"),
    ],
  })
}

export const prints: PrintKind[] = [priceList, agreement, notice, receipt, refundSlip, letter]
