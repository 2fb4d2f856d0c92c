// A new member of staff turns the invitation into a password of their own.
import { activateStaff } from "#contract/kernel/access"
import { api } from "#ui/api"
import { FormShell, PasswordField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { To, useGo } from "#ui/link"
import { paths } from "../../paths.ts"
import { SignInFrame } from "./frame.tsx"

const useText = dictionary({
  title: ["设置密码", "Set your password"],
  note: ["邀请码由系统管理员交给您，只能用一次。", "The system administrator gave you the invitation; it works once."],
  staffNo: ["工号", "Staff number"],
  invitation: ["邀请码", "Invitation"],
  password: ["新密码", "New password"],
  save: ["保存", "Save"],
  back: ["返回登录", "Back to sign-in"],
})

interface Values {
  staffNo: string
  invitation: string
  password: string
}

export function ActivatePage() {
  const t = useText()
  const go = useGo()
  return (
    <SignInFrame title={t("title")} note={t("note")}>
      <FormShell<Values, unknown>
        name="activate"
        submitLabel={t("save")}
        submit={(body, idempotencyKey) => api(activateStaff, { body, idempotencyKey })}
        done={() => go(paths.signIn())}
      >
        <TextField name="staffNo" label={t("staffNo")} required autoComplete="username" />
        <TextField name="invitation" label={t("invitation")} required />
        <PasswordField name="password" label={t("password")} required autoComplete="new-password" />
      </FormShell>
      <p style={{ margin: "14px 0 0" }}>
        <To href={paths.signIn()}>{t("back")}</To>
      </p>
    </SignInFrame>
  )
}
