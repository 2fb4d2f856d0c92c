// The papers of §8 as the printer takes them: one body per paper over the same loaded case. Wording is the branch's own.
import { facts, fenInCapitals, grids, heading, numbered, paragraph } from "#kernel/document"
import type { Ctx } from "#kernel/flow"
import { outlets } from "#kernel/org"
import { ok } from "#kernel/refusal"
import type { PrintKind } from "#kernel/scene"
import { fenOf } from "./flows/case.ts"
import { papers } from "./papers.ts"
import { caseDetailOf } from "./queries/detail.ts"
import { refuse } from "./refusals.ts"
import { classTitles } from "#products/collateral"

type Detail = Extract<Awaited<ReturnType<typeof caseDetailOf>>, { ok: true }>["value"]
interface Body {
  body: unknown[]
  signatures?: string[]
}

const amount = (text: string | null): string =>
  text === null ? "—" : `¥${text}（人民币${fenInCapitals(fenOf(text))}）`
const methodZh: Record<string, string> = {
  interest_only: "按月付息、到期还本",
  bullet: "利随本清",
  equal_instalment: "等额本息",
  equal_principal: "等额本金",
}
const loanSum = (d: Detail): string | null => d.approvedAmount ?? d.askedAmount

const head = (d: Detail) =>
  facts([
    ["企业名称", d.party.name],
    ["统一社会信用代码", d.party.uscc ?? "—"],
    ["业务编号", d.caseNo],
    ["经办机构", d.outlet],
  ])

const legGrid = (d: Detail) =>
  grids(
    ["押品", "类别", "价值（元）", "抵押率", "可贷（元）"],
    d.legs.map((leg) => [
      leg.title,
      classTitles[leg.class].zh,
      leg.value ?? "—",
      `${leg.capBp / 100}%`,
      leg.lendable ?? "—",
    ]),
    { right: [2, 3, 4], widths: ["*", 70, 84, 50, 84] },
  )

const rightRows = (d: Detail): string[][] =>
  d.legs
    .filter((leg) => leg.rightNo)
    .map((leg) => [
      leg.rightNo!,
      leg.pollutant!,
      `${leg.quantity} ${leg.unit}`,
      leg.registrations.find((one) => one.kind === "freeze")?.certificateNo ?? "—",
    ])
const rightGrid = (d: Detail) => grids(["排污权编号", "污染物", "数量", "冻结回执"], rightRows(d))

const registrationGrid = (d: Detail) =>
  grids(
    ["押品", "申请号", "证明编号", "状态"],
    d.legs.flatMap((leg) =>
      leg.registrations.map((one) => [
        leg.title,
        one.requestNo,
        one.certificateNo ?? "—",
        one.state === "done" ? "已登记" : one.state === "released" ? "已解除" : "办理中",
      ]),
    ),
  )

const bodies: Record<string, (d: Detail) => Body> = {
  application: (d) => ({
    signatures: ["申请人"],
    body: [
      head(d),
      facts(
        [
          ["申请金额", amount(d.askedAmount)],
          ["借款用途", d.purpose ?? "—"],
          ["期限", `${d.termMonths ?? "—"} 个月`],
          ["还款方式", methodZh[d.method ?? ""] ?? "—"],
        ],
        1,
      ),
      heading("拟提供押品"),
      legGrid(d),
      paragraph("申请人保证所填内容与所附资料真实、完整，同意银行为审查本笔业务查询企业征信、环保信用和权属登记信息。"),
    ],
  }),
  undertaking: (d) => ({
    signatures: ["承诺人"],
    body: [
      head(d),
      paragraph("本企业就申请排污权抵押贷款作出以下承诺："),
      numbered([
        "按排污许可证载明的种类、浓度和总量排放污染物，如实开展自行监测并公开数据。",
        "按时足额缴纳排污权有偿使用费，许可证期满六十日前申请延续。",
        "抵押期间不擅自转让、重复抵押或申请解除冻结排污权。",
        "发生超标排放、环保处罚、停产搬迁等事项的，在三日内书面告知银行。",
        "违反上述承诺的，银行可停止发放、提前收回贷款并处置押品。",
      ]),
    ],
  }),
  "quota-letter": (d) => ({
    signatures: ["银行", "排污权储备交易机构"],
    body: [
      head(d),
      paragraph(
        "请贵机构核验下列排污权的权属、有效期、可用数量以及是否存在冻结、质押或其他权利限制，并在回执联盖章确认。",
      ),
      rightGrid(d),
    ],
  }),
  valuation: (d) => {
    const v = d.valuations[0]
    const rights = (v?.rights ?? []) as {
      rightNo: string
      pledgeable: string
      unit: string
      unitPrice: string
      months: number
      ofMonths: number
      value: string
      priceSource: string
    }[]
    return {
      signatures: ["评估人", "押品管理岗"],
      body: [
        head(d),
        facts([
          ["评估基准日", v?.valuedOn ?? "—"],
          ["有效期至", v?.validUntil ?? "—"],
          ["评估机构", v?.appraiser ?? "—"],
          ["计价口径", v?.basis === "SURPLUS" ? "富余量" : "全额"],
        ]),
        heading("排污权"),
        grids(
          ["编号", "可抵押量", "单价（元）", "剩余/全部月", "价值（元）"],
          rights.map((one) => [
            one.rightNo,
            `${one.pledgeable} ${one.unit}`,
            one.unitPrice,
            `${one.months}/${one.ofMonths}`,
            one.value,
          ]),
          { right: [1, 2, 3, 4] },
        ),
        paragraph("价值＝可抵押数量×单价×剩余期限比例；单价取政府指标基价与近十二个月市场加权均价的低者。"),
        paragraph(`价格依据：${[...new Set(rights.map((one) => one.priceSource))].join("；") || "—"}`),
        heading("组合"),
        legGrid(d),
        facts(
          [
            ["可贷合计", amount(d.lendable)],
            ["贷款上限", amount(v?.loanMax ?? null)],
          ],
          1,
        ),
      ],
    }
  },
  "mortgage-list": (d) => ({ signatures: ["抵押人", "抵押权人"], body: [head(d), legGrid(d)] }),
  contract: (d) => ({
    signatures: ["借款人", "贷款人"],
    body: [
      head(d),
      facts(
        [
          ["合同编号", d.contractNo ?? "—"],
          ["借款金额", amount(loanSum(d))],
          ["年利率", `${d.ratePct ?? "—"}%`],
          ["期限", `${d.startOn ?? "—"} 至 ${d.endOn ?? "—"}`],
          ["用途", d.purpose ?? "—"],
          ["还款方式", methodZh[d.method ?? ""] ?? "—"],
        ],
        1,
      ),
      numbered([
        "利息自放款日起按实际用款天数计算，日利率为年利率除以 360，算头不算尾，每月 20 日结息，21 日扣收。",
        "逾期贷款按合同利率加收罚息，挪用贷款按更高比例加收，两者并存时择其重，不并处；不能按时支付的利息按罚息利率计收复利。",
        "还款依次抵充费用、复利、罚息、拖欠利息、当期利息、拖欠本金、当期本金。",
        "借款人可以提前还款，银行按实际天数计收利息。",
        "抵押率超过预警线的，借款人应在银行通知的期限内补充担保或部分还款。",
        "本合同自双方签署且全部押品完成登记之日起具备放款条件。",
      ]),
    ],
  }),
  "mortgage-contracts": (d) => ({
    signatures: ["抵押人", "抵押权人"],
    body: [
      head(d),
      ...d.legs.flatMap((leg, index) => [
        heading(`第 ${index + 1} 份　${leg.title}`),
        facts([
          ["主合同", d.contractNo ?? "—"],
          ["押品类别", classTitles[leg.class].zh],
          ["评估价值", leg.value ?? "—"],
          ["在先权利", leg.priorClaims],
        ]),
        paragraph(
          "担保范围为主债权本金、利息、罚息、复利、违约金及实现债权的费用。抵押人应妥善管理押品，未经抵押权人书面同意不得处分。债务人自己提供的押品先行实现，另有约定的除外。",
        ),
      ]),
    ],
  }),
  "freeze-request": (d) => ({
    signatures: ["申请银行", "抵押人"],
    body: [
      head(d),
      paragraph(
        "因上述企业以排污权为本行贷款提供抵押，请对下列排污权予以冻结，冻结期间未经本行书面同意不办理转让、注销或重复抵押。",
      ),
      rightGrid(d),
      facts(
        [
          ["担保金额", amount(loanSum(d))],
          ["冻结至", d.endOn ?? "—"],
        ],
        1,
      ),
    ],
  }),
  "freeze-receipt": (d) => ({
    signatures: ["排污权储备交易机构"],
    body: [head(d), paragraph("下列排污权的冻结办理情况如下："), rightGrid(d)],
  }),
  registration: (d) => ({ body: [head(d), registrationGrid(d)] }),
  "buy-back": (d) => ({
    signatures: ["排污权储备交易机构", "银行"],
    body: [
      head(d),
      rightGrid(d),
      paragraph(
        "借款人不履行到期债务时，储备交易机构愿意在不高于政府指标基价的范围内优先收储上述排污权，收储价款付至银行指定账户，先用于清偿本笔债务，余款归企业。本意向书不构成担保。",
      ),
    ],
  }),
  "margin-call": (d) => {
    const call = d.marginCalls.find((one) => one.closedOn === null)
    return {
      signatures: ["银行"],
      body: [
        head(d),
        paragraph(
          `因${call?.reason ?? "押品价值变化"}，贵企业贷款的排污权抵押率为 ${(call?.ltvBp ?? 0) / 100}%，已超过约定的预警线。请在 ${call?.dueOn ?? "—"} 前选择下列任一方式补足：`,
        ),
        numbered([
          `归还贷款 ${call?.cureAmount ?? "0.00"} 元；`,
          ...(call?.cureCollateral ?? []).map(
            (one) => `或追加价值不低于 ${one.value} 元的${classTitles[one.class].zh}。`,
          ),
        ]),
        paragraph("逾期未补足的，银行可停止发放、提前收回贷款或处置押品。"),
      ],
    }
  },
  release: (d) => ({
    signatures: ["银行"],
    body: [head(d), paragraph("上述业务的贷款本息已经结清，本行同意解除下列抵押登记和冻结："), registrationGrid(d)],
  }),
  "disposal-report": (d) => ({
    signatures: ["风险管理岗", "分行行长"],
    body: [
      head(d),
      legGrid(d),
      heading("处置过程"),
      ...d.timeline
        .filter((one) => one.kind === "state")
        .slice(0, 12)
        .map((one) => paragraph(`${one.at.slice(0, 10)}　${one.zh}　${one.who}`)),
    ],
  }),
  "compensation-claim": (d) => ({
    signatures: ["申请银行", "风险补偿资金运营机构"],
    body: [
      head(d),
      facts(
        [
          ["贷款金额", amount(loanSum(d))],
          ["处置后仍欠", amount(d.loan?.owed ?? null)],
        ],
        1,
      ),
      paragraph("押品已经处置完毕，不足部分按风险补偿办法申请补偿，所附处置报告与账务明细属实。"),
    ],
  }),
}

const numberOf = (d: Detail, name: string): string => (name === "contract" ? (d.contractNo ?? d.caseNo) : d.caseNo)

export const prints: PrintKind[] = papers.map((paper) => ({
  kind: `emission-loan.${paper.name}`,
  zh: paper.zh,
  en: paper.en,
  permission: "emission-loan.print",
  render: async (ctx: Ctx, id: string) => {
    const found = await caseDetailOf(ctx, id)
    if (!found.ok) return found
    const place = (await outlets(ctx.db)).find((one) => one.code === found.value.outlet)
    const d = { ...found.value, outlet: place?.nameZh ?? found.value.outlet }
    if (!d.prints.some((one) => one.kind === `emission-loan.${paper.name}`))
      return refuse["E-STATE"]({
        reason: `当前阶段还不能打印${paper.zh}`,
        reasonEn: `${paper.en} cannot be printed yet`,
      })
    return ok({ title: paper.zh, number: numberOf(d, paper.name), ...bodies[paper.name]!(d) })
  },
}))
