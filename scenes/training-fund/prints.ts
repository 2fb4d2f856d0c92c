// Papers of training fees: contract, receipt with the unearned balance, lesson statement, refund sheet, the notice for the
// institution's wall, list of claims, freeze notice.
import { facts, fenInCapitals, grids, heading, numbered, paragraph } from "#kernel/document"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { PrintContent, PrintKind } from "#kernel/scene"
import { freezeScopeTitles } from "../../products/custody/states.ts"
import { giftTitles, markTitles } from "./model.ts"
import { institutionDetail } from "./queries/detail.ts"
import { refundsBy } from "./queries/lists.ts"
import { freezesBy } from "./queries/money.ts"
import { orderDetailOf } from "./queries/order.ts"
import { refuse } from "./refusals.ts"
import { institutionFor, orderFor, policyOf, wallOf, type OrderSeen } from "./store.ts"
import { fenOf } from "./words.ts"

const permission = "training-fund.print"
const capitals = (yuan: string): string => `人民币${fenInCapitals(fenOf(yuan))}`

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
          `全部费用进入存管账户 ${o.custodyNo}，不以现金、其他账户或培训贷收取。`,
          `每课由乙方确认后划拨；自提醒起 ${policy.confirmWorkdays} 个工作日内未答复的，视为确认。`,
          `乙方可随时申请退费；甲方 ${policy.refundAnswerWorkdays} 个工作日内未答复的，视为同意。`,
          `缴费 ${policy.coolingDays} 日内且未上课的，全额退还。`,
          "已上课时按实付价计算；双方有争议的，由主管部门处理。",
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
      ["未消课金额", `${o.unearned} 元`],
      ["支付单号", o.orderNo ?? "—"],
      ["存管编号", o.number ?? "—"],
    ]),
    paragraph("上列款项由本行存管，按课时确认划拨；未消课金额归家长所有。"),
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
    paragraph(`已确认 ${o.done} 课；未消课金额 ${o.unearned} 元。`),
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
      ],
    })
  },
}

const ofInstitution = (
  kind: string,
  words: { zh: string; en: string },
  body: (i: Awaited<ReturnType<typeof institutionDetail>>) => unknown[],
): PrintKind => ({
  kind: `training-fund.${kind}`,
  ...words,
  permission,
  render: async (ctx, id) => {
    const found = await institutionFor(ctx, id)
    if (!found.ok) return found
    const detail = await institutionDetail(ctx, found.value)
    return ok({ title: words.zh, number: detail.custodyNo, body: body(detail) })
  },
})

const wall = ofInstitution("wall-notice", { zh: "预收费存管账户公示", en: "Notice of the custody account" }, (i) => [
  facts(
    [
      ["培训机构", i.name],
      ["办学许可证", `${i.licenceNo}（有效期至 ${i.licenceUntil}）`],
      ["唯一存管账号", i.custodyNo],
      ["地址", i.address],
    ],
    1,
  ),
  paragraph("请家长只向上列存管账户缴费。要求转入其他账户、付现金或办理培训贷的，可拒绝并向主管部门举报。"),
])

const claims = ofInstitution("claims", { zh: "清退债权清单", en: "List of claims" }, (i) => [
  paragraph(i.runoff ? `依据 ${i.runoff.documentNo}：${i.runoff.reason}` : "尚未启动清退。"),
  grids(
    ["编号", "债权人", "应退", "存管可付", "保证金分配", "签字"],
    i.claims.map((one) => [one.number, one.claimant, one.claim, one.own, one.shared, ""]),
    { right: [2, 3, 4] },
  ),
])

/** objectId: the freeze. */
const freezeNotice: PrintKind = {
  kind: "training-fund.freeze-notice",
  zh: "存管冻结通知书",
  en: "Freeze notice",
  permission: "training-fund.read",
  render: async (ctx: Ctx, id: string): Promise<Outcome<PrintContent>> => {
    const [freeze] = (await freezesBy(ctx, { id, limit: 1 })).items
    if (!freeze) return refuse["E-NOT-FOUND"]({ what: "冻结", whatEn: "freeze", id })
    return ok({
      title: "存管冻结通知书",
      number: freeze.number,
      signatures: ["决定机关", "存管银行"],
      body: [
        facts([
          ["机构", freeze.institution],
          ["范围", freezeScopeTitles[freeze.scope].zh],
          ["文书", freeze.documentNo],
          ["机关", freeze.authority],
          ["起", freeze.fromOn],
          ["止", freeze.untilOn ?? "解除时止"],
          ["经办", freeze.askedBy],
          ["复核", freeze.placedBy ?? "—"],
        ]),
        paragraph(`事由：${freeze.reason}`),
      ],
    })
  },
}

export const prints: PrintKind[] = [contract, receipt, statement, refundPaper, wall, claims, freezeNotice]
