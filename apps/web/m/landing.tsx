// The first page: what waits for the person who is signed in, what the branch offers here today, where its outlets are, and
// whether a paper is genuine. Lists only what works; nothing that is merely planned.
import { lazy, Suspense } from "react"
import { listOutlets } from "#contract/kernel/org"
import { Card, Go, Shown, Title, usePerson, useRead } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { citizenAreas } from "./scenes.ts"
import { VerifyPaper } from "./verify.tsx"

const useText = dictionary({
  title: ["便民服务", "Services for citizens"],
  intro: [
    "不用登录就能办：核验本行开出的文书，查服务价格，查找网点。",
    "Without signing in: check a paper of this bank, read its prices, find an outlet.",
  ],
  mine: ["我和孩子的事", "Mine and my children's"],
  mineText: [
    "缴费、课时、校园卡，用手机号登录后办理。",
    "Bills, lessons and the school card, after signing in by phone.",
  ],
  signIn: ["登录", "Sign in"],
  outlets: ["网点", "Outlets"],
  none: ["暂时查不到网点。", "No outlets to show."],
  firms: ["企业、学校与机构", "For firms, schools and institutions"],
  firmsText: [
    "申请贷款、收费、管理课程与校园，请从门户登录。",
    "Loans, collecting, courses and the campus are in the portal.",
  ],
  firmsLink: ["进入门户", "Open the portal"],
  safety: ["提醒", "Please note"],
  safetyText: [
    "银行工作人员不会索要您的短信验证码和密码。转账前多问一句，可拨打 110 或 96110 咨询。",
    "Bank staff never ask for your SMS code or password. When in doubt about a transfer, call 110 or 96110.",
  ],
  open: ["打开", "Open"],
})

const homes = citizenAreas.flatMap((area) => (area.home ? [lazy(async () => ({ default: await area.home!() }))] : []))
const entries = citizenAreas.flatMap((area) => area.entries ?? [])

export function Landing({ signInPath, code }: { signInPath: string; code: string }) {
  const t = useText()
  const say = useSay()
  const person = usePerson()
  return (
    <>
      <Title>{t("title")}</Title>
      {person ? (
        <Suspense fallback={null}>
          {homes.map((Home, at) => (
            <Home key={at} />
          ))}
        </Suspense>
      ) : (
        <p className="hs-muted" style={{ margin: 0 }}>
          {t("intro")}
        </p>
      )}
      {person === null && homes.length > 0 ? (
        <Card title={t("mine")}>
          <p style={{ margin: "0 0 8px" }}>{t("mineText")}</p>
          <Go to={signInPath}>{t("signIn")}</Go>
        </Card>
      ) : null}
      {code ? <VerifyPaper given={code} /> : null}
      {entries.map((entry) => (
        <Card key={entry.path} title={say(entry.label)}>
          <p style={{ margin: "0 0 8px" }}>{say(entry.text)}</p>
          <Go to={entry.path}>
            {t("open")}
            <span className="hs-hidden"> {say(entry.label)}</span>
          </Go>
        </Card>
      ))}
      {code ? null : <VerifyPaper given="" />}
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
  const reading = useRead(listOutlets)
  return (
    <Card title={t("outlets")}>
      <Shown reading={reading}>
        {(outlets) =>
          outlets.length === 0 ? (
            <p>{t("none")}</p>
          ) : (
            <ul className="hs-m-list">
              {outlets.map((outlet) => (
                <li key={outlet.code}>{t.lang === "zh" ? outlet.nameZh : outlet.nameEn}</li>
              ))}
            </ul>
          )
        }
      </Shown>
    </Card>
  )
}
