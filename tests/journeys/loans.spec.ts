// Goal: what stands apart from any scene: the portfolio leads to the notes, a note shows what would be and is repaid
// early, a change of terms waits for a second person, the firm repays on its phone.
import { expect, test } from "@playwright/test"
import { act, as, enterPortal, send, sidewaysPx } from "./people.ts"

const runningPhone = "13900000001"

test("from the portfolio to a note, and what an early repayment would save", async ({ browser }) => {
  await as(browser, "H1001", async (page) => {
    await page.goto("/loan-portfolio")
    await expect(page.getByText("贷款余额").first()).toBeVisible()
    await page.getByRole("link", { name: /贷款余额/ }).click()
    await expect(page).toHaveURL(/\/loans/)
    await page.getByLabel("借据号、合同号或借款人").fill("新竹造纸")
    await page
      .getByRole("row", { name: /新竹造纸/ })
      .getByRole("link")
      .first()
      .click()
    await expect(page.getByRole("table", { name: "还款计划" })).toBeVisible()
    await page.getByRole("tab", { name: "试算" }).click()
    await page.getByLabel("还款金额（元）").fill("2000000")
    await expect(page.getByText("少付利息")).toBeVisible()
    await expect(page.getByRole("table", { name: "新的还款计划" })).toBeVisible()
    await page.getByText("月供不变").click()
    await expect(page.getByText("少付利息")).toBeVisible()
  })
})

test("a pause of interest is tried first, then asked for, and the approver finds it", async ({ browser }) => {
  await as(browser, "M2001", async (page) => {
    await page.goto("/loans?q=明澈")
    await page.getByRole("row", { name: /明澈/ }).getByRole("link").first().click()
    await page.getByRole("tab", { name: "办理" }).click()
    await page.getByRole("button", { name: "停息" }).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByLabel("延至").fill("2026-12-05")
    await dialog.getByLabel("延至").press("Tab")
    await dialog.getByLabel("原因").fill("原料价格大涨，暂停计息以渡难关")
    await dialog.getByRole("button", { name: "看影响" }).click()
    await expect(dialog.getByText("到期日")).toBeVisible()
    await send(page, /\/pause$/, () => dialog.getByRole("button", { name: "停息" }).click())
    await expect(page).toHaveURL(/\/approvals\//)
    await expect(page.getByRole("heading", { level: 1 })).toContainText("停")
  })
})

test("the firm repays a part on its phone and finds the receipt", async ({ page }) => {
  await enterPortal(page, runningPhone)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto("/portal/loans")
  await page.getByRole("link", { name: /^JJ/ }).first().click()
  await expect(page.getByText("下次应还")).toBeVisible()
  expect(await sidewaysPx(page)).toBe(0)
  await act(page, "还款", /\/repayments$/, () => page.getByRole("dialog").getByLabel("还款金额").fill("100000"))
  await page.getByRole("tab", { name: "回单与借据" }).click()
  await expect(page.getByText("提前还款").last()).toBeVisible()
  await page.goto("/portal/accounts")
  await page.getByRole("link", { name: /^4309/ }).first().click()
  await expect(page.getByText("归还贷款").first()).toBeVisible()
  expect(await sidewaysPx(page)).toBe(0)
})

test("a product is changed by two people, with a live example beside it", async ({ browser }) => {
  await as(browser, "H1007", async (page) => {
    await page.goto("/loan-products?product=working-capital")
    await page.getByLabel("期限（月）").fill("90")
    await expect(page.getByText(/期限须在 1–60 个月内/)).toBeVisible()
    await page.getByLabel("期限（月）").fill("24")
    await expect(page.getByText("利息合计").first()).toBeVisible()
    await page.getByRole("button", { name: "修改产品" }).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByLabel("期限不长于（月）").fill("36")
    await dialog.getByLabel("自哪天起").fill("2026-12-01")
    await dialog.getByLabel("自哪天起").press("Tab")
    await dialog.getByLabel("依据文件").fill("示例产品会议纪要〔2026〕12号")
    await send(page, /\/rules\/loan\.products$/, () => dialog.getByRole("button", { name: "提交审批" }).click())
    await expect(page).toHaveURL(/\/approvals\//)
    await expect(page.getByText("36").first()).toBeVisible()
  })
})
