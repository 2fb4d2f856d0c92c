// The citizens' app: a frame with large type and language, the first page, and the scenes' pages below it.
import { type ComponentType, lazy, Suspense, useEffect } from "react"
import {
  type CitizenPageComponent,
  Go,
  goTo,
  leave,
  matchPath,
  setElder,
  Title,
  useAddress,
  useElder,
  usePerson,
} from "#ui/citizen"
import { dictionary, setLang } from "#ui/i18n"
import { Landing } from "./landing.tsx"
import { citizenAreas } from "./scenes.ts"

const signInPath = "/m/sign-in"
// The code printed on a paper leads to the second one.
const landingPaths: ReadonlySet<string> = new Set(["/m", "/m/", "/m/verify"])

const useText = dictionary({
  brand: ["活水", "Huoshui"],
  title: ["便民服务", "Services for citizens"],
  elder: ["长辈版", "Large type"],
  language: ["English", "中文"],
  skip: ["跳到正文", "Skip to content"],
  signIn: ["登录", "Sign in"],
  signOut: ["退出登录", "Sign out"],
  hello: ["{name}，您好", "Hello {name}"],
  back: ["返回便民服务", "Back to the services"],
  lost: ["没有这个页面", "There is no such page"],
  lostText: ["链接可能已经失效，请从首页重新进入。", "The link may be old; start again from the first page."],
})

interface Route {
  path: string
  isOpen: boolean
  Page: ComponentType<{ params: Record<string, string> }>
}

const laterPage = (load: () => Promise<CitizenPageComponent>) => lazy(async () => ({ default: await load() }))

const routes: readonly Route[] = [
  { path: signInPath, isOpen: true, Page: laterPage(async () => (await import("./sign-in.tsx")).CitizenSignIn) },
  ...citizenAreas
    .flatMap((area) => area.pages)
    .map((page) => ({ path: page.path, isOpen: page.isOpen ?? false, Page: laterPage(page.load) })),
]

export function Citizens() {
  const t = useText()
  const elder = useElder()
  const person = usePerson()
  useEffect(() => {
    document.title = `${t("title")} · ${t("brand")}`
  }, [t])
  return (
    <div className="hs-m">
      <a className="hs-skip" href="#main">
        {t("skip")}
      </a>
      <header>
        <Go to="/m">
          <img src="/mark.svg" alt="" width="32" height="32" />
          {t("brand")}
        </Go>
        <div className="hs-m-tools">
          <button type="button" aria-pressed={elder} onClick={() => setElder(!elder)}>
            {t("elder")}
          </button>
          <button type="button" onClick={() => setLang(t.lang === "zh" ? "en" : "zh")}>
            {t("language")}
          </button>
        </div>
      </header>
      {person ? (
        <div className="hs-m-person">
          <span>{t("hello", { name: person.name })}</span>
          <button type="button" className="hs-link-button" onClick={() => void leave().then(() => goTo("/m"))}>
            {t("signOut")}
          </button>
        </div>
      ) : null}
      <main id="main">
        <Opened />
      </main>
    </div>
  )
}

function Opened() {
  const t = useText()
  const person = usePerson()
  const { path, search } = useAddress()
  const found = routes.flatMap((route) => {
    const params = matchPath(route.path, path)
    return params ? [{ route, params }] : []
  })[0]
  const mustSignIn = found !== undefined && !found.route.isOpen && person === null
  useEffect(() => {
    if (mustSignIn) goTo(`${signInPath}?back=${encodeURIComponent(path)}`, true)
  }, [mustSignIn, path])
  if (landingPaths.has(path)) return <Landing signInPath={signInPath} code={search.get("code") ?? ""} />
  if (!found) {
    return (
      <>
        <Title>{t("lost")}</Title>
        <p>{t("lostText")}</p>
        <Go to="/m">{t("back")}</Go>
      </>
    )
  }
  if (!found.route.isOpen && !person) return null
  const { Page } = found.route
  return (
    <Suspense fallback={null}>
      <Page key={path} params={found.params} />
      {path === signInPath ? null : (
        <p>
          <Go to="/m">{t("back")}</Go>
        </p>
      )}
    </Suspense>
  )
}
