// Goal: what a firm does by itself: signs in with the code sent to its mobile, applies, hands in a paper, signs, repays.
// The demo branch sends no text messages; its codes are read where the sign-in page reads them.
import { expect, test, type Page } from "@playwright/test"
import { act, choose, enterPortal, send, sidewaysPx } from "./people.ts"

const running = "13900000001"
const approved = "13900000002"

async function codeFor(page: Page, phone: string): Promise<string> {
  const answer = await page.request.get("/api/v1/demo/sign-ins")
  const { portal } = (await answer.json()) as { portal: { phone: string; code: string | null }[] }
  return portal.find((one) => one.phone === phone)?.code ?? ""
}

test("signing in by hand with the code of the text message", async ({ page }) => {
  await page.goto("/portal/sign-in")
  await page.getByLabel("手机号").fill(approved)
  await send(page, /portal\/session\/code$/, () => page.getByRole("button", { name: "获取验证码" }).click())
  await page.getByLabel("6 位验证码").fill(await codeFor(page, approved))
  await send(page, /portal\/session$/, () => page.getByRole("button", { name: /登\s?录/ }).click())
  await expect(page.getByRole("heading", { level: 1, name: "我的业务" })).toBeVisible()
})

test("an application with a paper, followed in plain words", async ({ page }) => {
  await enterPortal(page, running)
  await page.getByRole("button", { name: "申请贷款" }).click()
  await page.getByLabel("申请金额").fill("500000")
  await page.getByLabel("期限（月）").fill("12")
  await choose(page, page.getByLabel("担保方式"), "只用排污权")
  await page.getByLabel("用途").fill("购买节能熔窑设备")
  await send(page, /emission-loan\/cases$/, () => page.getByRole("button", { name: "提交申请" }).click())
  await expect(page.locator(".hs-page-title")).toContainText("已受理")
  const paper = { name: "排污许可证.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") }
  await send(page, /files\/emission-case/, () => page.locator("input[type=file]").setInputFiles(paper))
  await expect(page.getByText("排污许可证.pdf")).toBeVisible()
})

test("the contract is signed with a code of its own", async ({ page }) => {
  await enterPortal(page, approved)
  await page.getByRole("link", { name: /^PW/ }).last().click()
  await send(page, /sign-code$/, () => page.getByRole("button", { name: "签署合同" }).click())
  const dialog = page.getByRole("dialog")
  await dialog.getByLabel("6 位验证码").fill(await codeFor(page, approved))
  await send(page, /\/sign$/, () => dialog.getByRole("button", { name: "签署合同" }).click())
  await expect(page.locator(".hs-page-title")).toContainText("合同已签署")
})

test("a part is repaid from the firm's own account, on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await enterPortal(page, running)
  await page.getByRole("link", { name: /^PW/ }).last().click()
  await expect(page.getByRole("heading", { name: "办理进度" })).toBeVisible()
  expect(await sidewaysPx(page)).toBe(0)
  await act(page, "还款", /\/repay$/, () => page.getByRole("dialog").getByLabel("还款金额").fill("100000"))
  await expect(page.getByText(/5,\d{3},\d{3}\.\d\d/).first()).toBeVisible()
})
