// The papers of a relief case as the printer takes them: one body a paper over the same loaded case. Wording is the branch's.
import { facts, fenInCapitals, grids, heading, numbered, paragraph } from "#kernel/document"
import type { Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import type { PrintKind } from "#kernel/scene"
import { riskClassZh } from "#contract/products/loan"
import { fenOf, findCase } from "./flows/case.ts"
import { papers } from "./papers.ts"
import { caseDetailOf } from "./queries/detail.ts"
import { stageOf } from "./queries/prints-of.ts"
import { refuse } from "./refusals.ts"
import { authorityTitles, measureTitles, toolTitles } from "./rules.ts"

type Detail = Extract<Awaited<ReturnType<typeof caseDetailOf>>, { ok: true }>["value"]
interface Body {
  body: unknown[]
  signatures?: string[]
}

const amountText = (text: string): string => `¥${text}（人民币${fenInCapitals(fenOf(text))}）`
const statusZh = { met: "满足", not_met: "不满足", missing: "缺依据" } as const
const answerZh = { yes: "是", no: "否", missing: "待核实" } as const
const wayZh = { visit: "上门走访", phone: "电话", video: "视频", firm_came: "企业来行" } as const
const wishZh = {
  unsure: "请银行建议",
  renew: "续贷",
  extend: "晚些到期",
  defer: "推迟几期还款",
  restructure: "重新安排全部还款",
} as const

const head = (d: Detail) =>
  facts([
    ["企业名称", d.party.name],
    ["统一社会信用代码", d.party.uscc ?? "—"],
    ["业务编号", d.caseNo],
    ["借据编号", d.loanNo],
    ["贷款余额", `¥${d.outstanding}`],
    ["到期日", d.comparison?.endsBefore ?? d.maturesOn],
  ])

const toolText = (d: Detail): string => {
  const name = d.tool ? toolTitles[d.tool].zh : "—"
  return d.proposal?.measure ? `${name}（${measureTitles[d.proposal.measure].zh}）` : name
}

const termsFacts = (d: Detail) =>
  facts(
    [
      ["措施", toolText(d)],
      ["金额", amountText(d.proposal?.amount ?? d.outstanding)],
      ["到期日", `${d.comparison?.endsBefore ?? "—"} 改为 ${d.comparison?.endsAfter ?? "—"}`],
      ["年利率", `${d.comparison?.rateAfter ?? "—"}%（原 ${d.comparison?.rateBefore ?? "—"}%）`],
      ["利息合计", `¥${d.comparison?.interestAfter ?? "—"}（原计划 ¥${d.comparison?.interestBefore ?? "—"}）`],
    ],
    1,
  )

const planGrid = (d: Detail) =>
  grids(
    ["还款日", "本金（元）", "利息（元）", "合计（元）", "剩余本金（元）"],
    (d.comparison?.after ?? []).map((row) => [row.due, row.principal, row.interest, row.total, row.balance]),
    { right: [1, 2, 3, 4] },
  )

const letters: Record<string, (d: Detail) => Body> = {
  "due-letter": (d) => ({
    signatures: ["银行"],
    body: [
      head(d),
      paragraph(`致 ${d.party.name}：`),
      paragraph(`贵单位上述贷款将于 ${d.maturesOn} 到期，请提前安排还款资金。`),
      paragraph("如还款有困难，请在到期前告诉我们。经核实符合条件的，可以："),
      numbered([
        "办理无还本续贷，以新贷款结清旧贷款，不必先筹过桥资金；",
        "申请展期或调整还款计划；",
        "经营暂时困难但有还款方案的，协商重组。",
      ]),
      paragraph("到期后再提出的，不能办理续贷和展期。可在企业与机构服务“有困难？”中在线申请，或联系客户经理。"),
    ],
  }),
  approved: (d) => ({
    signatures: ["银行"],
    body: [
      head(d),
      paragraph(`致 ${d.party.name}：贵单位的纾困申请已经批准，安排如下：`),
      termsFacts(d),
      heading("新的还款计划"),
      planGrid(d),
      paragraph(`请在 ${d.comparison?.endsBefore ?? "到期日"} 前签订协议；逾期未签的，本批准自动失效。`),
    ],
  }),
  declined: (d) => ({
    signatures: ["银行"],
    body: [
      head(d),
      paragraph(`致 ${d.party.name}：贵单位于 ${d.application?.on ?? "—"} 提出的纾困申请未获批准。`),
      heading("理由"),
      paragraph(d.declinedReason ?? "—"),
      heading("未满足的条件"),
      grids(
        ["条件", "结论", "情况"],
        d.rules.filter((one) => one.status !== "met").map((one) => [one.title.zh, statusZh[one.status], one.zh]),
      ),
      paragraph("如情况变化或能补充材料，可重新申请；如对决定有异议，可向本行投诉渠道反映。"),
    ],
  }),
  observation: (d) => ({
    signatures: ["银行", "企业签收"],
    body: [
      head(d),
      paragraph(`致 ${d.party.name}：贵单位贷款已按约重组，进入观察期。`),
      facts([
        ["起算日", d.observationFrom ?? "—"],
        ["最早届满", d.observationUntil ?? "—"],
        ["重新计算次数", String(d.restarts)],
      ]),
      paragraph(
        "观察期至少连续两个还款期且不少于一年。期间每期都须按约足额还款；一次未按约还款，观察期自该日起重新计算。",
      ),
    ],
  }),
}

const records: Record<string, (d: Detail) => Body> = {
  contact: (d) => ({
    signatures: ["联系人", "支行行长"],
    body: [
      head(d),
      facts(
        [
          ["联系日期", d.contact?.on ?? "—"],
          ["方式", d.contact ? wayZh[d.contact.way] : "—"],
          ["联系人", d.contact?.byName ?? "—"],
          ["了解到的情况", d.contact?.note ?? "—"],
        ],
        1,
      ),
    ],
  }),
  application: (d) => ({
    signatures: ["申请企业"],
    body: [
      head(d),
      facts(
        [
          ["申请日期", d.application?.on ?? "—"],
          ["希望的方式", d.application ? wishZh[d.application.wish] : "—"],
          ["困难情况", d.application?.words ?? "—"],
        ],
        1,
      ),
      paragraph("申请人承诺所提供的材料真实完整，资金需求真实，愿意按约还款。"),
    ],
  }),
  cash: (d) => ({
    signatures: ["测算人", "复核人"],
    body: [
      head(d),
      grids(
        ["项目", "金额（元）"],
        [
          ["未来 12 个月经营流入", d.cash?.inflow ?? "—"],
          ["未来 12 个月经营流出", d.cash?.outflow ?? "—"],
          ["应还本息（现在的计划）", d.cash?.service ?? "—"],
          ["应还本息（让步后）", d.cash?.serviceAfter ?? "—"],
        ],
        { right: [1] },
      ),
      facts([
        ["覆盖倍数", d.cash?.cover ?? "—"],
        ["让步后覆盖倍数", d.cash?.coverAfter ?? "—"],
      ]),
      paragraph(`测算依据：${d.cash?.note || "—"}`),
    ],
  }),
  consent: (d) => ({
    signatures: (d.consents ?? []).map((one) => one.name),
    body: [
      head(d),
      paragraph(`本人（本单位）知悉并同意上述贷款办理${toolText(d)}，继续按原担保合同承担责任，直至债务全部清偿。`),
      grids(
        ["姓名或名称", "身份", "同意日"],
        (d.consents ?? []).map((one) => [
          one.name,
          one.part === "guarantor" ? "保证人" : "抵质押人",
          one.agreedOn ?? "待签",
        ]),
      ),
    ],
  }),
  "class-memo": (d) => ({
    signatures: ["评估人", "审查人", "风险管理岗"],
    body: [
      head(d),
      facts(
        [
          ["措施", toolText(d)],
          ["认定前", riskClassZh[d.comparison?.classBefore ?? d.riskClass]],
          ["认定后", riskClassZh[d.comparison?.classAfter ?? d.riskClass]],
          ["理由", d.comparison?.classReason.zh ?? "—"],
          ["审批权限", d.authority ? authorityTitles[d.authority].zh : "—"],
          ["权限依据", d.authorityReasons.map((one) => one.zh).join("；")],
        ],
        1,
      ),
      heading("资格逐条认定"),
      grids(
        ["条件", "结论", "情况", "出处"],
        d.rules.map((one) => [one.title.zh, statusZh[one.status], one.note ?? one.zh, one.source]),
        { widths: [120, 50, "*", 100] },
      ),
      heading("财务困难测试"),
      grids(
        ["项目", "结论"],
        d.difficulty.map((one) => [one.zh, answerZh[one.answer]]),
      ),
    ],
  }),
  agreement: (d) => ({
    signatures: ["贷款人", "借款人", "担保人"],
    body: [
      head(d),
      paragraph("双方经协商一致，就上述贷款的还款安排约定如下："),
      termsFacts(d),
      heading("还款计划"),
      planGrid(d),
      numbered([
        "本协议是原借款合同的补充，未变更部分继续有效；续贷的，新贷款用于结清原贷款。",
        "担保人继续承担担保责任，已出具书面同意。",
        "借款人应按新的计划足额还款，未按约还款的，按原合同约定计收罚息。",
        d.comparison?.observation
          ? `本笔按重组贷款管理，观察期至少到 ${d.comparison.observation.until}。`
          : "本次安排不影响借款人的正常信用记录。",
      ]),
    ],
  }),
  exemption: (d) => ({
    signatures: ["认定人", "风险管理部门"],
    body: [
      head(d),
      facts(
        [
          ["认定日期", d.exemption?.on ?? "—"],
          ["认定人", d.exemption?.byName ?? "—"],
          ["经办", [d.assessedBy, d.reviewerName].filter(Boolean).join("、") || "—"],
          ["履职情况", d.exemption?.duties ?? "—"],
          ["结论", d.exemption?.result ?? "—"],
        ],
        1,
      ),
    ],
  }),
}

const bodies: Record<string, (d: Detail) => Body> = { ...letters, ...records }

export const prints: PrintKind[] = papers.map((paper) => ({
  kind: `relief.${paper.name}`,
  zh: paper.zh,
  en: paper.en,
  permission: "relief.print",
  render: async (ctx: Ctx, id: string) => {
    const row = await findCase(ctx, id)
    if (!row.ok) return row
    const isOpen = paper.ready(stageOf(row.value)) && (ctx.actor.kind !== "portal" || paper.isForFirm)
    if (!isOpen)
      return refuse["E-STATE"]({ reason: `现在还不能打印${paper.zh}`, reasonEn: `${paper.en} cannot be printed` })
    const found = await caseDetailOf(ctx, id)
    if (!found.ok) return found
    const d = found.value
    const number = paper.name === "agreement" ? (d.contractNo ?? d.caseNo) : d.caseNo
    return ok({ title: paper.zh, number, ...bodies[paper.name]!(d) })
  },
}))
