// On the first page: lessons that wait for a word, and what is in custody for each child.
import { Card, Go, Rows, useRead } from "#ui/citizen"
import { dictionary } from "#ui/i18n"
import { moment } from "#ui/look"
import { grouped } from "#ui/money"
import { myOrders } from "../../family/contract.ts"
import { familyPaths as paths } from "./paths.ts"

const useText = dictionary({
  title: ["孩子的培训", "Training"],
  ask: ["有 {n} 节课等您确认", "{n} lessons wait for your word"],
  left: ["存管余额 · {done}/{all} 课", "in custody · {done} of {all} lessons"],
  next: ["下节课 {at}", "next lesson {at}"],
  all: ["全部订单", "All orders"],
})

const live = new Set(["SIGNED", "PAID", "TEACHING", "REFUNDING", "FROZEN"])

export function TrainingHome() {
  const t = useText()
  const mine = useRead(myOrders).data
  const items = mine?.items.filter((one) => live.has(one.state)) ?? []
  if (!mine || (items.length === 0 && mine.toConfirm === 0)) return null
  return (
    <Card title={t("title")}>
      {mine.toConfirm > 0 ? (
        <p style={{ margin: "0 0 8px" }}>
          <Go to={paths.confirm()}>{t("ask", { n: mine.toConfirm })}</Go>
        </p>
      ) : null}
      <Rows
        none=""
        rows={items.map((one) => ({
          key: one.id,
          title: `${one.student} · ${one.course}`,
          text: [
            t("left", { done: one.done, all: one.lessons }),
            one.nextLesson ? t("next", { at: moment(one.nextLesson) }) : null,
          ]
            .filter(Boolean)
            .join(" · "),
          value: grouped(one.unearned),
          to: paths.order(one.id),
        }))}
      />
      <p style={{ margin: "8px 0 0" }}>
        <Go to={paths.orders()}>{t("all")}</Go>
      </p>
    </Card>
  )
}
