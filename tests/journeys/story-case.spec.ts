// Goal: one case from the first talk to the repayment, each step by the post that does it, through the pages alone.
// Method: every press waits for the server's answer; a refusal fails the story with the sentence the person would read.
import { expect, test, type Page } from "@playwright/test"
import { usccOf } from "../../apps/demo/customers.ts"
import { act, as, choose, fillDate, send, state } from "./people.ts"

const serial = String(Date.now()).slice(-7)
const firm = `湘乡市故事再生玻璃${serial}有限公司`
const rights = [
  { pollutant: "二氧化硫", code: "SO2", quantity: "60", emitted: "55" },
  { pollutant: "氮氧化物", code: "NOX", quantity: "120", emitted: "110" },
]
let customerUrl = ""
let caseUrl = ""

test.describe.configure({ mode: "serial" })

test("the manager opens the customer, its account and the lead", async ({ browser }) => {
  await as(browser, "M2001", async (page) => {
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
    await expect(page).toHaveURL(/\/approvals\//)
  })
  await as(browser, "Z2001", agree)
  await as(browser, "M2001", async (page) => {
    await page.goto(`${customerUrl}`)
    await page.getByRole("tab", { name: "账户" }).click()
    await expect(page.getByRole("tabpanel").getByText("基本存款账户").first()).toBeVisible()

    await page.goto(`/emission-loan/new?party=${customerUrl.split("/").at(-1)}`)
    await send(page, /\/emission-loan\/cases$/, () => page.getByRole("button", { name: "登记意向，下一步" }).click())
    await expect(page).toHaveURL(/\/apply/)
    caseUrl = page.url().replace(/\/apply.*/, "")
  })
})

async function addPermit(page: Page): Promise<void> {
  await act(
    page,
    "登记许可证",
    /\/permits$/,
    async () => {
      const dialog = page.getByRole("dialog")
      await dialog.getByLabel("许可证编号").fill(`PWXK-${serial}`)
      await dialog.getByLabel("发证机关").fill("湘潭市生态环境局")
      await fillDate(page, "发证日期", "2025-01-01")
      await fillDate(page, "有效期至", "2029-12-31")
      for (const [at, right] of rights.entries()) {
        if (at > 0) await dialog.getByRole("button", { name: "加一种污染物" }).click()
        await choose(page, dialog.getByLabel("污染物").nth(at), right.pollutant)
        await dialog.getByLabel("许可量").nth(at).fill(right.quantity)
      }
    },
    "登记",
  )
}

async function addRights(page: Page): Promise<void> {
  for (const right of rights) {
    await act(
      page,
      "登记排污权",
      /\/rights$/,
      async () => {
        const dialog = page.getByRole("dialog")
        await dialog.getByLabel("编号").fill(`PWQ-${serial}-${right.code}`)
        await choose(page, dialog.getByLabel("污染物"), right.pollutant)
        await dialog.getByLabel("数量", { exact: true }).fill(right.quantity)
        await choose(page, dialog.getByLabel("取得方式"), /交易|市场|受让/)
        await fillDate(page, "取得日期", "2024-12-31")
        await fillDate(page, "有效期至", "2029-12-31")
      },
      "登记",
    )
    await expect(page.getByText(`PWQ-${serial}-${right.code}`)).toBeVisible()
  }
}

async function addLegs(page: Page): Promise<void> {
  for (const right of rights) {
    await act(page, "加入排污权", /legs\/right$/, async () => {
      await choose(page, page.getByRole("dialog").getByLabel("排污权"), `PWQ-${serial}-${right.code}`)
      await page.getByRole("dialog").getByLabel("抵押数量").fill(right.quantity)
    })
  }
  await act(page, "加入其他押品", /legs\/collateral$/, async () => {
    const dialog = page.getByRole("dialog")
    await choose(page, dialog.getByLabel("押品类别"), "厂房")
    await dialog.getByLabel("押品名称").fill("再生玻璃一号厂房")
    await dialog.getByLabel("权证号").fill(`湘（2025）湘乡市不动产权第${serial}号`)
    await dialog.getByLabel("评估价值").fill("8000000")
    await dialog.getByLabel("评估机构").fill("湘潭衡信评估（示例）")
    await fillDate(page, "评估日", "2026-11-01")
  })
}

test("the wizard gathers permit, rights, collateral, need and sends the application", async ({ browser }) => {
  await as(browser, "M2001", async (page) => {
    await page.goto(`${caseUrl}/apply`)
    await addPermit(page)
    await addRights(page)
    await page.getByRole("button", { name: "下一步" }).click()
    await addLegs(page)
    await page.getByRole("button", { name: "下一步" }).click()
    for (const [label, value] of [
      ["上年销售收入", "60000000"],
      ["销售利润率", "8"],
      ["预计销售增长率", "10"],
      ["存货周转天数", "60"],
      ["应收账款周转天数", "75"],
      ["应付账款周转天数", "45"],
      ["自有资金", "2000000"],
    ]) {
      await page.getByLabel(label!).fill(value!)
    }
    await expect(page.getByText("新增贷款需求")).toBeVisible()
    await page.getByRole("button", { name: "下一步" }).click()
    await page.getByLabel("申请金额").fill("6000000")
    await page.getByLabel("期限（月）").fill("12")
    await page.getByLabel("用途").fill("购买废玻璃原料，付给示例原料供应有限公司")
    await send(page, /\/apply$/, () => page.getByRole("button", { name: "提交申请" }).click())
    await state(page, "已申请")
  })
})

test("environment, valuation and review", async ({ browser }) => {
  await as(browser, "M2001", async (page) => {
    await page.goto(caseUrl)
    await act(
      page,
      "环保核查",
      /environment-check$/,
      async () => {
        for (const right of rights)
          await page.getByRole("dialog").getByLabel(`${right.pollutant} 上年实际排放`).fill(right.emitted)
      },
      "提交核查结果",
    )
    await state(page, "环保核查通过")
  })
  await as(browser, "H1005", async (page) => {
    await page.goto(caseUrl)
    await act(
      page,
      "押品估值",
      /\/value$/,
      () => page.getByRole("dialog").getByLabel("评估人或评估机构").fill("湘潭衡信评估（示例）"),
      "确认估值",
    )
    await state(page, "已估值")
  })
  await as(browser, "H1002", async (page) => {
    await page.goto(caseUrl)
    await act(
      page,
      "审查",
      /\/review$/,
      async () => {
        const dialog = page.getByRole("dialog")
        await dialog.getByLabel("建议金额").fill("6000000")
        await dialog.getByLabel("年利率").fill("3.45")
        await dialog.getByLabel("审查意见").fill("用途真实，还款来源可靠，同意")
      },
      "提交意见",
    )
    await act(page, "提交审批", /submit-approval$/)
    await expect(page).toHaveURL(/\/approvals\//)
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

test("the posts named agree from their inbox", async ({ browser }) => {
  for (const staffNo of ["Z2001", "H1003"]) await as(browser, staffNo, agree)
  await as(browser, "M2001", async (page) => {
    await page.goto(caseUrl)
    await state(page, "已批准")
    await act(page, "签订合同", /\/contract$/, () =>
      choose(page, page.getByRole("dialog").getByLabel("支付方式"), "自主支付"),
    )
    await state(page, "已签约")
  })
})

test("the registries answer, two people pay out", async ({ browser }) => {
  await as(browser, "H1005", async (page) => {
    await page.goto(caseUrl)
    await act(page, "办理登记", /\/registrations$/)
    await expect(async () => {
      await page.reload()
      await expect(page.locator(".hs-page-title")).toContainText("登记完成", { timeout: 2_000 })
    }).toPass({ timeout: 60_000 })
  })
  await as(browser, "H1006", async (page) => {
    await page.goto(caseUrl)
    await act(page, "放款", /\/disburse$/)
    await expect(page.getByRole("button", { name: /^放\s?款$/ })).toHaveAttribute("aria-description", /复核/)
  })
  await as(browser, "H1008", agree)
})

test("schedule, history, papers, repayment and the reason of a balance", async ({ browser }) => {
  await as(browser, "M2001", async (page) => {
    await page.goto(`${caseUrl}?tab=loan`)
    await state(page, "已放款")
    await expect(page.getByRole("table", { name: "还款计划" })).toContainText("6,000,000.00")
    await page.getByRole("tab", { name: "经过" }).click()
    await expect(page.getByText(/审批通过/)).toBeVisible()
    await page.getByRole("tab", { name: "资料与文书" }).click()
    const paper = page.waitForResponse((one) => (one.headers()["content-type"] ?? "").includes("application/pdf"))
    await page.getByRole("listitem").filter({ hasText: "合同" }).first().getByRole("button", { name: "打印" }).click()
    expect((await paper).status()).toBe(200)
    await page.goto(caseUrl)
    await act(page, "还款", /\/repay$/, () => page.getByRole("dialog").getByLabel("还款金额").fill("1000000"))
    await page.getByRole("tab", { name: "贷款" }).click()
    await expect(page.getByText("5,000,000.00").first()).toBeVisible()
    await page.getByRole("tabpanel").getByRole("link", { name: /^4309/ }).first().click()
    await expect(page.getByText("余额由来")).toBeVisible()
    await expect(page.getByText("1,000,000.00").first()).toBeVisible()
  })
})

test("the accountant sees balanced books, the auditor every step", async ({ browser }) => {
  await as(browser, "H1008", async (page) => {
    await page.goto("/trial-balance")
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
    await expect(
      page
        .getByRole("main")
        .getByText(/平衡|相等/)
        .first(),
    ).toBeVisible()
  })
  await as(browser, "A9003", async (page) => {
    await page.goto("/audit")
    await expect(
      page
        .getByRole("main")
        .getByText(/还款|repay/)
        .first(),
    ).toBeVisible()
  })
})
