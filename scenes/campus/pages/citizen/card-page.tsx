// A page about the child's card; a child without one is told where to get it.
import type { ReactNode } from "react"
import type { z } from "zod"
import { Answer } from "#ui/citizen"
import { dictionary } from "#ui/i18n"
import type { walletView } from "../../contract.ts"
import { type ChildBody, childPage } from "./child-page.tsx"

export type Wallet = z.output<typeof walletView>
export type CardBody = ChildBody & { wallet: Wallet }

const useText = dictionary({
  none: ["还没有校园卡。请到学校卡务中心办理。", "There is no card yet; the school's card office makes one."],
})

export function cardPage(head: Parameters<typeof childPage>[0], Body: (props: CardBody) => ReactNode) {
  return childPage(head, function WithCard(props) {
    const t = useText()
    const { wallet } = props.child
    return wallet ? <Body {...props} wallet={wallet} /> : <Answer tone="plain">{t("none")}</Answer>
  })
}
