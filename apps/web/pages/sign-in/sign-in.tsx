// Staff sign-in: password, then the code of the authenticator app; the first time, binding that app by a QR code.
import { Alert, QRCode } from "antd"
import { useEffect, useState } from "react"
import { demoSignIns, enrolment, signIn, signInCode } from "#contract/kernel/access"
import { api, sentence, useEndpoint } from "#ui/api"
import { CodeField, FormShell, PasswordField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { To, useGo, useUrlValues } from "#ui/link"
import { Loaded } from "#ui/page"
import { queryClient } from "../../client.ts"
import { paths } from "../../paths.ts"
import { SignInFrame } from "./frame.tsx"

const useText = dictionary({
  title: ["员工登录", "Staff sign-in"],
  staffNo: ["工号", "Staff number"],
  password: ["密码", "Password"],
  next: ["下一步", "Continue"],
  invited: ["有邀请码？设置密码", "Have an invitation? Set your password"],
  codeTitle: ["动态验证码", "One-time code"],
  codeNote: ["打开手机上的验证器，输入当前 6 位数字。", "Open your authenticator app and enter the six digits."],
  code: ["6 位验证码", "Six-digit code"],
  enter: ["登录", "Sign in"],
  enrolTitle: ["首次登录：绑定验证器", "First sign-in: bind an authenticator"],
  enrolNote: [
    "用手机验证器扫描二维码，再输入它显示的 6 位数字。",
    "Scan the code with an authenticator app, then enter its six digits.",
  ],
  secret: ["不能扫码时，手工输入密钥：", "If you cannot scan, type this key:"],
  demo: ["演示账号", "Demo sign-ins"],
  others: ["其他岗位和网点", "Other posts and outlets"],
  wait: [
    "每个验证码只能用一次；同一人短时间内多次登录，请等半分钟再点。",
    "A code is good once. Signed in several times just now? Wait half a minute and press again.",
  ],
  demoNote: ["数据均为虚构，点一下即可登录。", "All data are fictional; one click signs in."],
})

type Stage = "password" | "totp" | "enrol"

export function SignInPage() {
  const [stage, setStage] = useState<Stage>("password")
  const enter = useEnter()
  useEffect(() => {
    document.title = "登录 · 活水"
  }, [])
  const moved = ({ next }: { next: "totp" | "enrol" | "done" }) => (next === "done" ? enter() : setStage(next))
  if (stage === "enrol") return <Enrol done={enter} />
  if (stage === "totp") return <Code done={enter} />
  return <Password moved={moved} enter={enter} />
}

function useEnter(): () => void {
  const go = useGo()
  const [{ back }] = useUrlValues()
  return () => {
    queryClient.clear()
    // Only addresses of this site: a link in a mail must not lead elsewhere after signing in.
    go(back && /^\/(?![/\\])/.test(back) ? back : paths.home(), true)
  }
}

function Password({ moved, enter }: { moved: (to: { next: "totp" | "enrol" | "done" }) => void; enter: () => void }) {
  const t = useText()
  return (
    <SignInFrame title={t("title")}>
      <FormShell<{ staffNo: string; password: string }, { next: "totp" | "enrol" | "done" }>
        name="sign-in"
        guard={false}
        submitLabel={t("next")}
        submit={(body, idempotencyKey) => api(signIn, { body, idempotencyKey })}
        done={moved}
      >
        <TextField name="staffNo" label={t("staffNo")} required autoComplete="username" />
        <PasswordField name="password" label={t("password")} required autoComplete="current-password" />
      </FormShell>
      <p style={{ margin: "14px 0 0" }}>
        <To href={paths.activate()}>{t("invited")}</To>
      </p>
      <DemoStaff enter={enter} />
    </SignInFrame>
  )
}

function Code({ done }: { done: () => void }) {
  const t = useText()
  return (
    <SignInFrame title={t("codeTitle")} note={t("codeNote")}>
      <FormShell<{ code: string }, unknown>
        name="code"
        guard={false}
        submitLabel={t("enter")}
        submit={(body, idempotencyKey) => api(signInCode, { body, idempotencyKey })}
        done={done}
      >
        <CodeField name="code" label={t("code")} required />
      </FormShell>
    </SignInFrame>
  )
}

function Enrol({ done }: { done: () => void }) {
  const t = useText()
  const offered = useEndpoint(enrolment)
  return (
    <SignInFrame title={t("enrolTitle")} note={t("enrolNote")}>
      <Loaded query={offered}>
        {({ secret, address }) => (
          <>
            <div className="hs-enrol">
              <QRCode value={address} size={148} type="svg" bgColor="#ffffff" color="#000000" />
              <div className="hs-small">
                {t("secret")} <code>{secret}</code>
              </div>
            </div>
            <FormShell<{ code: string }, unknown>
              name="enrol"
              guard={false}
              submitLabel={t("enter")}
              submit={({ code }, idempotencyKey) =>
                api(signInCode, { body: { code, enrolSecret: secret }, idempotencyKey })
              }
              done={done}
            >
              <CodeField name="code" label={t("code")} required />
            </FormShell>
          </>
        )}
      </Loaded>
    </SignInFrame>
  )
}

/** The posts one case passes through, in its order; all others are folded away. */
const storyPosts = ["M2001", "H1005", "H1002", "Z2001", "H1003", "H1006", "H1008", "A9003"]

/** Only a demo branch answers; anywhere else nothing is shown. */
function DemoStaff({ enter }: { enter: () => void }) {
  const t = useText()
  const demo = useEndpoint(demoSignIns).data
  const [busy, setBusy] = useState<string | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  if (!demo || demo.staff.length === 0) return null
  const use = async (one: (typeof demo.staff)[number]) => {
    setBusy(one.staffNo)
    setRefused(null)
    try {
      const fresh = await api(demoSignIns)
      const now = fresh.staff.find((each) => each.staffNo === one.staffNo) ?? one
      const { next } = await api(signIn, { body: { staffNo: now.staffNo, password: now.password } })
      if (next === "totp") await api(signInCode, { body: { code: now.code } })
      enter()
    } catch (error) {
      setRefused(error)
    } finally {
      setBusy(null)
    }
  }
  const person = (one?: (typeof demo.staff)[number]) =>
    one ? (
      <li key={one.staffNo}>
        <button type="button" disabled={busy !== null} onClick={() => void use(one)}>
          <div>
            {one.name} <span className="hs-muted hs-small">{one.staffNo}</span>
          </div>
          <div className="hs-muted hs-small">{t.lang === "zh" ? one.roleZh : one.roleEn}</div>
        </button>
      </li>
    ) : null
  return (
    <section className="hs-demo">
      <h2>{t("demo")}</h2>
      <div className="hs-muted hs-small">{t("demoNote")}</div>
      {refused ? (
        <Alert type="warning" showIcon role="alert" title={sentence(refused)} description={t("wait")} />
      ) : null}
      <ul>{storyPosts.map((staffNo) => person(demo.staff.find((one) => one.staffNo === staffNo)))}</ul>
      <details>
        <summary>{t("others")}</summary>
        <ul>{demo.staff.filter((one) => !storyPosts.includes(one.staffNo)).map(person)}</ul>
      </details>
    </section>
  )
}
