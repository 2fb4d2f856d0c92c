import { defineConfig } from "vitest/config"

// One file, one database (cloned from a template); files of a project share one process so that the app loads once.
const shared = { isolate: false, pool: "forks" as const, env: { TZ: "Asia/Shanghai" } }
const folders = ["ledger", "kernel", "products", "scenes", "apps", "ui", "tests", "scripts"]
const files = (suffix: string) => folders.map((folder) => `${folder}/**/*.${suffix}.ts`)

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: files("test"),
          exclude: [...files("db.test"), ...files("crash.test"), "**/node_modules/**"],
        },
      },
      {
        test: {
          ...shared,
          name: "db",
          include: files("db.test"),
          globalSetup: ["tests/support/cluster.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: { ...shared, name: "crash", include: files("crash.test"), testTimeout: 300_000, fileParallelism: false },
      },
    ],
  },
})
