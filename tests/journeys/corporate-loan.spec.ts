// Goal: a working-capital loan from acceptance to its first repayment, each step by the post that does it, through the
// pages alone; then what waits in the demo for the other two kinds. A refusal fails with the sentence the person would read.
import { expect, test, type Page } from "@playwright/test"
import { act, as, choose, fillDate, send, sidewaysPx, state } from "./people.ts"

const serial = String(Date.now()).slice(-7)
const firm = "湘乡市海棠日化有限公司"
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
let caseUrl = ""

test.describe.configure({ mode: "serial" })

/** A button of two Chinese characters has a space between them. */
const button = (page: Page, name: string) =>
  page.getByRole("button", { name: new RegExp(`^${name.split("").join("\\s?")}$`) }).first()

test("acceptance: firm, account, request, statement and need", async ({ browser }) => {
  await as(browser, "M2001", async (page) => {
    // A firm of the demo that has its account; opening one is the story of another journey.
    await page.goto("/corporate-loan/cases?q=海棠")
    await page.getByRole("link", { name: firm }).first().click()
    const customer = page.getByRole("link", { name: /^91430300/ })
    const partyId = (await customer.getAttribute("href"))!.split("/").at(-1)!
    await page.goto(`/corporate-loan/new?party=${partyId}`)
    await page.getByLabel("申请金额").fill("1000000")
    await page.getByLabel("期限（月）").fill("12")
    await page.getByLabel("用途").fill("采购轴承钢，付给示例钢材有限公司")
    await page.getByLabel("还款来源").fill("销售回款")
    await send(page, /\/corporate-loan\/cases$/, () => page.getByRole("button", { name: "受理，下一步" }).click())
    await expect(page).toHaveURL(/\/apply/)
    caseUrl = page.url().replace(/\/apply.*/, "")
    await enterStatement(page)
    await page.getByRole("button", { name: "下一步" }).click()
    await enterNeed(page)
    await page.getByRole("button", { name: "下一步" }).click()
    await send(page, /\/start-dd$/, () => page.getByRole("button", { name: "开始尽职调查" }).click())
    await state(page, "尽职调查")
  })
})

async function enterStatement(page: Page): Promise<void> {
  await act(
    page,
    "录入报表",
    /\/statements$/,
    async () => {
      const dialog = page.getByRole("dialog")
      const items = [
        ["期间", "2025"],
        ["营业收入", "120000000"],
        ["营业成本", "90000000"],
        ["利润总额", "14400000"],
        ["资产合计", "100000000"],
        ["负债合计", "55000000"],
        ["所有者权益", "45000000"],
        ["货币资金", "6000000"],
        ["存货", "15000000"],
        ["应收账款", "25000000"],
        ["应付账款", "11250000"],
        ["预付账款", "2500000"],
        ["预收账款", "2666667"],
      ]
      for (const [label, value] of items) await dialog.getByLabel(label!, { exact: true }).fill(value!)
    },
    "保存",
  )
}

/** The regulation's own example: 92 days, 29,685,333.33, and 9,680,000 to lend. */
async function enterNeed(page: Page): Promise<void> {
  const items = [
    ["上年销售收入", "120000000"],
    ["销售利润率（小数）", "0.12"],
    ["预计增长率（小数）", "0.10"],
    ["存货周转天数", "60"],
    ["应收账款周转天数", "75"],
    ["应付账款周转天数", "45"],
    ["预付账款周转天数", "10"],
    ["预收账款周转天数", "8"],
    ["自有资金", "8000000"],
    ["现有流动资金贷款", "10000000"],
    ["其他渠道资金", "2000000"],
  ]
  for (const [label, value] of items) await page.getByLabel(label!).fill(value!)
  await expect(page.getByText("29,685,333.33").first()).toBeVisible()
  await expect(page.getByText("9,680,000.00").first()).toBeVisible()
  await send(page, /\/need$/, () => page.getByRole("button", { name: "保存测算" }).click())
}

test("due diligence: two officers, photos, checklist, collateral", async ({ browser }) => {
  await as(browser, "M2001", async (page) => {
    await page.goto(`${caseUrl}?tab=diligence`)
    await act(page, "登记走访", /\/visits$/, async () => {
      const dialog = page.getByRole("dialog")
      await fillDate(page, "日期", today)
      await expect(async () => {
        await choose(page, dialog.getByLabel("同行人"), "演柜员甲")
        await expect(dialog.locator('[title*="演柜员甲"]').first()).toBeVisible({ timeout: 2_000 })
      }).toPass({ timeout: 15_000 })
      await dialog.getByLabel("地点").fill("示范工业园生产车间")
      await dialog.getByLabel("所见情况").fill("设备运转正常，存货与账面相符")
    })
    await page.getByRole("button", { name: /照片/ }).first().click()
    const picture = { name: "车间.png", mimeType: "image/png", buffer: await page.screenshot() }
    await send(page, /\/corporate-visit\//, () => page.locator("article input[type=file]").setInputFiles(picture))
    await expect(page.getByRole("list", { name: "照片墙" }).locator("img")).toHaveCount(1)
    await page.getByRole("button", { name: "其余全部已核实" }).click()
    await send(page, /\/checks$/, () => button(page, "保存").click())
    await page.getByRole("tab", { name: /^押品/ }).click()
    await act(page, "加入押品", /\/legs$/, async () => {
      const dialog = page.getByRole("dialog")
      await choose(page, dialog.getByLabel("押品类别"), "厂房")
      await dialog.getByLabel("押品名称").fill("一号厂房")
      await dialog.getByLabel("权证号").fill(`湘（2025）旅程第${serial}号`)
      await dialog.getByLabel("评估价值").fill("12000000")
      await dialog.getByLabel("评估机构").fill("湘潭衡信评估（示例）")
      await fillDate(page, "评估日", today)
      await dialog.getByLabel("保险单号").fill("示例保单 001")
    })
    await page.goto(`${caseUrl}?tab=diligence`)
    // The collateral asked one more question of the checklist.
    await page.getByRole("button", { name: "其余全部已核实" }).click()
    await send(page, /\/checks$/, () => button(page, "保存").click())
    await act(page, "提交审查", /\/submit$/, () =>
      page.getByRole("dialog").getByLabel("调查意见").fill("经营稳定，建议受理"),
    )
    await state(page, "审查审批")
  })
})

test("review and approval by the posts that the matrix names", async ({ browser }) => {
  await as(browser, "H1002", async (page) => {
    await page.goto(caseUrl)
    await act(page, "出具审查意见", /\/review$/, async () => {
      const dialog = page.getByRole("dialog")
      await dialog.getByLabel("年利率").fill("3.45")
      await dialog.getByRole("button", { name: "加一个条件" }).click()
      await dialog.getByLabel("条件 1").fill("结算归行比例不低于 60%")
      await dialog.getByLabel("意见", { exact: true }).fill("需求测算合理，同意")
    })
    await act(page, "提交审批", /\/submit-approval$/)
  })
  await as(browser, "Z2001", (page) => agree(page))
  await as(browser, "M2001", async (page) => {
    await page.goto(`${caseUrl}?tab=decision`)
    await state(page, "已批准")
    await act(page, "登记落实", /\/met$/, () => page.getByRole("dialog").getByLabel("凭据").fill("结算承诺书"))
    await state(page, "条件已落实")
    await act(page, "签订合同", /\/contract$/)
    await state(page, "已签约")
  })
})

/** Finds the matter in the person's inbox and agrees. */
async function agree(page: Page): Promise<void> {
  await page.goto("/approvals")
  await page
    .getByRole("link", { name: new RegExp(firm) })
    .first()
    .click()
  await act(page, "同意", /\/approvals\//)
}

test("security, gates, and a draw that two people pay out", async ({ browser }) => {
  await as(browser, "H1005", async (page) => {
    await page.goto(caseUrl)
    await act(page, "落实担保", /\/secure$/)
    await expect(async () => {
      await page.reload()
      await expect(page.locator(".hs-page-title")).toContainText("担保已落实", { timeout: 2_000 })
    }).toPass({ timeout: 60_000 })
  })
  await as(browser, "H1006", async (page) => {
    await page.goto(caseUrl)
    await act(page, "开通提款", /\/available$/)
  })
  await as(browser, "M2001", async (page) => {
    await page.goto(caseUrl)
    await act(page, "申请提款", /\/draws$/, async () => {
      const dialog = page.getByRole("dialog")
      await dialog.getByLabel("金额").first().fill("600000")
      await choose(page, dialog.getByLabel("支付方式"), "自主支付")
      await fillDate(page, "征信复查日", today)
      await dialog.getByLabel("用款需求仍然真实，未被其他融资替代").check()
      await expect(dialog.getByText("押品已登记")).toBeVisible()
      await expect(dialog.getByLabel("不满足")).toHaveCount(0)
    })
  })
  await as(browser, "H1006", async (page) => {
    await page.goto(`${caseUrl}?tab=draws`)
    await page.getByRole("tabpanel").getByRole("button", { name: "放款审核" }).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByLabel("说明").fill("合同与发票核对无误")
    await send(page, /\/desk-check$/, () => dialog.getByRole("button", { name: "放款审核" }).click())
  })
  await as(browser, "H1008", (page) => agree(page))
})

test("check of use, papers and the first repayment", async ({ browser }) => {
  await as(browser, "M2001", async (page) => {
    await page.goto(`${caseUrl}?tab=draws`)
    await state(page, "已提款")
    await expect(page.getByRole("table", { name: "还款计划" })).toContainText("600,000.00")
    await page.getByRole("tabpanel").getByRole("button", { name: "用途检查" }).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByLabel("检查情况与凭据").fill("核对合同、发票与入库单")
    await send(page, /\/use-check$/, () => dialog.getByRole("button", { name: "用途检查" }).click())
    await state(page, "正常")
    await act(page, "还款", /\/repay$/, () => page.getByRole("dialog").getByLabel("金额").fill("200000"))
    await page.goto(caseUrl)
    await expect(page.getByRole("tabpanel").getByText("400,000.00").first()).toBeVisible()
    await page.goto(`${caseUrl}?tab=papers`)
    const paper = page.waitForResponse((one) => (one.headers()["content-type"] ?? "").includes("application/pdf"))
    await page
      .getByRole("listitem")
      .filter({ hasText: "借款合同" })
      .first()
      .getByRole("button", { name: "打印" })
      .click()
    expect((await paper).status()).toBe(200)
  })
})

test("project and medium-long: equity gate, instalments, worklists, board by keyboard", async ({ browser }) => {
  await as(browser, "H1007", async (page) => {
    await page.goto("/corporate-loan/cases?q=云帆")
    await page.getByRole("link", { name: /云帆/ }).first().click()
    await page.getByRole("tab", { name: "项目与现金流" }).click()
    await expect(page.getByText("60.00%").first()).toBeVisible()
    await page.getByRole("tab", { name: "提款与支付" }).click()
    await expect(page.getByRole("tabpanel").getByText("资本金与进度匹配")).toBeVisible()
    await page.goto("/corporate-loan/cases?q=嘉木")
    await page.getByRole("link", { name: /嘉木/ }).first().click()
    await page.getByRole("tab", { name: "提款与支付" }).click()
    await expect(page.getByRole("table", { name: "还款计划" }).getByRole("row")).toHaveCount(7)
    await page.goto("/corporate-loan/collections")
    await expect(page.getByRole("heading", { level: 1 })).toContainText("催收")
    await page.goto("/corporate-loan")
    const first = page.locator(".hs-lane-card").first()
    await first.focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.locator(".hs-lane-card").nth(1)).toBeFocused()
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await sidewaysPx(page)).toBeLessThanOrEqual(0)
  })
})
