// Goal: a person without a mouse skips to the content, finds a customer with Ctrl-K and opens it.
import { expect, test } from "@playwright/test"
import { signInAs } from "./people.ts"

test("skip link, search, open", async ({ page }) => {
  await signInAs(page, "M2001")
  await page.goto("/customers")
  await expect(page.getByRole("heading", { level: 1, name: "客户" })).toBeVisible()
  const name = await page.locator(".hs-grid tbody a").first().textContent()
  await page.keyboard.press("Tab")
  await expect(page.locator(".hs-skip")).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(page.locator("#main")).toBeFocused()
  await page.keyboard.press("Control+k")
  const box = page.getByRole("combobox", { name: /拼音/ })
  await expect(box).toBeFocused()
  await box.fill(name!)
  await expect(page.getByRole("option").first()).toContainText(name!)
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { level: 1, name: name! })).toBeVisible()
})
