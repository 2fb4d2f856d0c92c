// An address that leads nowhere: say so and offer the way home.
import { dictionary } from "#ui/i18n"
import { To } from "#ui/link"
import { Nothing } from "#ui/page"
import { isPortal } from "#ui/paths"

const useText = dictionary({
  text: ["这个页面不存在，可能已移动，或您没有权限。", "This page does not exist, has moved, or is not yours to see."],
  home: ["回到首页", "Back to the start page"],
})

export function NotFound() {
  const t = useText()
  const home = isPortal() ? "/portal" : "/"
  return <Nothing text={t("text")} next={<To href={home}>{t("home")}</To>} />
}
