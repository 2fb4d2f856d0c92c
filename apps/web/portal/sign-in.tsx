// A firm's person signs in with the mobile number on file and the code sent to it.
import { useState } from "react"
import { demoSignIns, portalCode, portalSignIn } from "#contract/kernel/access"
import { api, useEndpoint } from "#ui/api"
import { CodeField, FormShell, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { queryClient } from "../client.ts"
import { SignInFrame } from "../pages/sign-in/frame.tsx"
import { paths } from "../paths.ts"

const useText = dictionary({
  title: ["企业与机构登录", "Sign in for firms and institutions"],
  note: ["请用在银行登记过的手机号。", "Use the mobile number on file with the bank."],
  phone: ["手机号", "Mobile number"],
  send: ["获取验证码", "Send the code"],
  codeTitle: ["输入短信验证码", "Enter the SMS code"],
  sent: ["验证码已发送到 {phone}，5 分钟内有效。", "The code was sent to {phone}; it is valid for five minutes."],
  code: ["6 位验证码", "Six-digit code"],
  enter: ["登录", "Sign in"],
  again: ["换一个手机号", "Use another number"],
  demo: ["演示企业与机构", "Demo firms and institutions"],
  demoNote: ["数据均为虚构，点一下即可登录。", "All data are fictional; one click signs in."],
})

export function PortalSignInPage() {
  const [phone, setPhone] = useState<string | null>(null)
  return phone === null ? <AskPhone sent={setPhone} /> : <AskCode phone={phone} back={() => setPhone(null)} />
}

function useEnter(): () => void {
  const go = useGo()
  return () => {
    queryClient.clear()
    go(paths.portal(), true)
  }
}

function AskPhone({ sent }: { sent: (phone: string) => void }) {
  const t = useText()
  return (
    <SignInFrame title={t("title")} note={t("note")}>
      <FormShell<{ phone: string }, string>
        name="portal-phone"
        guard={false}
        submitLabel={t("send")}
        submit={async (body, idempotencyKey) => {
          await api(portalCode, { body, idempotencyKey })
          return body.phone
        }}
        done={sent}
      >
        <TextField name="phone" label={t("phone")} required type="tel" autoComplete="tel-national" max={11} />
      </FormShell>
      <DemoFirms />
    </SignInFrame>
  )
}

function AskCode({ phone, back }: { phone: string; back: () => void }) {
  const t = useText()
  const enter = useEnter()
  return (
    <SignInFrame title={t("codeTitle")} note={t("sent", { phone: `${phone.slice(0, 3)}****${phone.slice(-4)}` })}>
      <FormShell<{ code: string }, unknown>
        name="portal-code"
        guard={false}
        submitLabel={t("enter")}
        submit={({ code }, idempotencyKey) => api(portalSignIn, { body: { phone, code }, idempotencyKey })}
        done={enter}
      >
        <CodeField name="code" label={t("code")} required />
      </FormShell>
      <p style={{ margin: "14px 0 0" }}>
        <button type="button" className="hs-link-button" onClick={back}>
          {t("again")}
        </button>
      </p>
    </SignInFrame>
  )
}

/** Only a demo branch answers: its text messages go nowhere, so the code is shown here instead. */
function DemoFirms() {
  const t = useText()
  const say = useSay()
  const enter = useEnter()
  const demo = useEndpoint(demoSignIns).data
  const [busy, setBusy] = useState(false)
  if (!demo || demo.portal.length === 0) return null
  const use = async (phone: string) => {
    setBusy(true)
    try {
      // A code sent a moment ago is still good; the refusal to send another so soon is no hindrance.
      await api(portalCode, { body: { phone } }).catch(() => undefined)
      const code = (await api(demoSignIns)).portal.find((one) => one.phone === phone)?.code
      if (!code) return
      await api(portalSignIn, { body: { phone, code } })
      enter()
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="hs-demo">
      <h2>{t("demo")}</h2>
      <div className="hs-muted hs-small">{t("demoNote")}</div>
      <ul style={{ gridTemplateColumns: "minmax(0, 1fr)" }}>
        {demo.portal.map((one) => (
          <li key={one.phone}>
            <button type="button" disabled={busy} onClick={() => void use(one.phone)}>
              <div>{one.firm}</div>
              <div className="hs-muted hs-small">
                {one.name} · {one.posts.map(say).join("、")} · {one.phone}
              </div>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
