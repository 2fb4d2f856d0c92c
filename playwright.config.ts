// Journeys in a real browser against a demo branch of its own, started from scratch on free ground.
import { tmpdir } from "node:os"
import { join } from "node:path"
import { defineConfig } from "@playwright/test"
import { findBrowser } from "./tests/support/browser.ts"

const port = process.env["HUOSHUI_JOURNEY_PORT"] ?? "8797"
const given = process.env["HUOSHUI_JOURNEY_URL"]
const data = process.env["HUOSHUI_JOURNEY_DATA"] ?? join(tmpdir(), `huoshui-journeys-${process.ppid}`)
const browser = await findBrowser()

export default defineConfig({
  testDir: "tests/journeys",
  outputDir: "test-results",
  timeout: 240_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  reporter: [["list"]],
  use: {
    baseURL: given ?? `http://127.0.0.1:${port}`,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    // Dialogs and lists stand where they belong at once: a press never lands where one has just been.
    contextOptions: { reducedMotion: "reduce" },
    trace: "retain-on-failure",
    actionTimeout: 15_000,
    launchOptions: { executablePath: browser.executablePath, args: browser.args },
  },
  ...(given
    ? {}
    : {
        webServer: {
          command: `"${process.execPath}" scripts/huoshui.mjs start`,
          url: `http://127.0.0.1:${port}/`,
          timeout: 300_000,
          env: { HUOSHUI_DEMO: "1", HUOSHUI_PORT: port, HUOSHUI_DATA: data, TZ: "Asia/Shanghai" },
          gracefulShutdown: { signal: "SIGTERM" as const, timeout: 20_000 },
        },
      }),
})
