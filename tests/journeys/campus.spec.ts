// A school's day for everybody in it: the office enters a pupil and lets one go, agrees to a leave a parent asked for, the guard runs a drill, the till sells
// without a network, the card office replaces a lost card, the parent sees it all on the phone.
import { expect, test } from "@playwright/test"
import { act, choose, enterCitizen, enterPortal, send, sidewaysPx, state } from "./people.ts"

test("the parent asks, the office agrees, the parent reads it on the phone", async ({ browser }) => {
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const parent = await phone.newPage()
  await enterCitizen(parent, "演荷家长")
  await parent.goto("/m/campus")
  await parent.getByRole("link", { name: /演荷清/ }).click()
  await parent.getByRole("link", { name: /^校园卡/ }).click()
  await expect(parent.getByRole("heading", { name: "最近消费" })).toBeVisible()
  await parent.goBack()
  await parent.getByRole("link", { name: /^请假/ }).click()
  await parent.getByRole("link", { name: "去请假" }).click()
  await parent.getByLabel("原因").fill("下午复诊")
  await send(parent, /\/m\/campus\/children\/.*\/leaves/, () => parent.getByRole("button", { name: "提交" }).click())
  await expect(parent.getByText("已提交。班主任同意后会通知您")).toBeVisible()
  expect(await sidewaysPx(parent)).toBe(0)

  const office = await (await browser.newContext()).newPage()
  await enterPortal(office, "13900002601")
  await office.goto("/portal/campus/leaves")
  const row = office.getByRole("row").filter({ hasText: "下午复诊" })
  await row.getByRole("button", { name: "同意", exact: true }).click()
  const dialog = office.getByRole("dialog")
  await send(office, /\/leaves\/.*\/decision/, () => dialog.getByRole("button", { name: /^同\s*意$/ }).click())

  await parent.getByRole("link", { name: "看请假记录" }).click()
  await expect(parent.getByText(/下午复诊 · 出校凭证 L\d{8}/)).toBeVisible()
})

test("a drill: everybody inside is listed, ticked off, and the gates go back to normal", async ({ page }) => {
  await enterPortal(page, "13900002603")
  await page.goto("/portal/campus/emergency")
  await page.getByRole("button", { name: "开启应急" }).click()
  await send(page, /campus\/emergency$/, () =>
    page.getByRole("dialog").getByRole("button", { name: "开启应急" }).click(),
  )
  await expect(page.getByText("应急中，所有门常开")).toBeVisible()
  await page.getByRole("checkbox").first().check()
  await send(page, /emergency\/ticks/, () => page.getByRole("button", { name: "清点选中的 1 人" }).click())
  await expect(page.getByText("正在清点")).toBeVisible()
  await page.getByRole("button", { name: "恢复正常" }).click()
  await send(page, /emergency\/end/, () => page.getByRole("dialog").getByRole("button", { name: "恢复正常" }).click())
  await expect(page.getByText("目前没有应急。")).toBeVisible()
})

test("the till goes on without a network and uploads when it is back", async ({ page, context }) => {
  await enterPortal(page, "13900002605")
  await page.goto("/portal/campus/till")
  await page.getByRole("button", { name: "P02" }).click()
  const sell = async (amount: string, card: string) => {
    await page.getByLabel("金额（元）").fill(amount)
    await page.getByLabel("刷卡或输入卡号").fill(card)
    await page.getByRole("button", { name: /^收\s*款$/ }).click()
  }
  await sell("6.50", "04A10003")
  await expect(page.getByText(/收款 6.50 元，余额/)).toBeVisible()
  await context.setOffline(true)
  await sell("4.00", "04A10004")
  await expect(page.getByText("断网", { exact: true })).toBeVisible()
  await expect(page.getByText("已记下 4.00 元，等待上传")).toBeVisible()
  // The card that was reported lost is known here too.
  await sell("4.00", "04A10008")
  await expect(page.getByText("该卡已挂失，请收回并联系卡务。")).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText("联网", { exact: true })).toBeVisible({ timeout: 20_000 })
})

test("the card office replaces a lost card; the money stays", async ({ page }) => {
  await enterPortal(page, "13900002604")
  await page.goto("/portal/campus/cards?q=04A10008")
  await page.getByRole("table").getByRole("link").first().click()
  const total = page.locator(".hs-figure-value").first()
  const before = await total.textContent()
  await page.getByRole("button", { name: "补卡", exact: true }).click()
  const dialog = page.getByRole("dialog")
  await dialog.getByLabel("新卡号").fill("04A19008")
  await send(page, /holders\/.*\/replace/, () => dialog.getByRole("button", { name: /补\s*卡/ }).click())
  await expect(page.getByText("已补卡")).toBeVisible()
  await expect(total).toHaveText(before ?? "")
})

test("the office enters a pupil with a guardian, moves the class, lets the pupil go and takes the pupil back", async ({
  page,
}) => {
  test.setTimeout(120_000)
  await enterPortal(page, "13900002601")
  await page.goto("/portal/campus/register")
  const dialog = page.getByRole("dialog")
  await act(page, "新增一人", /campus\/register$/, async () => {
    await dialog.getByLabel("姓名", { exact: true }).fill("演新同学")
    await dialog.getByLabel("学号").fill("J20260901")
    await choose(page, dialog.getByLabel("班级"), "班")
    await dialog.getByLabel("监护人姓名").fill("演新母亲")
    await dialog.getByLabel("监护人手机号").fill("19900007701")
  })
  await state(page, "在籍")
  await expect(page.getByRole("row").filter({ hasText: "演新母亲" })).toContainText("尾号 7701")

  // From the list, as for several at once.
  await page.goto("/portal/campus/register?q=J20260901")
  await page.getByRole("checkbox", { name: "选择 演新同学" }).check()
  await page.getByRole("button", { name: "调班（已选 1 人）" }).click()
  await choose(page, dialog.getByLabel("调入班级"), "八（2）班")
  await send(page, /register-moves/, () => dialog.getByRole("button", { name: "调班（已选 1 人）" }).click())
  await expect(page.getByText("已调班 1 人。")).toBeVisible()

  await page.getByRole("link", { name: "演新同学" }).click()
  await expect(page.getByText("八（2）班").first()).toBeVisible()
  await act(page, "办理转出", /register\/.*\/depart/, () => dialog.getByLabel("原因").fill("随父母迁往外地"))
  await state(page, "转出")
  await act(page, "办理复学", /register\/.*\/return/, () => choose(page, dialog.getByLabel("调入班级"), "八（2）班"))
  await state(page, "在籍")
})

test("the office reads the month's attendance and the float by age", async ({ page }) => {
  await enterPortal(page, "13900002601")
  await page.goto("/portal/campus/reports")
  await expect(page.getByRole("columnheader", { name: "出勤率" })).toBeVisible()
  await expect(page.getByText("按学期内工作日、每天打铃时所在班级统计")).toBeVisible()
  await choose(page, page.getByLabel("报表"), "沉淀资金账龄")
  await expect(page.getByRole("heading", { name: "沉淀资金账龄" })).toBeVisible()
})
