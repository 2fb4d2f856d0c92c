// Members of staff and their posts. The system administrator invites, the security administrator grants: two people.
import { Alert, Tabs } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { disableStaffEndpoint, listStaff, requestRolesEndpoint, type staffItem } from "#contract/kernel/access"
import { api, useEndpoint } from "#ui/api"
import { DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Loaded, Nothing, Page, Panel } from "#ui/page"
import { useNotAllowed, useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import { paths } from "../../paths.ts"
import { InviteStaff } from "./invite.tsx"
import { RoleMatrix, useRoles } from "./roles.tsx"

type Member = z.output<typeof staffItem>

const useText = dictionary({
  title: ["员工与岗位", "Staff and posts"],
  staff: ["员工", "Staff"],
  matrix: ["岗位权限表", "What each post may do"],
  staffNo: ["工号", "Staff number"],
  name: ["姓名", "Name"],
  outlet: ["网点", "Outlet"],
  posts: ["岗位", "Posts"],
  factor: ["第二因素", "Second factor"],
  bound: ["已绑定", "Bound"],
  unbound: ["未绑定", "Not bound"],
  state: ["状态", "State"],
  invited: ["待激活", "Invited"],
  active: ["在用", "Active"],
  disabled: ["已停用", "Disabled"],
  locked: ["锁定至 {at}", "Locked until {at}"],
  change: ["申请岗位变更", "Ask for other posts"],
  disable: ["停用", "Disable"],
  reason: ["原因", "Reason"],
  submit: ["提交授权", "Hand in"],
  askNote: ["变更由安全管理员审批后生效；三员不能兼任。", "Takes effect after the security administrator grants it."],
  disableNote: ["停用后，该员工所有登录立即失效。", "All sessions of this person end at once."],
  none: ["还没有员工。", "No staff yet."],
  invitation: [
    "邀请码（只显示一次，请当面交给本人）：{code}",
    "Invitation (shown once, hand it over in person): {code}",
  ],
})

const tones = { invited: "warn", active: "good", disabled: "neutral" } as const

export function StaffPage() {
  const t = useText()
  const query = useEndpoint(listStaff)
  const [invitation, setInvitation] = useState<string | null>(null)
  const columns = useStaffColumns()
  return (
    <Page title={t("title")} actions={<InviteStaff invited={setInvitation} />}>
      {invitation ? (
        <Alert
          type="success"
          showIcon
          closable
          title={t("invitation", { code: invitation })}
          style={{ marginBottom: 16 }}
        />
      ) : null}
      <Tabs
        items={[
          {
            key: "staff",
            label: t("staff"),
            children: (
              <Panel flush>
                <Loaded query={query}>
                  {(all) => (
                    <Grid
                      label={t("staff")}
                      rows={all}
                      rowKey={(r) => r.id}
                      columns={columns}
                      empty={<Nothing text={t("none")} />}
                    />
                  )}
                </Loaded>
              </Panel>
            ),
          },
          { key: "matrix", label: t("matrix"), children: <RoleMatrix /> },
        ]}
      />
    </Page>
  )
}

function useStaffColumns(): Column<Member>[] {
  const t = useText()
  const { nameOf } = useOutlets()
  const { nameOf: roleName } = useRoles()
  return [
    { key: "name", title: t("name"), render: (r) => r.name, phone: "title" },
    { key: "staffNo", title: t("staffNo"), render: (r) => r.staffNo },
    { key: "outlet", title: t("outlet"), render: (r) => nameOf(r.outlet) },
    { key: "posts", title: t("posts"), render: (r) => r.roles.map(roleName).join("、") || "—" },
    {
      key: "factor",
      title: t("factor"),
      render: (r) => (
        <StateTag tone={r.secondFactor ? "good" : "warn"}>{t(r.secondFactor ? "bound" : "unbound")}</StateTag>
      ),
    },
    {
      key: "state",
      title: t("state"),
      phone: "tag",
      render: (r) =>
        r.lockedUntil ? (
          <StateTag tone="bad">{t("locked", { at: moment(r.lockedUntil) })}</StateTag>
        ) : (
          <StateTag tone={tones[r.state]}>{t(r.state)}</StateTag>
        ),
    },
    { key: "actions", title: "", align: "right", render: (r) => <RowActions member={r} /> },
  ]
}

function RowActions({ member }: { member: Member }) {
  const t = useText()
  const go = useGo()
  const notAllowed = useNotAllowed()
  const { options } = useRoles()
  const params = { id: member.id }
  const gone = member.state === "disabled" ? t("disabled") : null
  return (
    <span style={{ display: "inline-flex", gap: 4, flexWrap: "wrap", justifyContent: "flex-end" }}>
      <DialogAction<{ roles: string[] }, { approvalId: string }>
        name={`roles-${member.staffNo}`}
        label={t("change")}
        size="small"
        disabledReason={gone ?? notAllowed("access.staff")}
        submitLabel={t("submit")}
        initial={{ roles: member.roles }}
        submit={(body, idempotencyKey) => api(requestRolesEndpoint, { params, body, idempotencyKey })}
        done={({ approvalId }) => go(paths.approval(approvalId))}
      >
        <p className="hs-muted">{t("askNote")}</p>
        <SelectField name="roles" label={t("posts")} options={options} many />
      </DialogAction>
      <DialogAction<{ reason: string }, void>
        name={`disable-${member.staffNo}`}
        label={t("disable")}
        size="small"
        danger
        disabledReason={gone ?? notAllowed("access.grant")}
        submitLabel={t("disable")}
        submit={(body, idempotencyKey) => api(disableStaffEndpoint, { params, body, idempotencyKey })}
      >
        <p className="hs-muted">{t("disableNote")}</p>
        <TextField name="reason" label={t("reason")} required max={200} />
      </DialogAction>
    </span>
  )
}
