// The frame of a console: menu at the left (a drawer on a phone), header with the branch's day and the person,
// skip link and landmarks for keyboards and screen readers. Knows no area: the app hands in the menu.
import { MenuOutlined } from "@ant-design/icons"
import { Button, Drawer, Menu } from "antd"
import { useRouterState } from "@tanstack/react-router"
import { type ReactNode, useEffect, useRef, useState } from "react"
import { dictionary, useSay } from "#ui/i18n"
import { To, useGo } from "#ui/link"
import { useNarrow } from "#ui/page"
import { activeHref, type MenuGroup } from "./menu.ts"
import { LanguageSwitch, ShadeSwitch } from "./switches.tsx"

const useText = dictionary({
  skip: ["跳到正文", "Skip to content"],
  menu: ["菜单", "Menu"],
  main: ["主菜单", "Main menu"],
  name: ["活水", "Huoshui"],
})

export interface ShellProps {
  home: string
  product: string
  groups: readonly MenuGroup[]
  /** Facts of the branch: its name, accounting day, demo mark. */
  facts?: ReactNode
  search?: ReactNode
  /** Notices and the person. */
  person: ReactNode
  children: ReactNode
}

export function Shell({ home, product, groups, facts, search, person, children }: ShellProps) {
  const t = useText()
  const narrow = useNarrow()
  const [open, setOpen] = useState(false)
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    setOpen(false)
    globalThis.scrollTo(0, 0)
  }, [pathname])
  const menu = <SideMenu groups={groups} pathname={pathname} label={t("main")} />
  return (
    <div className="hs-shell">
      <a className="hs-skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        {t("skip")}
      </a>
      <header className="hs-header">
        {narrow ? (
          <Button type="text" icon={<MenuOutlined />} aria-label={t("menu")} onClick={() => setOpen(true)} />
        ) : null}
        <To href={home} className="hs-brand" label={`${t("name")} ${product}`}>
          <Mark />
          <strong>{t("name")}</strong>
          <span className="hs-wide-only hs-muted">{product}</span>
        </To>
        <div className="hs-header-facts">{facts}</div>
        <div className="hs-header-tools">
          {search}
          <LanguageSwitch />
          <ShadeSwitch />
          {person}
        </div>
      </header>
      <div className="hs-body">
        {narrow ? (
          <Drawer
            open={open}
            onClose={() => setOpen(false)}
            placement="left"
            size={264}
            title={t("menu")}
            styles={{ body: { padding: 0 } }}
          >
            {menu}
          </Drawer>
        ) : (
          <aside className="hs-side">{menu}</aside>
        )}
        <main id="main" ref={main} tabIndex={-1} className="hs-main">
          {children}
        </main>
      </div>
    </div>
  )
}

function SideMenu({ groups, pathname, label }: { groups: readonly MenuGroup[]; pathname: string; label: string }) {
  const say = useSay()
  const go = useGo()
  const active = activeHref(groups, pathname)
  const items = groups.map((group) => ({
    key: group.key,
    type: "group" as const,
    label: say(group.label),
    children: group.entries.map((entry) => ({ key: entry.href, icon: entry.icon, label: say(entry.label) })),
  }))
  return (
    <nav aria-label={label}>
      <Menu
        mode="inline"
        items={items}
        selectedKeys={active ? [active] : []}
        onClick={({ key }) => go(key)}
        style={{ borderInlineEnd: 0, background: "transparent" }}
      />
    </nav>
  )
}

/** The mark: a drop that flows on. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden>
      <rect width="32" height="32" rx="8" fill="var(--hs-primary)" />
      <path d="M16 5c4.2 5 6.6 8.3 6.6 11.6a6.6 6.6 0 0 1-13.2 0C9.4 13.3 11.8 10 16 5Z" fill="#fff" />
      <path
        d="M7 26c2.3-1.7 4.2-1.7 6 0s3.7 1.7 6 0 4.2-1.7 6 0"
        fill="none"
        stroke="#fff"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </svg>
  )
}
