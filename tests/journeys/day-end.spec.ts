// Goal: the chief accountant closes the day from the page; the next accounting day opens and the day is in the list.
import { expect, test } from "@playwright/test"
import { signInAs } from "./people.ts"

test("closing the day opens the next", async ({ page }) => {
  await signInAs(page, "H1008")
  await page.goto("/day-end")
  const tag = page.getByText(/当前会计日期/)
  await expect(tag).toContainText(/\d{4}-\d\d-\d\d/)
  const before = /\d{4}-\d\d-\d\d/.exec((await tag.textContent()) ?? "")![0]
  await page.getByRole("button", { name: /办理日终|继续办理/ }).click()
  const dialog = page.getByRole("dialog")
  await expect(dialog).toContainText(before)
  await dialog.getByRole("button", { name: /办理日终|继续办理/ }).click()
  await expect(tag).not.toContainText(before, { timeout: 60_000 })
  await expect(page.getByText(before).first()).toBeVisible()
})

test("a clerk sees why the day cannot be closed by them", async ({ page }) => {
  await signInAs(page, "C2001")
  await page.goto("/day-end")
  const button = page.getByRole("button", { name: /办理日终|继续办理/ })
  await expect(button).toHaveAttribute("aria-disabled", "true")
  await expect(button).toHaveAttribute("aria-description", /岗位|进行/)
})
