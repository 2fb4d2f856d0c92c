// Papers of one order: contract, receipt with the unearned balance, lesson statement, refund sheet.
import { facts, grids, heading, numbered, paragraph } from "#kernel/document"
import { ok } from "#kernel/refusal"
import type { PrintContent, PrintKind } from "#kernel/scene"
import { giftTitles, markTitles, type Policy } from "../model.ts"
import { refundsBy } from "../queries/lists.ts"
import { orderDetailOf } from "../queries/order.ts"
import { refuse } from "../refusals.ts"
import { orderFor, policyOf, wallOf, type OrderSeen } from "../store.ts"
import { yuan } from "../words.ts"
import { capitals } from "./money.ts"

const permission = "training-fund.print"

type Detail = Awaited<ReturnType<typeof orderDetailOf>>

/** A paper about one order, for whoever may see it. */
const ofOrder = (
  kind: string,
  words: { zh: string; en: string },
  body: (detail: Detail, seen: OrderSeen) => Omit<PrintContent, "title" | "number">,
): PrintKind => ({
  kind: `training-fund.${kind}`,
  ...words,
  permission,
  render: async (ctx, id) => {
    const seen = await orderFor(ctx, id)
    if (!seen.ok) return seen
    const detail = await orderDetailOf(ctx, seen.value)
    return ok({ title: words.zh, number: detail.contractNo, ...body(detail, seen.value) })
  },
})

const heads = (o: Detail): unknown =>
  facts([
    ["合同编号", o.contractNo],
    ["培训机构", o.institution],
    ["课程", o.course],
    ["学生", o.student],
    ["家长", o.guardian],
    ["存管账号", o.custodyNo],
  ])

/** Where the money goes: all of it into custody, a part of it, or under a pure deposit none. */
function custodyClause({ custodyShareBp }: Policy, custodyNo: string): string {
  const only = "不以现金、其他账户或培训贷收取。"
  if (custodyShareBp === 10_000) return `全部费用进入存管账户 ${custodyNo}，${only}`
  if (custodyShareBp === 0)
    return `费用经存管账户 ${custodyNo} 收取后进入甲方结算账户，由甲方缴存的风险保证金担保退还，${only}`
  return `费用经存管账户 ${custodyNo} 收取，课时费的 ${custodyShareBp / 100}% 与教材费留存，其余进入甲方结算账户，退费时由甲方支付，${only}`
}

/** When the institution gets what is kept. */
function releaseClause(policy: Policy): string {
  if (policy.custodyShareBp === 0) return "甲方按约定上课；风险保证金不得低于全部学生本期缴费总额。"
  if (policy.release === "ORDER_END")
    return `存管款项在最后一课后 ${policy.orderEndWorkdays} 个工作日划拨；乙方提出异议的，顺延。`
  if (policy.release === "MONTHS")
    return `存管的课时费自缴费起分 ${policy.releaseMonths} 个自然月划拨，教材费签收后划拨。`
  return `每课由乙方确认后划拨；自提醒起 ${policy.confirmWorkdays} 个工作日内未答复的，视为确认。`
}

const contract = ofOrder(
  "contract",
  { zh: "校外培训服务合同（依 GF-2021-2604）", en: "Training contract" },
  (o, { order }) => {
    const policy = policyOf(order)
    return {
      signatures: ["甲方（培训机构）", "乙方（家长）"],
      body: [
        heads(o),
        facts([
          ["学费", `${o.tuition} 元`],
          ["教材费", `${o.materials} 元`],
          ["课时", `${o.paidLessons} 课时，赠 ${o.giftLessons} 课时`],
          ["起止", `${o.firstOn} 至 ${o.lastOn}`],
          ["合计大写", capitals(o.paid)],
          ["赠课约定", giftTitles[o.giftMode].zh],
        ]),
        heading("约定"),
        numbered([
          custodyClause(policy, o.custodyNo),
          releaseClause(policy),
          `乙方可随时申请退费；甲方 ${policy.refundAnswerWorkdays} 个工作日内未答复的，视为同意。`,
          `缴费 ${policy.coolingDays} 日内且未上课的，全额退还。`,
          `已上课时按${order.deduction === "LIST_PRICE" ? `标价每课时 ${yuan(order.list_per_lesson_fen)} 元` : "实付价"}计算；双方有争议的，由主管部门处理。`,
        ]),
      ],
    }
  },
)

const receipt = ofOrder("receipt", { zh: "学费存管回执", en: "Receipt of custody" }, (o) => ({
  body: [
    heads(o),
    facts([
      ["缴费日", o.paidOn ?? "—"],
      ["缴费金额", `${o.paid} 元`],
      ["大写", capitals(o.paid)],
      [o.outside === "0.00" ? "未消课金额" : "存管内未划金额", `${o.unearned} 元`],
      ["支付单号", o.orderNo ?? "—"],
      ["存管编号", o.number ?? "—"],
    ]),
    paragraph(
      o.outside === "0.00"
        ? "上列款项由本行存管，按课时确认划拨；未消课金额归家长所有。"
        : `上列款项中 ${o.outside} 元按当地政策在存管以外、由机构保管，其余由本行存管；退费时机构以其结算账户支付存管以外的部分。`,
    ),
  ],
}))

const statement = ofOrder("statement", { zh: "课消明细", en: "Lesson statement" }, (o) => ({
  body: [
    heads(o),
    grids(
      ["课次", "时间", "签到", "序号 k", "金额"],
      o.lessonsList
        .filter((one) => one.mark)
        .map((one) => [
          String(one.seq),
          wallOf(new Date(one.startsAt)),
          markTitles[one.mark!].zh,
          one.evidence?.k ? String(one.evidence.k) : "—",
          one.evidence?.release ?? "—",
        ]),
      { right: [3, 4] },
    ),
    paragraph(`已上 ${o.done} 课；${o.outside === "0.00" ? "未消课金额" : "存管内未划金额"} ${o.unearned} 元。`),
  ],
}))

/** objectId: the order. */
const refundPaper: PrintKind = {
  kind: "training-fund.refund-sheet",
  zh: "退费计算单",
  en: "Refund calculation",
  permission,
  render: async (ctx, id) => {
    const seen = await orderFor(ctx, id)
    if (!seen.ok) return seen
    const [refund] = (await refundsBy(ctx, { orderId: id, limit: 1 })).items
    if (!refund) return refuse["E-NOT-FOUND"]({ what: "退费", whatEn: "refund", id })
    return ok({
      title: "退费计算单",
      number: refund.number,
      body: [
        facts([
          ["合同编号", refund.contractNo],
          ["学生", refund.student],
          ["申请日", refund.askedOn],
          ["最迟到账", refund.payBy],
        ]),
        grids(
          ["步骤", "金额（元）"],
          [...refund.steps.map((step) => [step.zh, step.amount]), ["应退合计", refund.amount]],
          { right: [1], widths: ["*", 110] },
        ),
        paragraph(`大写：${capitals(refund.amount)}`),
        ...(refund.owed === "0.00"
          ? []
          : [
              heading("退款来源"),
              grids(
                ["来源", "金额（元）"],
                [
                  ["存管账户", refund.fromCustody],
                  ["机构欠付：存管以外部分，由机构结算账户划付", refund.owed],
                ],
                { right: [1], widths: ["*", 110] },
              ),
              paragraph(
                "存管以外的部分按当地政策由机构保管，属机构对家长的债务；与存管退款一并付出，结算账户不足时不付。",
              ),
            ]),
      ],
    })
  },
}

export const orderPrints: PrintKind[] = [contract, receipt, statement, refundPaper]
