// Signing in by phone: the number, the code, and for a newcomer the name; one question a page.
import { useState } from "react"
import { citizenCode, citizenSignIn, demoSignIns } from "#contract/kernel/access"
import { api } from "#ui/api"
import {
  Ask,
  askPerson,
  Card,
  goTo,
  Press,
  Rows,
  Title,
  Trouble,
  useAddress,
  usePerson,
  useRead,
  useSend,
} from "#ui/citizen"
import { dictionary } from "#ui/i18n"

const useText = dictionary({
  title: ["登录", "Sign in"],
  phone: ["您的手机号是多少？", "What is your mobile number?"],
  phoneHint: [
    "请用登记在学校、培训机构或银行的号码。",
    "The number the school, the institution or the bank has on file.",
  ],
  send: ["获取验证码", "Send me a code"],
  code: ["收到的验证码是多少？", "Which code did you receive?"],
  codeHint: [
    "已发送到 {phone}，5 分钟内有效。不要告诉任何人，银行人员也不会问。",
    "Sent to {phone}, valid for five minutes. Tell nobody; the bank never asks for it.",
  ],
  enter: ["登录", "Sign in"],
  name: ["怎么称呼您？", "What is your name?"],
  nameHint: ["第一次登录，请填真实姓名。", "This is your first time here: your real name, please."],
  other: ["换一个号码", "Another number"],
  demo: ["演示家长", "Demo parents"],
  demoNote: ["数据均为虚构，点一下即可登录。", "All data are fictional; one press signs in."],
  children: ["孩子：{names}", "Children: {names}"],
  use: ["登录", "Sign in"],
})

/** Where the person wanted to go; an address outside these pages is never followed. */
function useBack(): string {
  const back = useAddress().search.get("back") ?? "/m"
  return /^\/m(\/[\w/%.-]*)?$/.test(back) ? back : "/m"
}

export function CitizenSignIn() {
  const t = useText()
  const back = useBack()
  const [phone, setPhone] = useState("")
  const [step, setStep] = useState<"phone" | "code" | "name">("phone")
  const [code, setCode] = useState("")
  const [name, setName] = useState("")
  const asking = useSend(citizenCode)
  const entering = useSend(citizenSignIn)
  const person = usePerson()
  const arrive = async () => {
    await askPerson()
    goTo(back, true)
  }
  const enter = async (named?: string) => {
    const body = { phone, code: code.trim(), ...(named ? { name: named } : {}) }
    const answer = await entering.send({ body })
    if (answer?.value.next === "name") setStep("name")
    if (answer?.value.next === "done") await arrive()
  }
  const ask = async () => {
    if (await asking.send({ body: { phone: phone.trim() } })) setStep("code")
  }
  return (
    <>
      <Title back="/m">{t("title")}</Title>
      <Card title={t("title")}>
        {step === "phone" ? (
          <Ask
            label={t("phone")}
            hint={t("phoneHint")}
            value={phone}
            change={setPhone}
            button={t("send")}
            busy={asking.busy}
            ask={() => void ask()}
            maxLength={11}
            mode="tel"
            autoComplete="tel-national"
            problem={asking.problem}
          />
        ) : null}
        {step === "code" ? (
          <Ask
            label={t("code")}
            hint={t("codeHint", { phone: `${phone.slice(0, 3)}****${phone.slice(-4)}` })}
            value={code}
            change={setCode}
            button={t("enter")}
            busy={entering.busy}
            ask={() => void enter()}
            maxLength={6}
            mode="numeric"
            autoComplete="one-time-code"
            problem={entering.problem}
          />
        ) : null}
        {step === "name" ? (
          <Ask
            label={t("name")}
            hint={t("nameHint")}
            value={name}
            change={setName}
            button={t("enter")}
            busy={entering.busy}
            ask={() => void enter(name.trim())}
            maxLength={30}
            autoComplete="name"
            problem={entering.problem}
          />
        ) : null}
        {step === "phone" ? null : <Press kind="plain" label={t("other")} press={() => setStep("phone")} />}
      </Card>
      {person?.isDemo === false ? null : <DemoParents arrive={arrive} />}
    </>
  )
}

/** Only a demo branch answers: its text messages go nowhere, so the code is taken from its own list. */
function DemoParents({ arrive }: { arrive: () => Promise<void> }) {
  const t = useText()
  const demo = useRead(demoSignIns).data
  const entering = useSend(citizenSignIn)
  if (!demo || demo.citizens.length === 0) return null
  const use = async (phone: string) => {
    // A code sent a moment ago is still good; the refusal to send another so soon is no hindrance.
    await api(citizenCode, { body: { phone } }).catch(() => undefined)
    const code = (await api(demoSignIns)).citizens.find((one) => one.phone === phone)?.code
    if (!code) return
    const answer = await entering.send({ body: { phone, code } })
    if (answer?.value.next === "done") await arrive()
  }
  return (
    <Card title={t("demo")}>
      <p className="hs-muted" style={{ margin: 0 }}>
        {t("demoNote")}
      </p>
      <Trouble error={entering.problem} />
      <Rows
        none=""
        rows={demo.citizens.map((one) => ({
          key: one.phone,
          title: one.name,
          text: `${one.phone} · ${t("children", { names: one.children.join("、") })}`,
          value: (
            <button
              type="button"
              className="hs-link-button"
              onClick={() => void use(one.phone)}
              aria-label={`${t("use")} ${one.name}`}
            >
              {t("use")}
            </button>
          ),
        }))}
      />
    </Card>
  )
}
