// Contracts and what goes with a draw: loan, guarantee and mortgage contracts, request, entrusted-payment order, release.
import { classTitles } from "#products/collateral"
import { facts, grids, heading, numbered, paragraph } from "#kernel/document"
import { amountText, head, methodText, type Bodies, type Detail } from "./parts.ts"

const lastDraw = (d: Detail) => d.draws.at(-1)
const modeZh = { self: "自主支付", entrusted: "受托支付" } as const

const legGrid = (d: Detail) =>
  grids(
    ["押品", "类别", "评估价值（元）", "在先债权（元）", "可贷（元）"],
    d.legs.map((leg) => [leg.title, classTitles[leg.class].zh, leg.value, leg.priorClaims, leg.lendable]),
    { right: [2, 3, 4] },
  )

const payeeGrid = (payees: Detail["draws"][number]["payees"]) =>
  grids(
    ["收款人", "开户行", "账号", "金额（元）", "合同或发票", "用途"],
    payees.map((one) => [one.name, one.bank, one.account, one.amount, one.contractRef || "—", one.purpose || "—"]),
    { right: [3] },
  )

const clauses = (d: Detail): string[] => [
  "借款人应按约定用途使用借款，不得用于股权、金融资产投资或法律法规禁止的用途；挪用的，贷款人可以停止发放、提前收回或者解除合同，并计收挪用罚息。",
  "利息按实际用款天数计算，日利率为年利率除以 360；逾期本金按合同利率加收罚息，不能按时支付的利息计收复利，挪用与逾期并存时择其重。",
  "每次提款须满足提款条件；向单一交易对象的支付达到监管规定起点的，采用受托支付，同一收款人同日支付合并计算。",
  ...(d.product === "project" ? ["借款与资本金同比例到位，累计提款不超过资本金到位比例和工程进度中的较低者。"] : []),
  "借款人应配合贷款人的贷后检查，按期报送财务报表；发生停产、查封、控制人失联等重大事项的，三日内书面告知。",
  "贷款人未按约定日期、数额提供借款造成损失的，应当赔偿损失。",
]

export const agreements: Bodies = {
  contract: (d) => ({
    signatures: ["借款人", "贷款人"],
    body: [
      head(d),
      facts(
        [
          ["合同编号", d.contractNo ?? "—"],
          ["借款金额", amountText(d.approvedAmount)],
          ["年利率", `${d.ratePct ?? "—"}%`],
          ["期限", `${d.signedOn ?? "—"} 至 ${d.endOn ?? "—"}`],
          ["用途", d.purpose],
          ["还款方式", methodText(d)],
          ["还款来源", d.repaymentSource],
          ["适用规定", d.measures?.zh ?? "—"],
        ],
        1,
      ),
      numbered(clauses(d)),
    ],
  }),
  "guarantee-contract": (d) => ({
    signatures: ["保证人", "债权人"],
    body: [
      head(d),
      facts(
        [
          ["保证合同编号", d.guaranteeContractNo ?? "—"],
          ["保证人", d.guarantor ?? "—"],
          ["主合同", d.contractNo ?? "—"],
          ["担保金额", amountText(d.approvedAmount)],
        ],
        1,
      ),
      numbered([
        "保证方式为连带责任保证，保证期间为主债务履行期届满之日起三年。",
        "保证范围为主债权本金、利息、罚息、复利、违约金及实现债权的费用。",
        "主合同变更加重债务的，须经保证人书面同意。",
      ]),
    ],
  }),
  "mortgage-contract": (d) => ({
    signatures: ["抵押人", "抵押权人"],
    body: [
      head(d),
      facts([
        ["主合同", d.contractNo ?? "—"],
        ["担保金额", d.approvedAmount ?? "—"],
      ]),
      legGrid(d),
      numbered([
        "不动产抵押权自登记时设立；动产抵押和应收账款质押由贷款人在统一登记公示系统办理登记。",
        "抵押人应妥善管理押品并投保，未经抵押权人书面同意不得处分；押品价值明显减少的，应恢复价值或补充担保。",
        "担保范围为主债权本金、利息、罚息、复利、违约金及实现债权的费用。",
      ]),
    ],
  }),
  "draw-request": (d) => {
    const draw = lastDraw(d)
    return {
      signatures: ["借款人", "客户经理"],
      body: [
        head(d),
        facts([
          ["提款编号", draw?.drawNo ?? "—"],
          ["合同编号", d.contractNo ?? "—"],
          ["提款金额", amountText(draw?.amount ?? null)],
          ["支付方式", draw ? modeZh[draw.mode] : "—"],
        ]),
        heading("提款条件"),
        grids(
          ["条件", "情况", "说明"],
          (draw?.gates ?? []).map((gate) => [gate.zh, gate.met ? "满足" : "不满足", gate.detail || "—"]),
        ),
        ...(draw && draw.payees.length > 0 ? [heading("支付对象"), payeeGrid(draw.payees)] : []),
      ],
    }
  },
  "entrusted-order": (d) => ({
    signatures: ["放款中心", "会计主管"],
    body: [
      head(d),
      ...d.draws
        .filter((one) => one.mode === "entrusted" && one.state === "paid")
        .flatMap((one) => [
          heading(`${one.drawNo}　${one.amount} 元`),
          facts([
            ["放款日", one.paidOn ?? "—"],
            ["支付期限", `${one.entrustBy ?? "—"}，借款人原因最迟 ${one.entrustLatest ?? "—"}`],
          ]),
          payeeGrid(one.payees),
        ]),
    ],
  }),
  release: (d) => ({
    signatures: ["银行"],
    body: [
      head(d),
      paragraph("上述业务的贷款本息已经结清，本行同意解除下列担保："),
      ...(d.guarantor ? [paragraph(`保证人 ${d.guarantor}，保证合同 ${d.guaranteeContractNo ?? "—"}。`)] : []),
      grids(
        ["押品", "登记机构", "证明编号", "状态"],
        d.legs.flatMap((leg) =>
          leg.registrations.map((one) => [
            leg.title,
            one.registry === "real-estate" ? "不动产登记中心" : "统一登记公示系统",
            one.certificateNo ?? "—",
            one.state === "released" ? "已解除" : "办理中",
          ]),
        ),
      ),
    ],
  }),
}
