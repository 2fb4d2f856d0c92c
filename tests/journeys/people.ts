// Signing in as one of the demo branch's people, through the pages themselves.
import { expect, type Page } from "@playwright/test"

/** One press on the demo list fills in password and second factor, as a visitor of the demo does it. */
export async function signInAs(page: Page, staffNo: string): Promise<void> {
  await page.goto("/sign-in")
  await page.locator(".hs-demo button", { hasText: staffNo }).click()
  await expect(page.getByRole("heading", { level: 1 })).toContainText("您好")
}

/** What the page must never have at a phone's width. */
export async function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
