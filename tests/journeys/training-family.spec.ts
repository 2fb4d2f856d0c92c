// Goal: a parent's whole way with training fees on a phone: chooses a course, signs, pays into custody through the channel's
// page, says that a lesson took place, objects to one, reads the proof, asks for a refund and takes it back.
import { expect, test } from "@playwright/test"
import { enterCitizen, sidewaysPx } from "./people.ts"

test.use({ viewport: { width: 390, height: 844 } })
test.describe.configure({ mode: "serial" })

test("signs for a course and pays into custody", async ({ page }) => {
  await enterCitizen(page, "演梅家长")
  await page.goto("/m/training/courses")
  await expect(page.locator(".hs-m-rows a").first()).toBeVisible()
  const signed = await signOne(page)
  expect(signed, "one of the open courses can be signed for").toBe(true)
  await expect(page.getByText("已签约待缴费")).toBeVisible()
  await page.getByText("支付宝", { exact: true }).click()
  await page.getByRole("button", { name: /^去支付/ }).click()
  await page.getByRole("button", { name: "确认支付" }).click()
  await expect(page.getByRole("status")).toContainText("支付成功")
  await page.getByRole("link", { name: "返回商家" }).click()
  await expect(page.getByText("托管中")).toBeVisible()
  expect(await sidewaysPx(page)).toBe(0)
  await page.getByRole("link", { name: "查看存管证明" }).click()
  await expect(page.getByText("每一分都对得上")).toBeVisible()
})

/** Tries the courses one after the other: some are full, some clash with what the child has already. */
async function signOne(page: import("@playwright/test").Page): Promise<boolean> {
  const addresses = await page.locator(".hs-m-rows a").evaluateAll((all) => all.map((one) => one.getAttribute("href")!))
  for (const address of addresses) {
    await page.goto(address)
    await page.getByText("演梅越").click()
    await page.getByRole("button", { name: "签合同" }).click()
    const outcome = page.getByText("已签约待缴费").or(page.getByRole("alert"))
    await expect(outcome.first()).toBeVisible()
    if (await page.getByText("已签约待缴费").isVisible()) return true
  }
  return false
}

test("answers one question at a time and asks what a refund would give", async ({ page }) => {
  await page.goto("/m/sign-in")
  const { citizens } = (await (await page.request.get("/api/v1/demo/sign-ins")).json()) as {
    citizens: { name: string }[]
  }
  let asked = 0
  for (const { name } of citizens) {
    await page.context().clearCookies()
    await enterCitizen(page, name)
    const answer = await page.request.get("/api/v1/m/training/questions")
    asked = ((await answer.json()) as unknown[]).length
    if (asked >= 2) break
  }
  expect(asked, "some family has lessons to confirm").toBeGreaterThan(1)
  await page.goto("/m/training/confirm")
  await page.getByRole("button", { name: /上了，可以划款|收到了/ }).click()
  await expect(page.getByText(/已确认，[\d,.]+ 元将划给机构/)).toBeVisible()
  await page.getByRole("button", { name: "没有上，我有异议" }).click()
  await page.getByLabel("怎么回事？").fill("当天老师请假，没有上课")
  await page.getByRole("button", { name: "提交异议" }).click()
  await expect(page.getByText("已记下您的异议")).toBeVisible()
  await page.goto("/m/training")
  await page
    .getByRole("link", { name: /上课中/ })
    .first()
    .click()
  await page.getByRole("link", { name: "申请退费" }).click()
  await expect(page.getByText("合计可退（元）")).toBeVisible()
  await page.getByRole("textbox", { name: "退费原因" }).fill("搬家去了外地")
  await page.getByRole("button", { name: "提交申请" }).click()
  await expect(page.getByText("待机构答复")).toBeVisible()
  await page.getByRole("button", { name: "撤回退费，继续上课" }).click()
  await expect(page.getByText("上课中")).toBeVisible()
})
