// What the parent was told about the child, latest first.
import { Card, Rows } from "#ui/citizen"
import { dictionary } from "#ui/i18n"
import { moment } from "#ui/look"
import { type ChildBody, childPage } from "./child-page.tsx"
import { childPaths as paths } from "./paths.ts"

const title = { zh: "通知记录", en: "What you were told" }

const useText = dictionary({
  list: ["最近的通知", "Latest"],
  none: ["还没有通知。", "Nothing yet."],
})

export const Told = childPage({ title, back: paths.child }, Body)

function Body({ child }: ChildBody) {
  const t = useText()
  return (
    <Card title={t("list")}>
      <Rows
        none={t("none")}
        rows={child.told.map((one, at) => ({ key: String(at), title: one.body, text: moment(one.at) }))}
      />
    </Card>
  )
}
