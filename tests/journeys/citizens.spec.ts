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

test("a parent signs in by hand with the code of the text message, and out again", async ({ page, request }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto("/m/sign-in")
  await page.getByLabel("您的手机号是多少？").fill("12")
  await page.getByRole("button", { name: "获取验证码" }).click()
  await expect(page.getByRole("alert")).toContainText("11 位手机号")
  await page.getByLabel("您的手机号是多少？").fill("19900007001")
  await page.getByRole("button", { name: "获取验证码" }).click()
  const { citizens } = (await (await request.get("/api/v1/demo/sign-ins")).json()) as {
    citizens: { phone: string; code: string }[]
  }
  await page.getByLabel("收到的验证码是多少？").fill(citizens.find((one) => one.phone === "19900007001")!.code)
  await page.getByRole("button", { name: "登录", exact: true }).click()
  await expect(page.getByText("演柳家长，您好")).toBeVisible()
  expect(await sidewaysPx(page)).toBe(0)
  await page.getByRole("button", { name: "退出登录" }).click()
  await expect(page.getByText("演柳家长，您好")).toBeHidden()
})

test("somebody new says a name first; an old link says that it is old", async ({ page, request }) => {
  await page.goto("/m/sign-in")
  await page.getByLabel("您的手机号是多少？").fill("19900007888")
  await page.getByRole("button", { name: "获取验证码" }).click()
  await expect(page.getByLabel("收到的验证码是多少？")).toBeVisible()
  await page.getByLabel("收到的验证码是多少？").fill("000000")
  await page.getByRole("button", { name: "登录", exact: true }).click()
  await expect(page.getByRole("alert")).toContainText("验证码不正确或已过期")
  await page.goto("/m/nothing-here")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("没有这个页面")
  expect((await request.get("/api/v1/m/session")).status()).toBe(401)
})
