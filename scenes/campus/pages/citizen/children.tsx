// The children of the signed-in parent, each with where it is now and what its card holds; in short on the first page.
import type { z } from "zod"
import { Card, Rows, Shown, Title, useRead } from "#ui/citizen"
import { dictionary } from "#ui/i18n"
import { myChildren } from "../../contract.ts"
import { clock } from "../words.ts"

const useText = dictionary({
  title: ["孩子在校", "My child at school"],
  none: [
    "没有登记在您名下的在校学生。请与学校核对登记的手机号。",
    "No pupil is registered under you; check your number with the school.",
  ],
  in: ["{at} 起在校", "at school since {at}"],
  out: ["{at} 已离校", "left at {at}"],
  self: ["本人", "yourself"],
  unknown: ["还没有进出记录", "no passing yet"],
})

export function Children() {
  const t = useText()
  const reading = useRead(myChildren)
  return (
    <>
      <Title back="/m">{t("title")}</Title>
      <Card title={t("title")}>
        <Shown reading={reading}>{({ items }) => <ChildRows items={items} />}</Shown>
      </Card>
    </>
  )
}

/** Nothing for somebody without a child at a school. */
export function CampusHome() {
  const t = useText()
  const items = useRead(myChildren).data?.items ?? []
  if (items.length === 0) return null
  return (
    <Card title={t("title")}>
      <ChildRows items={items} />
    </Card>
  )
}

function ChildRows({ items }: { items: z.output<typeof myChildren.response>["items"] }) {
  const t = useText()
  return (
    <Rows
      none={t("none")}
      rows={items.map((one) => ({
        key: one.id,
        title: `${one.name} · ${one.isSelf ? t("self") : (one.classTitle ?? "")}`,
        text: one.presence ? t(one.presence, { at: clock(one.since) }) : t("unknown"),
        value: one.balance === null ? "" : `¥${one.balance}`,
        to: `/m/campus/${one.id}`,
      }))}
    />
  )
}
