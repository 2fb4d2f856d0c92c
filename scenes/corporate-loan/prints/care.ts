// Papers of a running loan: checks, warnings, letters, early call, the file for write-off.
import { facts, grids, heading, numbered, paragraph } from "#kernel/document"
import { levelTitles } from "../rules.ts"
import { head, type Bodies, type Detail } from "./parts.ts"

const kindZh = { dd: "尽调", use: "用途", periodic: "定期", progress: "进度", warning: "预警回访" } as const

const owedGrid = (d: Detail) =>
  grids(
    ["借据", "本金（元）", "其中逾期", "利息", "罚息", "复利", "合计（元）", "天数"],
    d.loans.map((loan) => [
      loan.loanNo,
      loan.principal,
      loan.overduePrincipal,
      loan.interestDue,
      loan.penalty,
      loan.compound,
      loan.owed,
      String(loan.overdueDays),
    ]),
    { right: [1, 2, 3, 4, 5, 6, 7], widths: [74, "*", "*", 54, 48, 44, "*", 28] },
  )

const letter =
  (lines: (d: Detail) => string[]) =>
  (d: Detail): ReturnType<Bodies[string]> => ({
    signatures: ["银行", "送达人", "签收人"],
    body: [
      head(d),
      paragraph(`致 ${d.party.name}${d.guarantor ? `、保证人 ${d.guarantor}` : ""}：`),
      paragraph(`截至今日，贵方在本行 ${d.contractNo ?? ""} 合同项下的贷款已经逾期，情况如下：`),
      owedGrid(d),
      numbered(lines(d)),
      paragraph("本函送达即构成催收，诉讼时效自送达之日起中断并重新计算。"),
    ],
  })

export const careBodies: Bodies = {
  "use-check": (d) => ({
    signatures: ["检查人"],
    body: [
      head(d),
      grids(
        ["提款", "金额（元）", "检查日", "结论", "情况", "检查人"],
        d.draws
          .filter((one) => one.checkedOn !== null)
          .map((one) => [
            one.drawNo,
            one.amount,
            one.checkedOn!,
            one.checkResult === "misused" ? "挪用" : "按约定用途使用",
            one.checkNote ?? "—",
            one.checkedBy ?? "—",
          ]),
        { right: [1] },
      ),
    ],
  }),
  "care-report": (d) => ({
    signatures: ["检查人", "支行行长"],
    body: [
      head(d),
      heading("历次检查"),
      grids(
        ["日期", "类别", "方式", "人员", "情况"],
        d.visits.map((one) => [
          one.on,
          kindZh[one.kind],
          one.onSite ? "现场" : "非现场",
          [one.officerA, one.officerB].filter(Boolean).join("、"),
          one.findings,
        ]),
        { widths: [58, 50, 50, 80, "*"] },
      ),
      heading("还款与余额"),
      owedGrid(d),
      heading("任务"),
      grids(
        ["任务", "期限", "完成", "结果"],
        d.tasks.map((one) => [one.zh, one.dueOn, one.doneOn ?? "未完成", one.result ?? "—"]),
      ),
    ],
  }),
  warning: (d) => ({
    signatures: ["预警发起人", "风险管理岗"],
    body: [
      head(d),
      grids(
        ["日期", "级别", "信号", "来源与情况", "处置方案", "解除"],
        d.warnings.map((one) => [
          one.openedOn,
          levelTitles[one.level].zh,
          one.title.zh,
          `${one.source}：${one.note}`,
          one.plan ?? "—",
          one.closedOn ?? "未解除",
        ]),
        { widths: [58, 40, 90, "*", 90, 58] },
      ),
    ],
  }),
  "dunning-1": letter(() => ["请于收函之日起七日内偿还全部逾期款项。", "逾期期间按合同约定计收罚息和复利。"]),
  "dunning-2": letter((d) => [
    "本行曾书面催收，贵方仍未还清；请立即偿还全部逾期款项。",
    d.guarantor ? `保证人 ${d.guarantor} 应按保证合同承担连带责任。` : "抵押人应按抵押合同承担担保责任。",
  ]),
  "dunning-3": letter((d) => [
    "请于收函之日起十日内偿还全部逾期款项，否则本行将宣布贷款提前到期。",
    `届时本行将依法处置押品：${d.legs.map((leg) => leg.title).join("、") || "无"}。`,
    "处置方式包括协议折价、拍卖、变卖，不足部分继续追偿。",
  ]),
  "early-call": (d) => ({
    signatures: ["银行"],
    body: [
      head(d),
      paragraph("因发生下列情形，本行依据借款合同宣布贷款提前到期，停止发放未提款项："),
      numbered(d.warnings.map((one) => `${one.openedOn}　${one.title.zh}：${one.note}`)),
      owedGrid(d),
      paragraph("请在收到本通知之日起五个工作日内清偿全部债务。"),
    ],
  }),
  "write-off": (d) => ({
    signatures: ["资产保全", "风险管理岗", "审贷会"],
    body: [
      head(d),
      facts([
        ["移交保全日", d.handedOverOn ?? "—"],
        ["合同编号", d.contractNo ?? "—"],
      ]),
      owedGrid(d),
      heading("追偿过程与凭据"),
      grids(
        ["步骤", "日期", "方式", "送达", "凭证"],
        d.collections.map((one) => [
          one.title.zh,
          one.doneOn ?? "—",
          one.way ?? "—",
          one.deliveredOn ?? "—",
          one.proofNo ?? "—",
        ]),
      ),
      heading("责任认定"),
      paragraph("调查、审查、审批、贷后各环节的责任认定结论另附。"),
      paragraph("核销后债权继续保留，账销案存，追偿所得记入原借据。"),
    ],
  }),
}
