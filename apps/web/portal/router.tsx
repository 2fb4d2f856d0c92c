// The portal's addresses: its own pages here, the scenes' through their lists.
import { onSignedOut } from "#ui/api"
import type { PageRoute } from "#ui/shell"
import { queryClient } from "../client.ts"
import { paths } from "../paths.ts"
import { makeRouter } from "../routes.tsx"
import { portalScenes } from "../scenes.ts"
import { PortalFrame } from "./frame.tsx"

/** The house's own pages that outsiders need too: what waits for their signature, files to import. */
const shared: PageRoute[] = [
  { path: "/portal", load: async () => (await import("./home.tsx")).PortalHomePage },
  { path: "/portal/approvals", load: async () => (await import("../pages/approvals/inbox.tsx")).ApprovalsPage },
  { path: "/portal/approvals/$id", load: async () => (await import("../pages/approvals/approval.tsx")).ApprovalPage },
  { path: "/portal/imports", load: async () => (await import("../pages/imports/imports.tsx")).ImportsPage },
]

const open: PageRoute[] = [
  { path: "/portal/sign-in", load: async () => (await import("./sign-in.tsx")).PortalSignInPage },
]

export const portalRouter = makeRouter({
  kind: "portal",
  frame: PortalFrame,
  pages: [...shared, ...portalScenes.flatMap((area) => area.pages)],
  open,
  signIn: () => paths.portalSignIn(),
})

onSignedOut(() => {
  if (portalRouter.state.location.pathname === paths.portalSignIn()) return
  queryClient.clear()
  portalRouter.history.replace(paths.portalSignIn())
})
