// Goal: the two steps of signing in as a person does them, by hand; a wrong password says so; signing out ends it.
import { expect, test } from "@playwright/test"
import { signInNew } from "./people.ts"

interface DemoPeople {
  staff: { staffNo: string; password: string; code: string }[]
}

test("password, then the code, then home", async ({ page, request }) => {
  await page.goto("/customers")
  await expect(page).toHaveURL(/\/sign-in\?back=/)
  const people = (await (await request.get("/api/v1/demo/sign-ins")).json()) as DemoPeople
  const person = people.staff.find((one) => one.staffNo === "C2011")!
  await page.getByLabel("工号").fill(person.staffNo)
  await page.locator("input[type=password]").fill("certainly-not-this")
  await page.getByRole("button", { name: "下一步" }).click()
  await expect(page.getByRole("alert").first()).toContainText("不正确")
  await page.locator("input[type=password]").fill(person.password)
  await page.getByRole("button", { name: "下一步" }).click()
  await page.getByLabel("6 位验证码").fill(person.code)
  await page.getByRole("button", { name: "登录" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "客户" })).toBeVisible()
})

test("signing out ends the session", async ({ page }) => {
  await signInNew(page, "C2021")
  await page.getByRole("button", { name: /我的账号/ }).click()
  await page.getByText("退出登录").click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto("/customers")
  await expect(page).toHaveURL(/\/sign-in/)
})

test("English by the switch", async ({ page }) => {
  await page.goto("/sign-in")
  await page.getByRole("button", { name: "Switch to English" }).click()
  await expect(page.getByRole("heading", { name: "Staff sign-in" })).toBeVisible()
  await expect(page.locator("html")).toHaveAttribute("lang", "en")
})
