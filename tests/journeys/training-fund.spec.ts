// Goal: training fees from the side of those who teach and those who watch: an institution signs a class in, sees when money
// comes, answers a refund; the authority freezes its releases with two people, and the institution's next request says why.
import { expect, test } from "@playwright/test"
import { act, as, enterPortal, send, sidewaysPx, state } from "./people.ts"

test.describe.configure({ mode: "serial" })

const institution = "演示·雨湖青禾画室"
const [clerk, officer, second] = ["13900000201", "13900000211", "13900000212"] as const

test("the institution signs yesterday's class in", async ({ page }) => {
  await enterPortal(page, clerk)
  await page.goto("/portal/training/courses")
  await page.getByRole("link", { name: "少儿水彩夏季班" }).click()
  const group = page.getByRole("radiogroup").first()
  await group.getByText("请假").click()
  await send(page, /\/attendance$/, () => page.getByRole("button", { name: "提交签到" }).click())
  await expect(page.getByRole("button", { name: "提交签到" })).toHaveCount(0)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await sidewaysPx(page)).toBe(0)
})

test("what parents confirmed is released on request; the batch shows each lesson", async ({ page }) => {
  await enterPortal(page, clerk)
  await page.goto("/portal/training")
  await act(page, "申请划拨", /\/releases$/)
  await page.goto("/portal/training/releases")
  await expect(page.getByRole("heading", { name: "到账预测" })).toBeVisible()
  await page.getByRole("link", { name: /^HB/ }).first().click()
  await expect(page).toHaveURL(/\/portal\/training\/releases\//)
  await expect(page.getByText(/^PX\d+/).first()).toBeVisible()
})

test("the institution agrees to a refund", async ({ page }) => {
  await enterPortal(page, clerk)
  await page.goto("/portal/training/refunds")
  await expect(page.getByRole("row", { name: /待机构答复/ })).toHaveCount(1)
  await act(page, "答复", /\/answer$/, undefined, "提交")
  await expect(page.getByRole("row", { name: /待机构答复/ })).toHaveCount(0)
})

test("one officer asks for a freeze, another signs it", async ({ browser }) => {
  const first = await browser.newPage()
  await enterPortal(first, officer)
  await first.goto("/portal/supervision")
  await expect(first.getByRole("group", { name: "全市分布" })).toBeVisible()
  await first.getByRole("link", { name: institution }).first().click()
  await act(
    first,
    "申请冻结",
    /\/freezes$/,
    async () => {
      const dialog = first.getByRole("dialog")
      await dialog.getByLabel("文书编号").fill("演教监〔2026〕7号")
      await dialog.getByLabel("决定机关").fill("演示市教育局")
      await dialog.getByLabel("理由").fill("核查课程签到真实性")
    },
    "提交",
  )
  await first.close()
  const other = await browser.newPage()
  await enterPortal(other, second)
  await other.goto("/portal/approvals")
  await other.getByRole("main").getByRole("link", { name: /冻结/ }).first().click()
  await act(other, "同意", /\/decision$/)
  await other.goto("/portal/supervision/freezes")
  await expect(other.getByRole("row", { name: new RegExp(institution) })).toContainText("冻结中")
  await other.close()
})

test("the frozen institution's request says by which paper", async ({ page }) => {
  await enterPortal(page, clerk)
  await page.goto("/portal/training")
  await page.getByRole("button", { name: "申请划拨" }).click()
  const dialog = page.getByRole("dialog")
  await dialog.getByRole("button", { name: "申请划拨" }).click()
  await expect(dialog).toContainText("演教监〔2026〕7号")
})

test("the bank sees the institution's money add up and replays a month under another city's policy", async ({
  browser,
}) => {
  await as(browser, "H1007", async (page) => {
    await page.goto("/training-fund/institutions")
    await page.getByRole("link", { name: institution }).first().click()
    await state(page, institution)
    await expect(page.getByText("缴入 − 划拨 − 退费 = 存管余额")).toBeVisible()
    await page.goto("/training-fund/simulator")
    await expect(page.getByText(/份订单，按/)).toBeVisible()
    await expect(page.getByRole("link", { name: /^PX/ }).first()).toBeVisible()
  })
})
