// The staff console's addresses: kernel areas here, scenes through their own lists.
import { onSignedOut } from "#ui/api"
import type { PageRoute } from "#ui/shell"
import { queryClient } from "../client.ts"
import { paths } from "../paths.ts"
import { makeRouter } from "../routes.tsx"
import { staffScenes } from "../scenes.ts"
import { StaffConsole } from "./console.tsx"

const pages: PageRoute[] = [
  { path: "/", load: async () => (await import("../pages/home/home.tsx")).HomePage },
  { path: "/customers", load: async () => (await import("../pages/customers/list.tsx")).CustomersPage },
  { path: "/customers/new", load: async () => (await import("../pages/customers/new.tsx")).NewCustomerPage },
  { path: "/customers/$id", load: async () => (await import("../pages/customers/customer.tsx")).CustomerPage },
  { path: "/approvals", load: async () => (await import("../pages/approvals/inbox.tsx")).ApprovalsPage },
  { path: "/approvals/$id", load: async () => (await import("../pages/approvals/approval.tsx")).ApprovalPage },
  { path: "/accounts", load: async () => (await import("../pages/book/accounts.tsx")).AccountsPage },
  { path: "/accounts/$key", load: async () => (await import("../pages/book/account.tsx")).AccountPage },
  { path: "/journal", load: async () => (await import("../pages/book/journal.tsx")).JournalPage },
  { path: "/postings/$id", load: async () => (await import("../pages/book/posting.tsx")).PostingPage },
  { path: "/trial-balance", load: async () => (await import("../pages/book/trial-balance.tsx")).TrialBalancePage },
  { path: "/day-end", load: async () => (await import("../pages/day-end/day-end.tsx")).DayEndPage },
  { path: "/imports", load: async () => (await import("../pages/imports/imports.tsx")).ImportsPage },
  { path: "/rules", load: async () => (await import("../pages/rules/rules.tsx")).RulesPage },
  { path: "/decisions", load: async () => (await import("../pages/rules/decisions.tsx")).DecisionsPage },
  { path: "/calendar", load: async () => (await import("../pages/calendar/calendar.tsx")).CalendarPage },
  { path: "/audit", load: async () => (await import("../pages/audit/audit.tsx")).AuditPage },
  { path: "/jobs", load: async () => (await import("../pages/jobs/jobs.tsx")).JobsPage },
  { path: "/jobs/$id", load: async () => (await import("../pages/jobs/job.tsx")).JobPage },
  { path: "/notices", load: async () => (await import("../pages/notices/notices.tsx")).NoticesPage },
  { path: "/staff", load: async () => (await import("../pages/staff/staff.tsx")).StaffPage },
]

const open: PageRoute[] = [
  { path: "/sign-in", load: async () => (await import("../pages/sign-in/sign-in.tsx")).SignInPage },
  { path: "/activate", load: async () => (await import("../pages/sign-in/activate.tsx")).ActivatePage },
]

export const staffRouter = makeRouter({
  kind: "staff",
  frame: StaffConsole,
  pages: [...pages, ...staffScenes.flatMap((area) => area.pages)],
  open,
  signIn: (back) => paths.signIn(back === "/" ? undefined : back),
})

// A session that ended under an open page: keep the address, so that the person returns to it after signing in.
onSignedOut(() => {
  const { href, pathname } = staffRouter.state.location
  if (pathname === "/sign-in") return
  queryClient.clear()
  staffRouter.history.replace(paths.signIn(href))
})
