// The citizens' landing: what the branch offers here today, where its outlets are, and whether a paper is genuine.
// Pages of scenes open below it. Lists only what works; nothing that is merely planned.
import { type ComponentType, lazy, Suspense, useEffect, useState } from "react"
import { listOutlets } from "#contract/kernel/org"
import { api, sentence } from "#ui/api"
import { Card, setElder, useElder } from "#ui/citizen"
import { dictionary, setLang, useSay } from "#ui/i18n"
import { openPages } from "./scenes.ts"
import { VerifyPaper } from "./verify.tsx"

const useText = dictionary({
  brand: ["活水", "Huoshui"],
  elder: ["长辈版", "Large type"],
  language: ["English", "中文"],
  title: ["便民服务", "Services for citizens"],
  intro: [
    "不用登录就能办：核验本行开出的文书，查服务价格，查找网点。",
    "Without signing in: check a paper of this bank, read its prices, find an outlet.",
  ],
  outlets: ["网点", "Outlets"],
  firms: ["企业客户", "For firms"],
  firmsText: [
    "申请贷款、查看进度、签约和还款，请从企业门户登录。",
    "Apply, follow, sign and repay in the portal for firms.",
  ],
  firmsLink: ["进入企业门户", "Open the portal for firms"],
  none: ["暂时查不到网点。", "No outlets to show."],
  safety: ["提醒", "Please note"],
  safetyText: [
    "银行工作人员不会索要您的短信验证码和密码。转账前多问一句，可拨打 110 或 96110 咨询。",
    "Bank staff never ask for your SMS code or password. When in doubt about a transfer, call 110 or 96110.",
  ],
  skip: ["跳到正文", "Skip to content"],
  open: ["打开", "Open"],
  back: ["返回便民服务", "Back to the services"],
})

const opened = openPages.find((page) => page.path === globalThis.location.pathname)
const Opened: ComponentType | null = opened ? lazy(async () => ({ default: await opened.load() })) : null

interface Outlet {
  code: string
  nameZh: string
  nameEn: string
  kind: "branch" | "outlet"
}

export function Citizens() {
  const t = useText()
  const elder = useElder()
  useEffect(() => {
    document.title = `${t("title")} · ${t("brand")}`
  }, [t])
  return (
    <div className="hs-m">
      <a className="hs-skip" href="#main">
        {t("skip")}
      </a>
      <header>
        <a href="/m">
          <img src="/mark.svg" alt="" width="32" height="32" />
          {t("brand")}
        </a>
        <div className="hs-m-tools">
          <button type="button" aria-pressed={elder} onClick={() => setElder(!elder)}>
            {t("elder")}
          </button>
          <button type="button" onClick={() => setLang(t.lang === "zh" ? "en" : "zh")}>
            {t("language")}
          </button>
        </div>
      </header>
      <main id="main">
        {Opened ? (
          <Suspense fallback={null}>
            <Opened />
            <p>
              <a href="/m">{t("back")}</a>
            </p>
          </Suspense>
        ) : (
          <Landing />
        )}
      </main>
    </div>
  )
}

function Landing() {
  const t = useText()
  const say = useSay()
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="hs-muted" style={{ margin: 0 }}>
        {t("intro")}
      </p>
      <VerifyPaper />
      {openPages.map((page) => (
        <Card key={page.path} title={say(page.label)}>
          <p style={{ margin: "0 0 8px" }}>{say(page.text)}</p>
          <a href={page.path}>{t("open")}</a>
        </Card>
      ))}
      <Outlets />
      <Card title={t("firms")}>
        <p style={{ margin: "0 0 8px" }}>{t("firmsText")}</p>
        <a href="/portal">{t("firmsLink")}</a>
      </Card>
      <Card title={t("safety")}>
        <p style={{ margin: 0 }}>{t("safetyText")}</p>
      </Card>
    </>
  )
}

function Outlets() {
  const t = useText()
  const [outlets, setOutlets] = useState<Outlet[] | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    api(listOutlets)
      .then(setOutlets)
      .catch((error: unknown) => setFault(sentence(error)))
  }, [])
  return (
    <Card title={t("outlets")}>
      {fault ? <p role="alert">{fault}</p> : null}
      {outlets?.length === 0 ? <p>{t("none")}</p> : null}
      <ul className="hs-m-list">
        {(outlets ?? []).map((outlet) => (
          <li key={outlet.code}>{t.lang === "zh" ? outlet.nameZh : outlet.nameEn}</li>
        ))}
      </ul>
    </Card>
  )
}
