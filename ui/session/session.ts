// Who is signed in at the console. One read, shared by every page; permissions decide what is shown, the server what is done.
import { getMe } from "#contract/kernel/access"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"

const useText = dictionary({
  post: ["您的岗位没有这项权限", "Your post does not include this"],
})

export function useMe() {
  return useEndpoint(getMe).data
}

export function useMay(): (permission: string) => boolean {
  const me = useMe()
  const held: ReadonlySet<string> = new Set(me?.permissions ?? [])
  return (permission) => held.has(permission)
}

/** Why an action is not for this person, in the words a button shows; null when it is. */
export function useNotAllowed(): (permission: string) => string | null {
  const may = useMay()
  const t = useText()
  return (permission) => (may(permission) ? null : t("post"))
}
