// Goal: a firm that finds it hard to pay asks in the portal, the bank looks, chooses by its rules, signs, and the note is
// renewed without principal first, each step by the post that does it, through the pages alone.
import { expect, test, type Page } from "@playwright/test"
import { act, as, choose, enterPortal, fillDate, send, sidewaysPx, state } from "./people.ts"

const phone = "13900000021"
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const paper = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF",
)
let caseNo = ""
let caseUrl = ""

test.describe.configure({ mode: "serial" })

test("the firm says what is hard, from its own loan", async ({ page }) => {
  await enterPortal(page, phone)
  await page.goto("/portal/loans")
  await page
    .getByRole("link", { name: /^JJ|^DK|^L|\d{6}/ })
    .first()
    .click()
  await page.getByRole("button", { name: "申请纾困" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "申请纾困" })).toBeVisible()
  await choose(page, page.getByLabel("困难原因"), "回款推迟")
  await choose(page, page.getByLabel("希望的方式"), "续贷")
  await page.getByLabel("遇到了什么困难").fill("主要客户回款推迟两个月，订单还在，希望续贷")
  await send(page, /\/portal\/relief\/cases$/, () => page.getByRole("button", { name: "提交申请" }).click())
  await expect(page.locator(".hs-page-title")).toContainText("已收到申请")
  caseNo = (await page.getByRole("heading", { level: 1 }).textContent())!.trim()
  await expect(page.getByText("资金需求证明（订单、购销合同等）")).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await sidewaysPx(page)).toBe(0)
})

test("the manager fills in the evidence rule by rule and chooses the renewal", async ({ browser }) => {
  await as(browser, "M2041", async (page) => {
    await page.goto(`/relief/cases?q=${caseNo}`)
    await page.getByRole("link", { name: "雨湖区星屿纸业有限公司" }).first().click()
    await state(page, "已申请")
    caseUrl = page.url().replace(/\?.*/, "")
    await page.goto(`${caseUrl}?tab=rules`)
    await lookInto(page)
    await act(
      page,
      "现金流测算",
      /\/cash$/,
      async () => {
        const dialog = page.getByRole("dialog")
        await dialog.getByLabel("未来 12 个月经营流入").fill("9600000")
        await dialog.getByLabel("未来 12 个月经营流出").fill("6200000")
        await dialog.getByLabel("同期应还本息（现在的计划）").fill("2700000")
        await dialog.getByLabel("同期应还本息（让步后）").fill("900000")
      },
      "保存",
    )
    await act(page, "担保人同意", /\/consents$/, undefined, "保存")
    await page.goto(`${caseUrl}?tab=papers`)
    await upload(page, "资金需求证明（订单、合同）")
    await upload(page, "征信报告")
    await page.goto(`${caseUrl}?tab=choose`)
    await expect(page.getByRole("radio", { name: /无还本续贷.*建议/ })).toBeVisible()
    await page.getByLabel("评估意见").fill("符合续贷政策，建议续贷十二个月")
    await send(page, /\/try$/, () => page.getByRole("button", { name: "试算前后对比" }).click())
    await expect(page.getByText("省下过桥成本")).toBeVisible()
    await send(page, /\/assess$/, () => page.getByRole("button", { name: "保存评估" }).click())
    await state(page, "已评估")
  })
})

/** Presses every button that brings an answer, and says what was looked at. */
async function lookInto(page: Page): Promise<void> {
  const buttons = page.getByRole("button", { name: /^核\s?实$/ })
  await expect(buttons.first()).toBeVisible()
  for (let left = await buttons.count(); left > 0; left -= 1) {
    await buttons.first().click()
    const dialog = page.getByRole("dialog")
    const title = (await dialog.locator(".ant-modal-title").textContent()) ?? ""
    const isSign = /不良|退市|财务困难/.test(title)
    const answer = isSign ? "否" : "是"
    await choose(page, dialog.getByLabel("结论"), answer)
    await dialog.getByLabel("依据").fill("客户经理现场核实")
    await send(page, /\/findings$/, () => dialog.getByRole("button", { name: /^保\s?存$/ }).click())
    await expect(dialog).toHaveCount(0)
    await expect(buttons).toHaveCount(left - 1)
  }
}

async function upload(page: Page, kind: string): Promise<void> {
  await page.waitForLoadState("networkidle")
  await choose(page, page.getByLabel("资料类别"), kind)
  const file = { name: `${kind}.pdf`, mimeType: "application/pdf", buffer: paper }
  await send(page, /\/files/, () => page.locator("input[type=file]").first().setInputFiles(file))
  // The panel reads its list again; a choice made meanwhile would be made on a list that goes away.
  await page.waitForLoadState("networkidle")
}

test("review, approval by the sub-branch head as the table says", async ({ browser }) => {
  await as(browser, "H1002", async (page) => {
    await page.goto(caseUrl)
    await act(page, "审查并提交审批", /\/submit$/, async () => {
      await page.getByRole("dialog").getByLabel("审查意见").fill("材料齐全，同意续贷")
    })
  })
  await as(browser, "Z2041", async (page) => {
    await page.goto("/approvals")
    await page
      .getByRole("link", { name: /纾困 无还本续贷/ })
      .first()
      .click()
    await act(page, "同意", /\/approvals\//)
  })
})

test("the firm signs with a code; the desk puts it into effect; the old note is settled", async ({ browser, page }) => {
  await enterPortal(page, phone)
  await page.goto("/portal/relief")
  await page.getByRole("link", { name: caseNo }).click()
  await expect(page.getByText("批准的安排：无还本续贷")).toBeVisible()
  await send(page, /sign-code$/, () => page.getByRole("button", { name: "签署协议" }).click())
  const answer = await page.request.get("/api/v1/demo/sign-ins")
  const { portal } = (await answer.json()) as { portal: { phone: string; code: string | null }[] }
  await page.getByLabel("6 位验证码").fill(portal.find((one) => one.phone === phone)?.code ?? "")
  await send(page, /\/sign$/, () => page.getByRole("dialog").getByRole("button", { name: "签署协议" }).click())
  await expect(page.locator(".hs-page-title")).toContainText("已签约")
  await as(browser, "H1006", async (desk) => {
    await desk.goto(caseUrl)
    await act(desk, "生效入账", /\/effect$/)
    await state(desk, "已生效")
    await desk.goto(`${caseUrl}?tab=timeline`)
    await expect(desk.getByText(/生效入账/).first()).toBeVisible()
  })
  await page.reload()
  await expect(page.locator(".hs-page-title")).toContainText("已生效")
})

test("an early contact is written down, and the calendar shows whose clock runs", async ({ browser }) => {
  await as(browser, "M2051", async (page) => {
    await page.goto("/relief")
    await expect(page.getByRole("heading", { level: 1, name: "纾困工作台" })).toBeVisible()
    await page.goto("/relief/cases?state=signalled")
    await page.locator("main a[href^='/relief/']").first().click()
    await act(page, "登记联系", /\/contact$/, async () => {
      await fillDate(page, "日期", today)
      await page.getByRole("dialog").getByLabel("了解到的情况").fill("财务负责人表示可按期还款")
    })
    await state(page, "已联系")
  })
  await as(browser, "H1007", async (page) => {
    await page.goto("/relief/calendar")
    await expect(page.getByRole("link", { name: "岳塘区启衡轴承有限公司" })).toBeVisible()
  })
})
