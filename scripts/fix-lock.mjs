// Completes package-lock.json after a dependency change. A registry that lacks the newest build for some other
// platform makes npm leave that optional package out of the lock, and then `npm ci` refuses the file. An entry without
// address and hash says "there is such a package"; npm looks for it only on its own platform.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./bootstrap.mjs"

const file = join(root, "package-lock.json")
const lock = JSON.parse(readFileSync(file, "utf8"))
let added = 0
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = path ? `${path}/node_modules/${name}` : ""
    if (lock.packages[`node_modules/${name}`] || (nested && lock.packages[nested])) continue
    const platform = /(?:^|[-/])(darwin|linux|win32|windows|android|freebsd|openharmony|sunos|aix|wasm32)[-\w]*$/.test(
      name,
    )
    if (!platform || !/^\d/.test(range)) continue
    lock.packages[`node_modules/${name}`] = { version: range, optional: true, ...(entry.dev ? { dev: true } : {}) }
    added++
  }
}
if (process.argv.includes("--check")) process.exit(added === 0 ? 0 : 1)
if (added > 0) {
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
}
process.stderr.write(`${added} optional packages added\n`)
