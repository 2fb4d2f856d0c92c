// All checks in order, or one group: node scripts/with-node.mjs scripts/test.mjs [unit|db|crash|browser|types|lint]
// Ends with one line "N passed, N failed".
import { spawn } from "node:child_process"
import { ensureWeb, root } from "./bootstrap.mjs"

const bin = (path) => ["node", `node_modules/${path}`]
const vitest = (...projects) => [
  ...bin("vitest/vitest.mjs"),
  "run",
  "--reporter=dot",
  ...projects.flatMap((p) => ["--project", p]),
]

const groups = {
  types: [["types", [...bin("typescript/bin/tsc"), "-p", "."]]],
  lint: [
    ["lint", [...bin("oxlint/bin/oxlint"), "--deny-warnings", "--type-aware"]],
    ["format", [...bin("oxfmt/bin/oxfmt"), "--check", "."]],
    ["figures", ["node", "scripts/figures.mjs", "--check"]],
    ["lock file", ["node", "scripts/fix-lock.mjs", "--check"]],
  ],
  unit: [["unit", vitest("unit")]],
  db: [
    ["table types", ["node", "scripts/db-types.ts", "--verify"]],
    ["database", vitest("db")],
  ],
  crash: [["crash", vitest("crash")]],
  browser: [["browser", [...bin("@playwright/test/cli.js"), "test"]]],
}

const asked = process.argv[2]
const chosen = asked ? { [asked]: groups[asked] } : groups
if (asked && !groups[asked]) {
  process.stderr.write(`Groups: ${Object.keys(groups).join(", ")}\n`)
  process.exit(2)
}

const totals = { passed: 0, failed: 0 }
if (!asked || asked === "browser") await ensureWeb(process.execPath)
for (const steps of Object.values(chosen)) {
  for (const [name, command] of steps) {
    const started = performance.now()
    process.stdout.write(`\n== ${name}\n`)
    const { code, passed, failed } = await run(command)
    totals.passed += passed || (code === 0 ? 1 : 0)
    totals.failed += failed || (code === 0 ? 0 : 1)
    process.stdout.write(
      `== ${name}: ${code === 0 ? "ok" : "FAILED"} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
    )
  }
}
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`)
process.exitCode = totals.failed === 0 ? 0 : 1

/** Runs a command, shows what it prints, and counts the tests its summary names. */
function run([program, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program === "node" ? process.execPath : program, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, TZ: "Asia/Shanghai", FORCE_COLOR: "0", NO_COLOR: "1" },
    })
    let text = ""
    child.stdout.on("data", (chunk) => {
      process.stdout.write(chunk)
      text = (text + chunk).slice(-20_000)
    })
    child.once("exit", (code) => {
      const line = /^\s*Tests\s+(.*)$/m.exec(text)?.[1] ?? text
      const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0)
      resolve({ code: code ?? 1, passed: count("passed"), failed: count("failed") })
    })
  })
}
