// The product designer: every loan product with its ranges, changed by two people, and beside it a live example, made
// by the same function that makes the plan of a note.
import type { z } from "zod"
import { listRules, type rule } from "#contract/kernel/rule-data"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To, useUrlValues } from "#ui/link"
import { Columns, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { StateTag } from "#ui/states"
import type { LoanProduct } from "../../contract.ts"
import { loanPaths as paths } from "../paths.ts"
import { useLoanText } from "../words.ts"
import { ProductExample } from "./product-example.tsx"
import { ChangeProduct } from "./product-form.tsx"

const useText = dictionary({
  title: ["贷款产品", "Loan products"],
  intro: [
    "产品就是数据：期限、金额、利率和还款方式的范围都在这里，签约时按当日有效的范围核对；改动由两人完成。",
    "A product is data: the ranges here hold on the day a contract is signed; two people change them.",
  ],
  pick: ["从左侧选一个产品。", "Choose a product."],
  term: ["期限", "Term"],
  months: ["{from}–{to} 个月", "{from}–{to} months"],
  amount: ["金额", "Amount"],
  yuan: ["{from}–{to} 元", "CNY {from}–{to}"],
  rate: ["年利率", "Rate"],
  every: ["还款间隔", "Interval"],
  everyMonths: ["{list} 个月", "{list} months"],
  grace: ["最长本金宽限", "Longest principal grace"],
  periods: ["{n} 期", "{n} instalments"],
  settlement: ["结息日", "Settlement day"],
  holiday: ["遇休息日顺延", "Moved off rest days"],
  yes: ["是", "Yes"],
  no: ["否", "No"],
  methods: ["还款方式", "Repayment"],
  since: ["{day} 起有效", "valid since {day}"],
  pending: ["有变更待审批", "A change is waiting"],
  source: ["出处", "Source"],
})

type Rule = z.output<typeof rule>
export type Products = Record<string, LoanProduct>

export function ProductsPage() {
  const t = useText()
  const query = useEndpoint(listRules)
  return (
    <Page title={t("title")} intro={t("intro")}>
      <Loaded query={query} rows={10}>
        {(rules) => {
          const found = rules.find((one) => one.key === "loan.products")
          return found?.current ? <Body rule={found} /> : <Nothing text={t("pick")} />
        }}
      </Loaded>
    </Page>
  )
}

function Body({ rule: found }: { rule: Rule }) {
  const t = useText()
  const say = useSay()
  const products = found.current!.value as Products
  const [{ product: code = Object.keys(products)[0] }] = useUrlValues()
  const product = code === undefined ? undefined : products[code]
  return (
    <div className="hs-master">
      <Panel flush>
        <ul className="hs-master-list">
          {Object.entries(products).map(([key, one]) => (
            <li key={key} aria-current={key === code}>
              <To href={paths.products(key)}>
                <span>{say(one)}</span>
                <span className="hs-muted hs-small">{key}</span>
              </To>
            </li>
          ))}
        </ul>
      </Panel>
      {product && code ? (
        <Stack>
          <One rule={found} code={code} product={product} />
          <ProductExample key={code} product={product} />
        </Stack>
      ) : (
        <Panel>
          <Nothing text={t("pick")} />
        </Panel>
      )}
    </div>
  )
}

function One({ rule: found, code, product }: { rule: Rule; code: string; product: LoanProduct }) {
  const t = useText()
  const w = useLoanText()
  const say = useSay()
  const { current, pending } = found
  return (
    <Panel
      title={say(product)}
      note={t("since", { day: current!.from })}
      extra={
        pending ? (
          <To href={kernelPaths.approval(pending.approvalId)}>
            <StateTag tone="warn">{t("pending")}</StateTag>
          </To>
        ) : (
          <ChangeProduct products={current!.value as Products} code={code} />
        )
      }
    >
      <Columns wide="even">
        <Pairs
          items={[
            { label: t("term"), value: t("months", { from: product.termMonthsMin, to: product.termMonthsMax }) },
            { label: t("rate"), value: `${product.ratePctMin}–${product.ratePctMax}%` },
            {
              label: t("amount"),
              value: t("yuan", { from: spaced(product.amountMinYuan), to: spaced(product.amountMaxYuan) }),
              wide: true,
            },
            { label: t("methods"), value: product.methods.map((one) => w(one)).join("、"), wide: true },
          ]}
        />
        <Pairs
          items={[
            { label: t("every"), value: t("everyMonths", { list: product.everyMonths.join("、") }) },
            { label: t("grace"), value: t("periods", { n: product.gracePrincipalMax }) },
            { label: t("settlement"), value: product.settlementDay },
            { label: t("holiday"), value: t(product.movesOnHoliday ? "yes" : "no") },
            { label: t("source"), value: current!.source, wide: true },
          ]}
        />
      </Columns>
    </Panel>
  )
}

const spaced = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ",")
