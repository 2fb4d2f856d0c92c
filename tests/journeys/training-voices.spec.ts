// Goal: what parents say and what follows: a complaint from the phone is answered in the office's console and read by the
// parent; an institution is run off, the parent names an account, the bank submits the claim for two signatures.
import { expect, test } from "@playwright/test"
import { act, as, enterCitizen, enterPortal, send, sidewaysPx } from "./people.ts"

test.describe.configure({ mode: "serial" })

const institution = "演示·湘潭县星河科创"
const course = /机器人入门/
const parent = "演枫家长"
const officer = "13900000211"

test("a parent complains from the order on the phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await enterCitizen(page, parent)
  await page.goto("/m/training")
  await page.getByRole("link", { name: course }).click()
  await expect(page.getByRole("alert")).toContainText("黑名单")
  await page.getByRole("button", { name: "我要投诉" }).click()
  await page.getByText("退费", { exact: true }).click()
  await page.getByLabel("发生了什么？").fill("停课后机构不回电话，退费没人理")
  await send(page, /\/complaint$/, () => page.getByRole("button", { name: "提交投诉" }).click())
  await expect(page.getByText("待答复")).toBeVisible()
  expect(await sidewaysPx(page)).toBe(0)
})

test("the office answers it in its console, the parent reads the answer", async ({ page, browser }) => {
  await enterPortal(page, officer)
  await page.goto("/portal/supervision")
  await page.getByRole("link", { name: /未结投诉/ }).click()
  const row = page.getByRole("row", { name: /停课后机构不回电话/ })
  await row.getByRole("button", { name: /答\s?复/ }).click()
  const dialog = page.getByRole("dialog")
  await dialog.getByLabel("答复").fill("已启动清退，请登记收款账户")
  await send(page, /\/answer$/, () => dialog.getByRole("button", { name: /提\s?交/ }).click())
  await expect(row).toHaveCount(0)
  const phone = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await enterCitizen(phone, parent)
  await phone.goto("/m/training")
  await phone.getByRole("link", { name: course }).click()
  await expect(phone.getByText("已启动清退，请登记收款账户")).toBeVisible()
  await phone.close()
})

test("the month's report adds up to the ledger", async ({ page }) => {
  await enterPortal(page, officer)
  await page.goto("/portal/supervision/month")
  await expect(page.getByRole("row", { name: new RegExp(institution) })).toContainText("相符")
  await expect(page.getByText("不符")).toHaveCount(0)
})

test("a run-off: the parent names the account, the bank submits the claim", async ({ page, browser }) => {
  await enterPortal(page, officer)
  await page.goto("/portal/supervision/institutions")
  await page.getByRole("link", { name: institution }).click()
  await act(page, "启动清退", /\/runoff$/, async () => {
    const dialog = page.getByRole("dialog")
    await dialog.getByLabel("文书编号").fill("演教监〔2026〕15号")
    await dialog.getByLabel("理由").fill("停课失联，转入清退")
  })
  await expect(page.getByText(/清退债权/)).toBeVisible()
  const phone = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await enterCitizen(phone, parent)
  await phone.goto("/m/training")
  await phone.getByRole("link", { name: "清退登记与收款账户" }).click()
  for (const [label, text] of [
    ["收款人姓名", "演枫家长"],
    ["开户银行", "示例银行湘潭支行"],
    ["银行账号", "6222 0200 0000 1234"],
  ] as const) {
    await phone.getByLabel(label).fill(text)
    await phone.getByRole("button", { name: "下一步" }).click()
  }
  await send(phone, /\/payee$/, () => phone.getByRole("button", { name: "确认无误，提交" }).click())
  await expect(phone.getByText(/\*\*\*\*1234/)).toBeVisible()
  expect(await sidewaysPx(phone)).toBe(0)
  await phone.close()
  await as(browser, "C2021", async (clerk) => {
    await clerk.goto("/training-fund/institutions")
    await clerk.getByRole("link", { name: institution }).click()
    await expect(clerk.getByRole("row", { name: /演枫家长/ })).toContainText("已确认")
    await act(clerk, "提交兑付", /\/runoff\/pay$/)
  })
})
