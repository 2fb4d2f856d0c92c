// Goal: a new firm's account, its 1-yuan package and what it saves, through the pages alone; the end of a package without
// a word of the firm costs nothing; prices change by two people and never above the law.
import { expect, test, type Page } from "@playwright/test"
import { usccOf } from "../../apps/demo/customers.ts"
import { act, as, choose, fillDate, send, sidewaysPx, signInAs } from "./people.ts"

const serial = String(Date.now()).slice(-7)
const firm = `湘乡市套餐故事${serial}有限公司`
let customerUrl = ""
let accountNo = ""

test.describe.configure({ mode: "serial" })

async function agree(page: Page): Promise<void> {
  await page.goto("/approvals")
  await page
    .getByRole("link", { name: new RegExp(firm) })
    .first()
    .click()
  await act(page, "同意", /\/approvals\//)
}

test("two people open the account", async ({ browser }) => {
  await as(browser, "C2001", async (page) => {
    await page.goto("/customers/new")
    await page.getByLabel("名称", { exact: true }).fill(firm)
    await page.getByLabel("统一社会信用代码").fill(usccOf(Number(serial)))
    await send(page, /\/parties$/, () => page.getByRole("button", { name: "建档" }).click())
    await expect(page.getByRole("heading", { level: 1, name: firm })).toBeVisible()
    customerUrl = page.url()
    await page.getByRole("tab", { name: "资料" }).click()
    for (const kind of ["营业执照", "法定代表人证件"]) {
      await choose(page, page.getByLabel("资料类别"), kind)
      const paper = { name: `${kind}.pdf`, mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") }
      await send(page, /\/files\/party/, () => page.locator("input[type=file]").setInputFiles(paper))
      await expect(page.getByText(paper.name)).toBeVisible()
    }
    await page.getByRole("tab", { name: "账户" }).click()
    await act(page, "申请开户", /\/deposit-applications$/, undefined, "提交复核")
  })
  await as(browser, "Z2001", agree)
})

test("the 1-yuan package: services at nothing, each with its steps, and the statement shows what was paid", async ({
  browser,
}) => {
  await as(browser, "C2001", async (page) => {
    const partyId = customerUrl.split("/").at(-1)!
    const answer = await page.request.get(`/api/v1/parties/${partyId}/deposits`)
    accountNo = ((await answer.json()) as { items: { accountNo: string }[] }).items[0]!.accountNo
    await page.goto(`/deposits/${accountNo}`)
    await act(page, "来账", /\/receive$/, async () => {
      await page.getByRole("dialog").getByLabel("金额").fill("100000")
      await page.getByRole("dialog").getByLabel("付款人").fill("示例客户")
    })
    await page.goto("/pricing/subscriptions")
    await act(page, "办理套餐", /\/pricing\/subscriptions$/, async () => {
      await page.getByRole("dialog").getByLabel("账号").fill(accountNo)
      await page.getByRole("dialog").getByLabel("签署的协议或回执编号").fill(`XY-${serial}`)
    })
    await page.getByRole("searchbox").or(page.getByLabel("客户、账号或编号")).first().fill(firm)
    await expect(page.getByText(firm)).toBeVisible()
    await page.getByRole("link", { name: /^TC/ }).first().click()
    await expect(page.locator(".hs-page-title")).toContainText("生效中")
    await page.getByRole("cell", { name: "账务短信提醒" }).last().click()
    await expect(page.locator(".ant-drawer")).toContainText("包含此项，不另收费")
    await page.keyboard.press("Escape")

    await page.goto("/pricing/charges")
    await act(page, "按委托收费", /\/pricing\/charges$/, async () => {
      const dialog = page.getByRole("dialog")
      await dialog.getByLabel("账号").fill(accountNo)
      await dialog.getByLabel("交易金额").fill("8000")
      await dialog.getByLabel("委托单号").fill(`HK-${serial}`)
    })
    await page.goto(`/deposits/${accountNo}`)
    const statement = page.getByRole("tabpanel")
    await expect(statement.getByText("服务收费")).toHaveCount(2)
    await expect(statement).toContainText("新开户 1 元套餐")
    await expect(statement).toContainText("99,994.50")
  })
})

test("a package whose firm said nothing has stopped, and nothing but its first yuan was ever paid", async ({
  page,
}) => {
  await signInAs(page, "H1008")
  await page.goto("/pricing/subscriptions?view=ended")
  const row = page.getByRole("row").filter({ hasText: "已停用，不收费" }).first()
  await row.getByRole("link").first().click()
  await expect(page.locator(".hs-page-title")).toContainText("已停用，不收费")
  await expect(page.getByText("客户还没有选择；不选择即到期停用，不收费。")).toBeVisible()
  const id = page.url().split("/").at(-1)!
  const answer = await page.request.get(`/api/v1/pricing/subscriptions/${id}`)
  const { charges } = (await answer.json()) as { charges: { net: string }[] }
  expect(charges.filter((one) => one.net !== "0.00").map((one) => one.net)).toEqual(["1.00"])
})

test("the firm reads what happens at the end and chooses, on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto("/portal/sign-in")
  await page.locator(".hs-demo button", { hasText: "13900000004" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "我的业务" })).toBeVisible()
  await page.goto("/portal/pricing")
  await expect(page.getByText("到期以后怎么办？")).toBeVisible()
  expect(await sidewaysPx(page)).toBe(0)
  const stop = page.locator(".pr-choice", { hasText: "到期停用" })
  await stop.getByRole("button", { name: "选这个" }).click()
  const dialog = page.getByRole("dialog")
  await send(page, /\/consent$/, () => dialog.getByRole("button", { name: "到期停用" }).click())
  await expect(stop).toContainText("已选")
})

test("a price above the guided ceiling cannot be saved; a lower one needs another person", async ({ browser }) => {
  await as(browser, "H1008", async (page) => {
    await page.goto("/pricing/items/TRANSFER_COUNTER")
    await page.getByRole("button", { name: "提出新价格" }).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByLabel("每笔收（元）").first().fill("6")
    await expect(dialog.getByRole("alert")).toContainText("高于规定")
    await dialog.getByLabel("依据文件").fill("示例价〔2026〕9号")
    await fillDate(page, "生效日", "2028-01-01")
    const refused = page.waitForResponse((one) => one.url().endsWith("/prices") && one.request().method() === "POST")
    await dialog.getByRole("button", { name: "提交复核" }).click()
    expect((await refused).status()).toBe(422)
    await expect(dialog).toContainText("不能保存")
    await dialog.getByLabel("每笔收（元）").first().fill("4")
    await send(page, /\/prices$/, () => dialog.getByRole("button", { name: "提交复核" }).click())
  })
  await as(browser, "H1001", async (page) => {
    await page.goto("/approvals")
    await page
      .getByRole("link", { name: /对公跨行柜台转账汇款/ })
      .first()
      .click()
    await act(page, "同意", /\/approvals\//)
    await page.goto("/pricing?on=2028-01-02")
    await expect(page.getByText("示例价〔2026〕9号")).toBeVisible()
  })
})

test("anybody reads the price list on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto("/m")
  await page.getByRole("link", { name: "打开 服务价目表" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "对公服务价目表" })).toBeVisible()
  await expect(page.getByText("金额的 0.002%，最高 200 元")).toBeVisible()
  expect(await sidewaysPx(page)).toBe(0)
})
