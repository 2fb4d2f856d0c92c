// The console around a staff page: menu by permission, the branch's day, search, notices, the person.
import { Outlet } from "@tanstack/react-router"
import { search } from "#contract/kernel/search"
import { api } from "#ui/api"
import { dictionary, lang, say } from "#ui/i18n"
import { useMe } from "#ui/session"
import { useChanges } from "#ui/progress"
import { SearchPalette, Shell, visibleGroups } from "#ui/shell"
import { StateTag } from "#ui/states"
import { paths } from "../paths.ts"
import { staffScenes } from "../scenes.ts"
import { staffMenu } from "./menu.tsx"
import { NoticeBell } from "./notice-bell.tsx"
import { PersonMenu } from "./person-menu.tsx"

const useText = dictionary({
  product: ["场景金融平台", "Scenario finance"],
  day: ["会计日期", "Accounting date"],
  demo: ["演示分行", "Demo branch"],
})

const groups = staffMenu(staffScenes.flatMap((area) => (area.menu ? [area.menu] : [])))

export function StaffConsole() {
  useChanges()
  const me = useMe()
  const t = useText()
  if (!me) return null
  const held = new Set(me.permissions)
  return (
    <Shell
      home={paths.home()}
      product={t("product")}
      groups={visibleGroups(groups, held)}
      facts={<BranchFacts />}
      search={<SearchPalette find={find} />}
      person={
        <>
          <NoticeBell />
          <PersonMenu me={me} />
        </>
      }
    >
      <Outlet />
    </Shell>
  )
}

function BranchFacts() {
  const me = useMe()
  const t = useText()
  if (!me) return null
  return (
    <>
      <span className="hs-wide-only">
        {t.lang === "zh" ? me.branch.nameZh : me.branch.nameEn}
        {me.outlet ? ` · ${t.lang === "zh" ? me.outlet.nameZh : me.outlet.nameEn}` : ""}
      </span>
      <span>
        <span className="hs-muted hs-wide-only">{t("day")} </span>
        <strong className="hs-number">{me.accountingDate}</strong>
      </span>
      {me.branch.demo ? (
        <span className="hs-wide-only">
          <StateTag tone="warn">{t("demo")}</StateTag>
        </span>
      ) : null}
    </>
  )
}

async function find(text: string) {
  const groups = await api(search, { query: { text } })
  return groups.flatMap((group) => group.hits.map((hit) => ({ ...hit, kind: say(group, lang()) })))
}
