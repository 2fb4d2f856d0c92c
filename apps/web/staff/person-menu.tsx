// Who is signed in, with which posts, and the way out.
import { LogoutOutlined, UserOutlined } from "@ant-design/icons"
import { Button, Dropdown } from "antd"
import type { z } from "zod"
import { type me as meShape, portalSignOut, signOut } from "#contract/kernel/access"
import { useAction } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { queryClient } from "../client.ts"

const useText = dictionary({
  out: ["退出登录", "Sign out"],
  person: ["我的账号：{name}", "My account: {name}"],
})

export function PersonMenu({ me }: { me: z.output<typeof meShape> }) {
  const t = useText()
  const say = useSay()
  const leave = useAction(me.kind === "portal" ? portalSignOut : signOut, () => {
    queryClient.clear()
    globalThis.location.assign(me.kind === "portal" ? "/portal/sign-in" : "/sign-in")
  })
  const posts = me.roles.map((role) => say(role)).join("、")
  const items = [
    { key: "who", disabled: true, label: `${me.name}${posts ? ` · ${posts}` : ""}` },
    { type: "divider" as const },
    { key: "out", icon: <LogoutOutlined />, label: t("out") },
  ]
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => key === "out" && leave.mutate({}) }}>
      <Button type="text" icon={<UserOutlined />} aria-label={t("person", { name: me.name })}>
        <span className="hs-wide-only">{me.name}</span>
      </Button>
    </Dropdown>
  )
}
