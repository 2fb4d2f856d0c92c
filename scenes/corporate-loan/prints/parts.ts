// What the papers of a case share: its head, its amounts in figures and capitals, what was asked.
import { facts, fenInCapitals } from "#kernel/document"
import { fenOf } from "../flows/case.ts"
import type { caseDetailOf } from "../queries/detail.ts"
import { guaranteeTitles, productTitles } from "../rules.ts"

export type Detail = Extract<Awaited<ReturnType<typeof caseDetailOf>>, { ok: true }>["value"]

export interface Body {
  body: unknown[]
  signatures?: string[]
}

export type Bodies = Record<string, (d: Detail) => Body>

export const amountText = (text: string | null): string =>
  text === null ? "—" : `¥${text}（人民币${fenInCapitals(fenOf(text))}）`

const methodZh = {
  interest_only: "按期付息、到期还本",
  bullet: "利随本清",
  equal_instalment: "等额本息",
  equal_principal: "等额本金",
} as const

export const methodText = (d: Detail): string =>
  d.method === "bullet" ? methodZh.bullet : `${methodZh[d.method]}（每 ${d.everyMonths} 个月）`

export const head = (d: Detail) =>
  facts([
    ["企业名称", d.party.name],
    ["统一社会信用代码", d.party.uscc ?? "—"],
    ["业务编号", d.caseNo],
    ["经办机构", d.outlet],
  ])

export const requestFacts = (d: Detail) =>
  facts(
    [
      ["产品", productTitles[d.product].zh],
      ["申请金额", amountText(d.askedAmount)],
      ["期限", `${d.termMonths} 个月`],
      ["用途", d.purpose],
      ["还款来源", d.repaymentSource],
      ["还款方式", methodText(d)],
      ["担保方式", guaranteeTitles[d.guarantee].zh],
    ],
    1,
  )
