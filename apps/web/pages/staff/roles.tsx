// The declared table of posts and permissions, as a matrix: what each post may do.
import { roleTable } from "#contract/kernel/access"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { Loaded, Panel } from "#ui/page"
import "./roles.css"

const useText = dictionary({
  permission: ["权限", "Permission"],
  yes: ["有", "yes"],
})

export function useRoles() {
  const say = useSay()
  const roles = useEndpoint(roleTable).data?.roles ?? []
  const nameOf = (code: string) => say(roles.find((role) => role.code === code)) || code
  return { nameOf, options: roles.map((role) => ({ value: role.code, label: say(role) })) }
}

export function RoleMatrix() {
  const t = useText()
  const say = useSay()
  const query = useEndpoint(roleTable)
  return (
    <Panel flush>
      <Loaded query={query}>
        {({ roles, permissions }) => (
          <div className="hs-matrix">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("permission")}</th>
                  {roles.map((role) => (
                    <th key={role.code} scope="col">
                      {say(role)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {permissions.map((permission) => (
                  <tr key={permission.code}>
                    <th scope="row" title={permission.code}>
                      {say(permission)}
                    </th>
                    {roles.map((role) => (
                      <td key={role.code}>
                        {permission.roles.includes(role.code) ? <span aria-label={t("yes")}>●</span> : null}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
