// Signing in as one of the demo branch's people, through the pages themselves.
import { expect, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test"

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>

/** Sessions of this run: a code is good once, so whoever comes back within its half minute keeps the session. */
const sessions = new Map<string, Cookies>()

/** Home as this person, in the session they have or in a new one. */
export async function signInAs(page: Page, staffNo: string): Promise<void> {
  const known = sessions.get(staffNo)
  if (!known) {
    await signInNew(page, staffNo)
    sessions.set(staffNo, await page.context().cookies())
    return
  }
  await page.context().addCookies(known)
  await page.goto("/")
  await expect(page.getByRole("heading", { level: 1 })).toContainText("您好")
}

/** One press on the demo list fills in password and second factor, as a visitor of the demo does it. */
export async function signInNew(page: Page, staffNo: string): Promise<void> {
  await page.goto("/sign-in")
  const person = page.locator(".hs-demo button", { hasText: staffNo })
  await page.locator(".hs-demo button").first().waitFor()
  if (!(await person.isVisible())) await page.locator(".hs-demo summary").click()
  await person.click()
  await expect(page.getByRole("heading", { level: 1 })).toContainText("您好")
}

/** A firm's person of the demo branch, by one press on the portal's list. */
export async function enterPortal(page: Page, phone: string): Promise<void> {
  await page.goto("/portal/sign-in")
  await page.locator(".hs-demo button", { hasText: phone }).click()
  await expect(page.getByRole("heading", { level: 1, name: "我的业务" })).toBeVisible()
}

/** A parent of the demo branch, by one press on the citizens' list. */
export async function enterCitizen(page: Page, name: string): Promise<void> {
  await page.goto("/m/sign-in")
  await page.getByRole("button", { name: `登录 ${name}` }).click()
  await expect(page.getByText(`${name}，您好`)).toBeVisible()
}

/** What the page must never have at a phone's width. */
export async function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** Each person works in a browser of their own, as in the bank. */
export async function as(browser: Browser, staffNo: string, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await signInAs(page, staffNo)
  await work(page)
  await context.close()
}

/** Presses a button and waits for the write behind it; a refusal fails with the sentence the person would read. */
export async function send(page: Page, address: RegExp, press: () => Promise<unknown>): Promise<void> {
  const answered = page.waitForResponse((one) => address.test(one.url()) && one.request().method() !== "GET")
  await press()
  const answer = await answered
  expect(answer.ok(), `${answer.url()} → ${answer.status()} ${answer.ok() ? "" : await answer.text()}`).toBe(true)
}

/**
 * Picks an option and sees it stay. The list of antd lies outside the dialog and is known by the id of its box; a click made
 * while the page reads anew may miss: then it is made again.
 */
export async function choose(page: Page, box: Locator, option: string | RegExp): Promise<void> {
  const shown = box.locator("xpath=ancestor::div[contains(concat(' ', @class, ' '), ' ant-select ')][1]")
  await expect(async () => {
    const list = page.locator(`[id="${await box.getAttribute("id")}_list"]`)
    const wanted = page
      .locator(".ant-select-dropdown:visible", { has: list })
      .locator(".ant-select-item-option")
      .filter({ hasText: option })
      .first()
    if (!(await wanted.isVisible())) await box.click({ force: true, timeout: 2_500 })
    await wanted.click({ timeout: 2_500 })
    await expect(shown).toContainText(option, { timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
}

export async function fillDate(page: Page, label: string, date: string): Promise<void> {
  const box = page.getByRole("dialog").getByLabel(label)
  await box.fill(date)
  await box.press("Tab")
  await expect(box).toHaveValue(date)
}

/** Opens a dialog by its button, fills it, sends it, and sees it closed. */
export async function act(
  page: Page,
  button: string,
  address: RegExp,
  fill?: () => Promise<void>,
  submit = button,
): Promise<void> {
  const named = (text: string) => new RegExp(`^${text.split("").join("\\s?")}$`)
  await page
    .getByRole("button", { name: named(button) })
    .first()
    .click()
  const dialog = page.getByRole("dialog")
  await expect(dialog).toBeVisible()
  await fill?.()
  await send(page, address, () => dialog.getByRole("button", { name: named(submit) }).click())
  await expect(dialog).toHaveCount(0)
}

/** The state of a case beside its title. */
export async function state(page: Page, name: string): Promise<void> {
  await expect(page.locator(".hs-page-title")).toContainText(name)
}
