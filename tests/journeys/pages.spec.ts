// Goal: every page a post may open has no serious accessibility finding and never scrolls sideways on a phone.
// Method: axe on the page as it stands loaded, at both widths, in light and in dark.
import AxeBuilder from "@axe-core/playwright"
import { expect, test, type Page } from "@playwright/test"
import { enterCitizen, enterPortal, sidewaysPx, signInAs } from "./people.ts"

const posts: Record<string, string[]> = {
  H1008: [
    "/",
    "/customers",
    "/accounts",
    "/journal",
    "/trial-balance",
    "/day-end",
    "/rules",
    "/decisions",
    "/calendar",
    "/jobs",
    "/imports",
    "/notices",
    "/approvals",
  ],
  M2001: ["/customers/new", "/emission-loan/new"],
  H1001: [
    "/loans",
    "/loan-portfolio",
    "/loan-products",
    "/emission-loan",
    "/emission-loan/cases",
    "/emission-loan/calendar",
    "/emission-loan/prices",
    "/emission-loan/reports",
  ],
  A9002: ["/staff"],
  A9003: ["/audit"],
}

const open = ["/sign-in", "/activate", "/portal/sign-in", "/m", "/m/sign-in", "/m/bills", "/m/prices"]

async function settled(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await still(page)
}

async function still(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  await expect(page.locator(".hs-waiting")).toHaveCount(0)
  await page.waitForTimeout(400)
}

/** The tab list of antd keeps its "more" button inside itself where tabs overflow; the button has a name and works by key. */
const isTabsMore = (one: { id: string; nodes: { target: unknown[] }[] }): boolean =>
  one.id === "aria-required-children" && one.nodes.every((node) => node.target.join(" ").includes(".ant-tabs-nav"))

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze()
  return violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .filter((one) => !isTabsMore(one))
    .map(
      (one) =>
        `${one.id}: ${one.nodes
          .map((node) => node.target.join(" "))
          .slice(0, 3)
          .join(" | ")}`,
    )
}

async function look(page: Page, path: string): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 })
  await settled(page, path)
  expect.soft(await findings(page), `${path} at 1440`).toEqual([])
  // The same page turned narrow: what is read again is read, without a second start of the whole console.
  await page.setViewportSize({ width: 390, height: 844 })
  await still(page)
  expect.soft(await sidewaysPx(page), `${path} sideways at 390`).toBe(0)
  expect.soft(await findings(page), `${path} at 390`).toEqual([])
}

for (const [staffNo, paths] of Object.entries(posts)) {
  test(`pages of ${staffNo}`, async ({ page }) => {
    test.setTimeout(240_000)
    await signInAs(page, staffNo)
    for (const path of paths) await look(page, path)
  })
}

test("every tab of a running case", async ({ page }) => {
  test.setTimeout(240_000)
  await signInAs(page, "M2001")
  const answer = await page.request.get("/api/v1/emission-loan/cases?limit=100&state=monitored")
  const { items } = (await answer.json()) as { items: { id: string }[] }
  for (const tab of ["summary", "legs", "valuation", "loan", "monitoring", "papers", "timeline"]) {
    await look(page, `/emission-loan/${items[0]!.id}?tab=${tab}`)
  }
})

test("company loans: board, worklists, a case in every kind of tab", async ({ page }) => {
  test.setTimeout(240_000)
  await signInAs(page, "M2001")
  const answer = await page.request.get("/api/v1/corporate-loan/cases?limit=100&state=performing")
  const { items } = (await answer.json()) as { items: { id: string }[] }
  const lists = ["", "/new", "/tasks?view=calendar", "/collections", "/reports?report=classes"]
  for (const path of lists) await look(page, `/corporate-loan${path}`)
  for (const tab of ["diligence", "size", "draws", "care"])
    await look(page, `/corporate-loan/${items[0]!.id}?tab=${tab}`)
})

test("prices: list, item, worklist, one package, charges, savings", async ({ page }) => {
  test.setTimeout(240_000)
  await signInAs(page, "H1008")
  const answer = await page.request.get("/api/v1/pricing/subscriptions?view=running&limit=1")
  const { items } = (await answer.json()) as { items: { id: string }[] }
  const lists = ["", "/items/TRANSFER_COUNTER", "/packages", "/subscriptions", "/charges", "/savings"]
  for (const path of [...lists, `/subscriptions/${items[0]!.id}`]) await look(page, `/pricing${path}`)
})

const portals: Record<string, string[]> = {
  "13900000041": ["", "/collection", "/collection?tab=bills", "/collection?tab=items", "/imports", "/approvals"],
  "13900000051": ["", ...["", "/orders", "/refunds", "/settlements"].map((one) => `/takings${one}`)],
  "13900000201": [
    "",
    "/training",
    "/training/courses",
    "/training/orders",
    "/training/refunds",
    "/training/releases",
    "/training/complaints",
  ],
  "13900000211": [
    "/supervision",
    ...["institutions", "alerts", "policies", "simulator", "complaints", "blacklist", "month"].map(
      (one) => `/supervision/${one}`,
    ),
  ],
  "13900002601": [
    "/campus",
    ...["leaves", "visitors", "emergency", "consents", "devices", "register", "school", "school/move-up"].map(
      (one) => `/campus/${one}`,
    ),
    ...["attendance-classes", "ways", "sales-hours"].map((one) => `/campus/reports?report=${one}`),
  ],
  "13900002602": ["/campus/roll-call"],
  "13900002604": ["/campus/cards", "/campus/subsidies", "/campus/canteen"],
  "13900002605": ["/campus/till"],
}

for (const [phone, paths] of Object.entries(portals)) {
  test(`portal pages of ${phone}`, async ({ page }) => {
    test.setTimeout(240_000)
    await enterPortal(page, phone)
    for (const path of paths) await look(page, `/portal${path}`)
  })
}

test("pages of a parent", async ({ page }) => {
  test.setTimeout(240_000)
  await enterCitizen(page, "演茶家长")
  for (const path of ["/m", "/m/my-bills", "/m/receipts", "/m/training", "/m/campus"]) await look(page, path)
})

test("the bank's side of collecting", async ({ page }) => {
  test.setTimeout(240_000)
  await signInAs(page, "H1008")
  const [org] = (await (await page.request.get("/api/v1/collection/orgs")).json()) as { id: string }[]
  const bills = await page.request.get(`/api/v1/collection/orgs/${org!.id}/bills?limit=1&overdue=yes`)
  const { items } = (await bills.json()) as { items: { billNo: string }[] }
  const paths = ["", "/transfers", `/orgs/${org!.id}?tab=payments`, `/bills/${items[0]!.billNo}`]
  for (const path of paths) await look(page, `/collection${path}`)
})

test("the bank's side of paying, of training fees, of schools", async ({ page }) => {
  test.setTimeout(240_000)
  await signInAs(page, "H1008")
  const { items } = (await (await page.request.get("/api/v1/campus/schools")).json()) as { items: { id: string }[] }
  const acquiring = ["orders", "refunds", "merchants", "settlements", "recon", "differences"]
  const training = ["institutions", "orders", "batches", "refunds", "alerts", "recon"]
  for (const path of acquiring) await look(page, `/acquiring/${path}`)
  for (const path of training) await look(page, `/training-fund/${path}`)
  for (const path of ["", `/${items[0]!.id}`, `/${items[0]!.id}/reports`]) await look(page, `/campus${path}`)
})

test("pages without a session", async ({ page }) => {
  test.setTimeout(120_000)
  for (const path of open) await look(page, path)
})

test("dark pages", async ({ page }) => {
  test.setTimeout(120_000)
  await page.addInitScript(() => localStorage.setItem("huoshui.theme", "dark"))
  await signInAs(page, "H1008")
  for (const path of ["/", "/customers", "/day-end", "/decisions"]) {
    await settled(page, path)
    expect.soft(await findings(page), `${path} dark`).toEqual([])
  }
})

test("training fees: one order, institution and course with all that happened", async ({ page }) => {
  test.setTimeout(240_000)
  await signInAs(page, "H1008")
  const answer = await page.request.get("/api/v1/training-fund/orders?limit=1")
  const { items } = (await answer.json()) as { items: { id: string; institutionId: string; courseId: string }[] }
  const { id, institutionId, courseId } = items[0]!
  for (const path of [`orders/${id}`, `institutions/${institutionId}`, `courses/${courseId}`, "complaints", "month"])
    await look(page, `/training-fund/${path}`)
})
