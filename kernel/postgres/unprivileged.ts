// PostgreSQL refuses to run as root. A container or a rented machine often has nobody else, so as root we start it
// inside a user namespace (files stay owned by root, nothing is created on the machine) or, where the kernel forbids
// that, as the user nobody.
import { spawnSync, type SpawnOptions } from "node:child_process"
import { chownSync, mkdirSync } from "node:fs"

const nobody = 65534
const namespace = ["--user", "--map-user=1000", "--map-group=1000"]

export interface Command {
  program: string
  args: string[]
  options: SpawnOptions
}

type Way = "direct" | "namespace" | "nobody"

let chosen: Way | undefined

function way(): Way {
  if (chosen) return chosen
  const isRoot = process.getuid?.() === 0
  if (!isRoot) chosen = "direct"
  else chosen = spawnSync("unshare", [...namespace, "true"]).status === 0 ? "namespace" : "nobody"
  return chosen
}

/** The same command, run as somebody PostgreSQL accepts. */
export function unprivileged(program: string, args: string[], options: SpawnOptions = {}): Command {
  if (way() === "namespace") {
    return { program: "unshare", args: [...namespace, program, ...args], options }
  }
  if (way() === "nobody") return { program, args, options: { ...options, uid: nobody, gid: nobody } }
  return { program, args, options }
}

/** Makes a folder that the server will own. */
export function makeOwnedFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (way() === "nobody") chownSync(folder, nobody, nobody)
}
