// Papers about one institution: the notice for its wall, the claims of its run-off, freezes, release batches with the
// bank's voucher.
import { facts, grids, heading, paragraph } from "#kernel/document"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { PrintContent, PrintKind } from "#kernel/scene"
import { claimTitles, deciderTitles, freezeScopeTitles, freezeTitles } from "../../../products/custody/states.ts"
import { institutionDetail } from "../queries/detail.ts"
import { batchesBy, batchLines, freezesBy } from "../queries/money.ts"
import { refuse } from "../refusals.ts"
import { institutionFor, wallOf } from "../store.ts"
import { fenOf, yuan } from "../words.ts"
import { capitals } from "./money.ts"

const permission = "training-fund.print"

const ofInstitution = (
  kind: string,
  words: { zh: string; en: string },
  body: (i: Awaited<ReturnType<typeof institutionDetail>>) => Omit<PrintContent, "title" | "number">,
): PrintKind => ({
  kind: `training-fund.${kind}`,
  ...words,
  permission,
  render: async (ctx, id) => {
    const found = await institutionFor(ctx, id)
    if (!found.ok) return found
    const detail = await institutionDetail(ctx, found.value)
    return ok({ title: words.zh, number: detail.custodyNo, ...body(detail) })
  },
})

const wall = ofInstitution("wall-notice", { zh: "预收费存管账户公示", en: "Notice of the custody account" }, (i) => ({
  signatures: ["培训机构", "存管银行"],
  body: [
    facts(
      [
        ["培训机构", i.name],
        ["法定代表人", i.legalPerson || "—"],
        ["办学许可证", `${i.licenceNo}（有效期至 ${i.licenceUntil}）`],
        ["唯一存管账号", i.custodyNo],
        ["适用政策", i.policy.zh],
        ["地址", i.address],
      ],
      1,
    ),
    paragraph("请家长只向上列存管账户缴费。要求转入其他账户、付现金或办理培训贷的，可拒绝并向主管部门举报。"),
    paragraph("缴费前可在本行网站“培训报名”核对机构与存管账号；每课由家长确认后划拨，未消课金额归家长所有。"),
  ],
}))

const claims = ofInstitution("claims", { zh: "清退债权清单", en: "List of claims" }, (i) => {
  const sum = (of: (one: (typeof i.claims)[number]) => string) =>
    yuan(i.claims.reduce((all, one) => all + fenOf(of(one)), 0n))
  return {
    signatures: i.runoff ? ["主管部门", "存管银行"] : [],
    body: [
      paragraph(
        i.runoff
          ? `${i.name}，依 ${i.runoff.documentNo} 于 ${i.runoff.openedOn} 启动清退：${i.runoff.reason}`
          : `${i.name} 尚未启动清退。`,
      ),
      grids(
        ["编号", "债权人", "应退", "存管可付", "保证金分配", "收款账户", "签字"],
        [
          ...i.claims.map((one) => [
            one.number,
            one.claimant,
            one.claim,
            one.own,
            one.shared,
            `${one.payee ?? ""}（${claimTitles[one.state].zh}）`,
            "",
          ]),
          [
            "合计",
            `${i.claims.length} 户`,
            sum((one) => one.claim),
            sum((one) => one.own),
            sum((one) => one.shared),
            "",
            "",
          ],
        ],
        { right: [2, 3, 4], widths: [64, 44, 50, 50, 50, "*", 44] },
      ),
    ],
  }
})

/** objectId: the freeze. */
const freezeNotice: PrintKind = {
  kind: "training-fund.freeze-notice",
  zh: "存管冻结通知书",
  en: "Freeze notice",
  permission,
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
          ["合同", freeze.contractNo ?? "—"],
          ["现状", freezeTitles[freeze.state].zh],
          ["文书", freeze.documentNo],
          ["机关", freeze.authority],
          ["起", freeze.fromOn],
          ["止", freeze.untilOn ?? "解除时止"],
          ["经办", freeze.askedBy],
          ["复核", freeze.placedBy ?? "—"],
        ]),
        paragraph(`事由：${freeze.reason}`),
        ...(freeze.liftedBy ? [paragraph(`已由 ${freeze.liftedBy} 复核解除。`)] : []),
      ],
    })
  },
}

/** The bank's own people sign with their stamps; no legal representative is needed. */
const signedBy = (one: string, two: string): unknown =>
  facts([
    [`${one}签章`, ""],
    [`${two}签章`, ""],
  ])

const ofBatch = (
  kind: string,
  words: { zh: string; en: string },
  body: (batch: Batch, rows: Awaited<ReturnType<typeof batchLines>>) => Omit<PrintContent, "title" | "number">,
): PrintKind => ({
  kind: `training-fund.${kind}`,
  ...words,
  permission,
  render: async (ctx, id) => {
    const [batch] = (await batchesBy(ctx, { id, limit: 1 })).items
    if (!batch) return refuse["E-NOT-FOUND"]({ what: "批次", whatEn: "batch", id })
    return ok({ title: words.zh, number: batch.number, ...body(batch, await batchLines(ctx, id)) })
  },
})
type Batch = Awaited<ReturnType<typeof batchesBy>>["items"][number]

const state = (batch: Batch): string =>
  batch.state === "done" ? "已付" : `付款中（${batch.paidLines}/${batch.lines}）`

const batchList = ofBatch("batch-list", { zh: "划拨批次清单", en: "Lines of a release batch" }, (batch, rows) => ({
  body: [
    facts([
      ["培训机构", batch.institution],
      ["批次", batch.number],
      ["课次", String(batch.lines)],
      ["金额", `${batch.amount} 元`],
      ["发起", `${batch.madeBy} ${wallOf(new Date(batch.madeAt))}`],
      ["状态", state(batch)],
    ]),
    grids(
      ["合同", "学生", "课程", "第几次", "时间", "确认", "金额（元）"],
      [
        ...rows.map((row) => [
          row.contractNo,
          row.student,
          row.course,
          String(row.k),
          wallOf(new Date(row.at)),
          deciderTitles[row.by].zh,
          row.amount,
        ]),
        ["合计", "", "", "", "", "", batch.amount],
      ],
      { right: [3, 6], widths: [74, 44, "*", 32, 82, 74, 52] },
    ),
    signedBy("经办", "复核"),
  ],
}))

const voucher = ofBatch(
  "batch-voucher",
  { zh: "存管划拨付款凭证", en: "The bank's voucher of a release" },
  (batch) => ({
    body: [
      facts([
        ["付款户名", `${batch.institution}（存管）`],
        ["付款账号", batch.custodyNo],
        ["收款户名", batch.institution],
        ["收款账号", batch.settlementNo],
        ["金额", `${batch.amount} 元`],
        ["批次", batch.number],
        ["记账时间", batch.doneAt ? wallOf(new Date(batch.doneAt)) : "—"],
        ["状态", state(batch)],
      ]),
      paragraph(`大写：${capitals(batch.amount)}`),
      heading("用途"),
      paragraph(`划拨已确认或按约到期的 ${batch.lines} 次培训费，明细见同号清单。`),
      signedBy("经办柜员", "会计主管"),
    ],
  }),
)

export const institutionPrints: PrintKind[] = [wall, claims, freezeNotice, batchList, voucher]
