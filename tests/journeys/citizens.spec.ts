// Goal: a citizen without a sign-in reads the outlets, switches to large type, and learns that a made-up code is unknown.
import { expect, test } from "@playwright/test"
import { sidewaysPx } from "./people.ts"

test.use({ viewport: { width: 390, height: 844 } })

test("outlets, large type, a code nobody issued", async ({ page }) => {
  await page.goto("/m")
  await expect(page.getByText("湘乡支行")).toBeVisible()
  await page.getByRole("button", { name: "长辈版" }).click()
  await expect(page.locator("html")).toHaveAttribute("data-elder", "yes")
  expect(await sidewaysPx(page)).toBe(0)
  await page.getByLabel("文书上的验证码").fill("NOSUCHCODE")
  await page.getByRole("button", { name: "核验" }).click()
  await expect(page.locator(".hs-m-answer")).toContainText("没有查到")
})
