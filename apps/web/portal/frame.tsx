// The frame of the portal: few things, plain words, works on a phone.
import { HomeOutlined } from "@ant-design/icons"
import { Outlet } from "@tanstack/react-router"
import { dictionary } from "#ui/i18n"
import { useMe } from "#ui/session"
import { type MenuGroup, Shell, SlotsOf, visibleGroups } from "#ui/shell"
import { paths } from "../paths.ts"
import { portalScenes } from "../scenes.ts"
import { PersonMenu } from "../staff/person-menu.tsx"

const useText = dictionary({ product: ["企业与机构服务", "For firms and institutions"] })

const start: MenuGroup = {
  key: "portal-start",
  label: { zh: "首页", en: "Start" },
  entries: [{ href: paths.portal(), label: { zh: "我的业务", en: "My business" }, icon: <HomeOutlined /> }],
}
const groups = [start, ...portalScenes.flatMap((area) => (area.menu ? [area.menu] : []))]

export function PortalFrame() {
  const t = useText()
  const me = useMe()
  if (!me) return null
  return (
    <Shell
      home={paths.portal()}
      product={t("product")}
      groups={visibleGroups(groups, new Set(me.permissions))}
      facts={<strong style={{ overflow: "hidden", textOverflow: "ellipsis" }}>{me.party?.name}</strong>}
      person={<PersonMenu me={me} />}
    >
      <SlotsOf areas={portalScenes}>
        <Outlet />
      </SlotsOf>
    </Shell>
  )
}
