#!/usr/bin/env node
// The command line: makes sure of Node, packages and pages, then hands over to apps/cli/main.ts.
import { join } from "node:path"
import { ensureToolchain, ensureWeb, root, run } from "./bootstrap.mjs"

const args = process.argv.slice(2)
const node = await ensureToolchain()
if (args[0] === "start") await ensureWeb(node)
process.exitCode = await run(node, [join(root, "apps", "cli", "main.ts"), ...args], { cwd: process.cwd() })
