// Goal: an organisation's file becomes bills that its own two people publish; a parent pays on a phone through the channel's
// page and finds the receipt; anybody with number and name pays without signing in; the counter and transfers work beside.
import { expect, test, type Page } from "@playwright/test"
import { writeSheet } from "#kernel/excel"
import { act, as, enterCitizen, enterPortal, send, sidewaysPx, state } from "./people.ts"

test.describe.configure({ mode: "serial" })

const phone = { width: 390, height: 844 }
const [cashier, reviewer] = ["13900000041", "13900000042"]
const org = "雨湖区示例家园物业服务有限公司"
let batchUrl = ""

const line = (key: string, name: string, mobile: string, amount: string) => ({
  key,
  name,
  groupName: "9 栋",
  phone: mobile,
  itemCode: "CWF",
  period: "2026-12",
  amount,
  dueOn: "2026-12-31",
})

async function bills(lines: ReturnType<typeof line>[]) {
  const titles = [
    "户号（学号、房号）",
    "姓名或户名",
    "班级、楼栋或部门",
    "手机号",
    "项目编号",
    "账期",
    "金额（元）",
    "缴费截止日",
  ]
  const keys = Object.keys(lines[0]!)
  return {
    name: "车位费.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: await writeSheet(
      "账单",
      keys.map((key, at) => ({ key, title: titles[at]! })),
      lines,
    ),
  }
}

test("the cashier brings a file, mends it, and submits its drafts", async ({ page }) => {
  await enterPortal(page, cashier!)
  await page.goto("/portal/imports?kind=collection.bills")
  const right = [line("9-001", "演柳家长", "19900007001", "300.00"), line("9-002", "演车主", "", "450.00")]
  await page.locator("input[type=file]").setInputFiles(await bills([...right, { ...right[1]!, amount: "4,50" }]))
  await expect(page.getByText("共 3 行，1 行有误。")).toBeVisible()
  await expect(page.getByText(/AMOUNT_FORMAT/)).toBeVisible()
  await page.locator("input[type=file]").setInputFiles(await bills(right))
  await expect(page.getByText("2 行全部正确，可以导入。")).toBeVisible()
  await send(page, /\/apply$/, () => page.getByRole("button", { name: "确认导入" }).click())
  await page.goto("/portal/collection?tab=batches")
  await page
    .getByRole("row", { name: /待复核发布/ })
    .getByRole("link")
    .click()
  await state(page, "待复核发布")
  await expect(page.getByText("750.00").first()).toBeVisible()
  await act(page, "提交发布", /\/publish$/)
  batchUrl = page.url()
})

test("another person of the organisation publishes them", async ({ page }) => {
  await enterPortal(page, reviewer!)
  await page.goto("/portal/approvals")
  await page
    .getByRole("link", { name: /发布账单/ })
    .first()
    .click()
  await act(page, "同意", /\/decision$/)
  await page.goto(batchUrl)
  await state(page, "已发布")
})

/** On the sandbox channel's own page, as on a payer's phone. */
async function confirmPaying(page: Page) {
  await page.getByRole("button", { name: "确认支付" }).click()
  await expect(page.getByRole("status")).toContainText("支付成功")
  await page.getByRole("link", { name: "返回商家" }).click()
  await expect(page.getByText("✓ 缴费成功")).toBeVisible()
}

test("a parent pays on a phone and finds the receipt", async ({ page }) => {
  await page.setViewportSize(phone)
  await enterCitizen(page, "演柳家长")
  await page.goto("/m/my-bills")
  const card = page.getByRole("region", { name: new RegExp(org) }).filter({ hasText: "车位费 2026-12" })
  expect(await sidewaysPx(page)).toBe(0)
  await card.getByRole("button", { name: "去支付 300.00 元" }).click()
  await confirmPaying(page)
  await expect(page.getByText("车位费 2026-12")).toBeVisible()
  await page.getByRole("link", { name: "全部收据" }).click()
  await expect(page.getByText(/^SJ\d+/).first()).toBeVisible()
})

test("a part is paid where the item allows it; the page says the bounds and what stays open", async ({ page }) => {
  await page.setViewportSize(phone)
  await enterCitizen(page, "演荷家长")
  await page.goto("/m/my-bills")
  const card = page.getByRole("region", { name: new RegExp(org) })
  const amount = card.getByLabel(/^物业费 .*这次缴多少/).first()
  const whole = await amount.inputValue()
  await amount.fill("99.99")
  await expect(card.getByText("每次至少 100.00 元（最后一次除外）；请改大。")).toBeVisible()
  await expect(card.getByText("请先改好上面的金额")).toBeVisible()
  await amount.fill("100")
  await expect(card.getByText(/^最少 100.00 元，最多 .* 付后还欠 [\d,.]+ 元/).first()).toBeVisible()
  expect(await sidewaysPx(page)).toBe(0)
  // Only this bill, so that the sum is this part.
  const boxes = card.getByRole("checkbox")
  for (let at = 1; at < (await boxes.count()); at++) await boxes.nth(at).uncheck()
  await card.getByRole("button", { name: "去支付 100.00 元" }).click()
  await confirmPaying(page)
  await page.goto("/m/my-bills")
  await expect(amount).not.toHaveValue(whole)
})

test("number and name are enough; a wrong name shows nothing", async ({ page }) => {
  await page.setViewportSize(phone)
  await page.goto("/m/bills")
  await page.getByText(org, { exact: true }).click()
  await page.getByRole("button", { name: "下一步" }).click()
  await page.getByLabel("户号、学号或房号是多少？").fill("9-002")
  await page.getByRole("button", { name: "下一步" }).click()
  await page.getByLabel("户名是什么？").fill("演别人")
  await page.getByRole("button", { name: "查账单" }).click()
  await expect(page.getByRole("alert")).toContainText("两项须与单位登记一致")
  await page.getByLabel("户名是什么？").fill("演车主")
  await page.getByRole("button", { name: "查账单" }).click()
  await page.getByText("支付宝", { exact: true }).click()
  await page.getByRole("button", { name: "去支付 450.00 元" }).click()
  await confirmPaying(page)
})

test("the counter takes cash for a late bill, the accountant finds the owner of a transfer", async ({ browser }) => {
  let code = ""
  await as(browser, "C2041", async (page) => {
    await page.goto("/collection")
    await page.getByRole("link", { name: org }).click()
    await page.getByRole("tab", { name: "缴费户" }).click()
    code = (await page
      .getByText(/^8800 1700/)
      .first()
      .textContent())!
    await page.getByRole("tab", { name: "账单" }).click()
    await page.getByRole("row", { name: /待缴/ }).first().getByRole("link").first().click()
    await state(page, "待缴")
    await act(page, "现金代收", /\/counter$/)
    await state(page, "已缴")
  })
  await as(browser, "H1008", async (page) => {
    await page.goto("/collection/transfers?state=unmatched")
    await act(page, "认领", /\/claim$/, () => page.getByRole("dialog").getByLabel("收款户号").fill(code))
    await expect(page.getByText("没有符合条件的记录。")).toBeVisible()
  })
})
