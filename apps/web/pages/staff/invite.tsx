// Inviting a member of staff; the posts wait for the security administrator.
import { inviteStaffEndpoint } from "#contract/kernel/access"
import { api } from "#ui/api"
import { DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useNotAllowed, useOutlets } from "#ui/session"
import { useRoles } from "./roles.tsx"

const useText = dictionary({
  invite: ["新增员工", "Invite"],
  staffNo: ["工号", "Staff number"],
  hint: ["字母加 4 至 8 位数字，例如 A10025", "A letter and 4 to 8 digits, e.g. A10025"],
  name: ["姓名", "Name"],
  person: ["人员编号", "Person id"],
  personHint: [
    "同一个人的多个账号填同一编号，审批时视为一人。",
    "Accounts of one person share this; they count as one in approvals.",
  ],
  outlet: ["网点", "Outlet"],
  posts: ["申请岗位", "Posts asked for"],
})

interface Values {
  staffNo: string
  name: string
  personId: string
  outlet: string
  roles: string[]
}

export function InviteStaff({ invited }: { invited: (invitation: string) => void }) {
  const t = useText()
  const notAllowed = useNotAllowed()
  const { options: outlets } = useOutlets()
  const { options } = useRoles()
  return (
    <DialogAction<Values, { invitation: string }>
      name="invite"
      label={t("invite")}
      kind="primary"
      disabledReason={notAllowed("access.staff")}
      submitLabel={t("invite")}
      submit={(body, idempotencyKey) => api(inviteStaffEndpoint, { body, idempotencyKey })}
      done={({ invitation }) => invited(invitation)}
    >
      <TextField name="staffNo" label={t("staffNo")} required hint={t("hint")} max={9} />
      <TextField name="name" label={t("name")} required max={30} />
      <TextField name="personId" label={t("person")} required hint={t("personHint")} max={40} />
      <SelectField name="outlet" label={t("outlet")} required options={outlets} />
      <SelectField name="roles" label={t("posts")} required options={options} many />
    </DialogAction>
  )
}
