// Builds a router from areas: each page is its own chunk, loaded when first opened.
import { Spin } from "antd"
import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type RouteComponent,
} from "@tanstack/react-router"
import type { ComponentType } from "react"
import { getMe } from "#contract/kernel/access"
import { api, isProblem, keyOf } from "#ui/api"
import { parseSearch, stringifySearch } from "#ui/link"
import { Failed } from "#ui/page"
import type { PageRoute } from "#ui/shell"
import { queryClient } from "./client.ts"
import { NotFound } from "./not-found.tsx"

export interface ConsoleRoutes {
  frame: ComponentType
  /** Pages inside the frame, for signed-in people. */
  pages: readonly PageRoute[]
  /** Pages without a session. */
  open: readonly PageRoute[]
  /** Where a person without a session is sent. */
  signIn: (back: string) => string
  kind: "staff" | "portal"
}

function lazy(page: PageRoute): RouteComponent {
  return lazyRouteComponent(async () => ({ default: await page.load() })) as unknown as RouteComponent
}

/** Asks who is signed in; without an answer the person goes to the sign-in page and comes back afterwards. */
async function requireSession(routes: ConsoleRoutes, href: string): Promise<void> {
  const me = await queryClient
    .ensureQueryData({ queryKey: keyOf(getMe), queryFn: () => api(getMe), retry: false })
    .catch((error: unknown) => {
      if (isProblem(error) && (error.problem.status === 401 || error.problem.status === 403)) return null
      throw error
    })
  if (!me || me.kind !== routes.kind) throw redirect({ href: routes.signIn(href) })
}

export function makeRouter(routes: ConsoleRoutes) {
  const root = createRootRoute({ component: Outlet })
  const frame = createRoute({
    getParentRoute: () => root,
    id: "frame",
    component: routes.frame as RouteComponent,
    beforeLoad: ({ location }) => requireSession(routes, location.href),
  })
  const page = (parent: AnyRoute) => (one: PageRoute) =>
    createRoute({ getParentRoute: () => parent, path: one.path, component: lazy(one) })
  return createRouter({
    routeTree: root.addChildren([frame.addChildren(routes.pages.map(page(frame))), ...routes.open.map(page(root))]),
    parseSearch: (text) => parseSearch(text),
    stringifySearch,
    defaultPreload: false,
    defaultPendingMs: 300,
    defaultPendingComponent: () => <Spin style={{ display: "block", margin: "96px auto" }} />,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: ({ error, reset }) => (
      <div style={{ padding: 24 }}>
        <Failed error={error} retry={reset} />
      </div>
    ),
  })
}
