// Runs a file of this project on the pinned Node, whatever Node the machine has: node scripts/with-node.mjs FILE ARGS…
import { ensureToolchain, run } from "./bootstrap.mjs"

const node = await ensureToolchain()
process.exitCode = await run(node, process.argv.slice(2))
