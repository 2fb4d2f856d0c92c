// Goal: a sale at a merchant's counter paid on the channel's own page, its refund by two people, and a difference of the
// reconciliation ended and its day signed off, through the pages alone.
import { expect, test, type Page } from "@playwright/test"
import { act, as, choose, send, sidewaysPx, signInAs } from "./people.ts"

const serial = String(Date.now()).slice(-6)
const item = `故事商品${serial}`
let orderUrl = ""

test.describe.configure({ mode: "serial" })

async function agree(page: Page, title: string): Promise<void> {
  await page.goto("/approvals")
  await page
    .getByRole("link", { name: new RegExp(title) })
    .first()
    .click()
  await act(page, "同意", /\/approvals\//)
}

test("a clerk opens a sale, the payer pays on the channel's page, the order knows by itself", async ({ browser }) => {
  await as(browser, "C2001", async (page) => {
    await page.goto("/acquiring/orders")
    await act(page, "商户收款", /\/acquiring\/orders$/, async () => {
      const dialog = page.getByRole("dialog")
      await dialog.getByLabel("商户").fill("生活超市")
      await page.locator(".ant-select-item-option", { hasText: "生活超市" }).first().click()
      await dialog.getByLabel("项目").fill(item)
      await dialog.getByLabel("金额").fill("36.50")
    })
    await page.getByRole("link", { name: /已建立/ }).click()
    await expect(page.getByRole("heading", { level: 1, name: item })).toBeVisible()
    orderUrl = page.url()
    const payUrl = await page.getByRole("link", { name: "打开支付页" }).getAttribute("href")
    const payer = await page.context().newPage()
    await payer.goto(payUrl!)
    await expect(payer.locator(".amount")).toContainText("36.50")
    await payer.getByRole("button", { name: "确认支付" }).click()
    await expect(payer.getByRole("status")).toHaveText("支付成功")
    await payer.goto(payUrl!)
    await expect(payer.getByRole("status")).toHaveText("支付成功")
    await expect(page.locator(".hs-page-title")).toContainText("已支付", { timeout: 30_000 })
    await expect(page.getByText("渠道通知").first()).toBeVisible()
  })
})

test("a refund moves at the second signature and comes back from the channel", async ({ browser }) => {
  await as(browser, "C2001", async (page) => {
    await page.goto(orderUrl)
    await act(page, "申请退款", /\/refunds$/, async () => {
      const dialog = page.getByRole("dialog")
      await dialog.getByLabel("金额").fill("6.50")
      await dialog.getByLabel("原因").fill("顾客退回一件")
    })
    await expect(page.getByRole("cell", { name: "待复核" })).toBeVisible()
  })
  await as(browser, "Z2001", async (page) => {
    await agree(page, item)
    await page.goto(orderUrl)
    await expect(page.getByRole("cell", { name: "已退款" })).toBeVisible({ timeout: 45_000 })
  })
})

test("a difference ends by two people, and the day is signed off by one who did neither", async ({ browser }) => {
  let day = ""
  await as(browser, "H1006", async (page) => {
    await page.goto("/acquiring/differences?state=open")
    const row = page.getByRole("row", { name: /渠道单边/ }).first()
    day =
      (await row
        .getByText(/^\d{4}-\d{2}-\d{2}$/)
        .first()
        .textContent()) ?? ""
    await row.getByRole("button", { name: /处\s?理/ }).click()
    const dialog = page.getByRole("dialog")
    await choose(page, dialog.getByLabel("处理方式"), "长款退回渠道")
    await dialog.getByLabel("原因").fill("旧收款机的款项，渠道已原路退回")
    await send(page, /\/resolve$/, () => dialog.getByRole("button", { name: /处\s?理/ }).click())
    await expect(row).toContainText("待复核")
  })
  await as(browser, "H1008", async (page) => {
    await agree(page, "渠道单边")
    await page.goto(`/acquiring/recon/wechat/${day}`)
    await act(page, "签结", /\/sign$/)
    await expect(page.locator(".hs-page-title")).toContainText("已签结")
  })
})

test("the desk fits a phone", async ({ page }) => {
  await signInAs(page, "H1008")
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ["orders", "refunds", "merchants", "settlements", "recon", "differences"]) {
    await page.goto(`/acquiring/${path}`)
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
    await page.waitForLoadState("networkidle")
    expect(await sidewaysPx(page)).toBe(0)
  }
})
