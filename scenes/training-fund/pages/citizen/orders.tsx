// All orders of the family.
import { Card, Go, Rows, Shown, Title, useRead } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { grouped } from "#ui/money"
import { myOrders } from "../../family/contract.ts"
import { orderTitles } from "../../states.ts"
import { familyPaths as paths } from "./paths.ts"

const useText = dictionary({
  title: ["我家的培训订单", "My training orders"],
  none: ["还没有培训订单。", "No orders yet."],
  ask: ["有 {n} 节课等您确认", "{n} lessons wait for your word"],
  claims: ["清退登记与收款账户", "Claims of a run-off"],
  courses: ["看看可报名的课程", "Courses that are open"],
  line: ["{institution} · {state} · 已上 {done}/{all}", "{institution} · {state} · {done} of {all} held"],
})

export function MyOrders() {
  const t = useText()
  const say = useSay()
  const reading = useRead(myOrders)
  return (
    <>
      <Title back="/m">{t("title")}</Title>
      <Shown reading={reading}>
        {({ items, toConfirm }) => (
          <>
            {toConfirm > 0 ? (
              <p>
                <Go to={paths.confirm()}>{t("ask", { n: toConfirm })}</Go>
              </p>
            ) : null}
            <Card title={t("title")}>
              <Rows
                none={t("none")}
                rows={items.map((one) => ({
                  key: one.id,
                  title: `${one.student} · ${one.course}`,
                  text: t("line", {
                    institution: one.institution,
                    state: say(orderTitles[one.state]),
                    done: one.done,
                    all: one.lessons,
                  }),
                  value: grouped(one.unearned),
                  to: paths.order(one.id),
                }))}
              />
            </Card>
            {items.some((one) => one.claimed) ? (
              <p>
                <Go to={paths.claims()}>{t("claims")}</Go>
              </p>
            ) : null}
            <p>
              <Go to={paths.courses()}>{t("courses")}</Go>
            </p>
          </>
        )}
      </Shown>
    </>
  )
}
