// The data folder belongs to one running process at a time and to nobody else's program. It holds the embedded
// database, uploaded files, and the installation's secret.
import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const marker = "huoshui.json"
const lockFile = "running.json"
const formatVersion = 1

export class DataFolderError extends Error {
  override name = "DataFolderError"
}

export interface DataFolder {
  path: string
  secret: Buffer
  appPassword: string
  filesFolder: string
  clusterFolder: string
  /** Tells other commands where the server is. */
  announce(running: { port: number; postgresUrl: string }): void
  release(): void
}

export interface Running {
  pid: number
  port: number | null
  postgresUrl: string | null
}

export function openDataFolder(path: string): DataFolder {
  prepare(path)
  takeLock(path)
  const { secret, appPassword } = secrets(path)
  const filesFolder = join(path, "files")
  mkdirSync(filesFolder, { recursive: true })
  return {
    path,
    secret,
    appPassword,
    filesFolder,
    clusterFolder: join(path, "postgres"),
    announce: ({ port, postgresUrl }) => writeLock(path, { pid: process.pid, port, postgresUrl }),
    release: () => rmSync(join(path, lockFile), { force: true }),
  }
}

/** Secrets and folders for a command beside a running server, without taking the lock. */
export function readDataFolder(path: string): Omit<DataFolder, "announce" | "release"> {
  if (!existsSync(join(path, marker)))
    throw new DataFolderError(`${path} 还没有数据；请先运行 start。/ holds no data yet; run start first.`)
  return { path, ...secrets(path), filesFolder: join(path, "files"), clusterFolder: join(path, "postgres") }
}

/** The server that holds this folder now, if any. */
export function runningIn(path: string): Running | undefined {
  const file = join(path, lockFile)
  if (!existsSync(file)) return undefined
  try {
    const found = JSON.parse(readFileSync(file, "utf8")) as Running
    return isAlive(found.pid) ? found : undefined
  } catch {
    return undefined
  }
}

function prepare(path: string): void {
  if (existsSync(join(path, marker))) {
    const { format } = JSON.parse(readFileSync(join(path, marker), "utf8")) as { format: number }
    if (format > formatVersion)
      throw new DataFolderError(
        `${path} 由更新的版本写成，请升级后再用。/ was written by a newer version; upgrade first.`,
      )
    return
  }
  if (existsSync(path) && readdirSync(path).length > 0) {
    throw new DataFolderError(
      `${path} 不是活水的数据目录且不为空；请用 HUOSHUI_DATA 另选一个空目录，未改动其中任何文件。/ is not a Huoshui data folder and not empty; choose another with HUOSHUI_DATA. Nothing was changed.`,
    )
  }
  mkdirSync(path, { recursive: true, mode: 0o700 })
  writeFileSync(join(path, marker), JSON.stringify({ product: "huoshui", format: formatVersion }))
}

function takeLock(path: string): void {
  const running = runningIn(path)
  if (running && running.pid !== process.pid) {
    throw new DataFolderError(
      `另一个活水进程（${running.pid}${running.port ? `，端口 ${running.port}` : ""}）正在使用 ${path}；请先停止它，或用 HUOSHUI_DATA 另选目录。/ another process holds this data folder.`,
    )
  }
  writeLock(path, { pid: process.pid, port: null, postgresUrl: null })
}

function writeLock(path: string, running: Running): void {
  writeFileSync(join(path, lockFile), JSON.stringify(running), { mode: 0o600 })
}

function secrets(path: string): { secret: Buffer; appPassword: string } {
  const file = join(path, "secret.json")
  if (!existsSync(file)) {
    const fresh = { secret: randomBytes(32).toString("hex"), appPassword: randomBytes(24).toString("hex") }
    writeFileSync(file, JSON.stringify(fresh), { mode: 0o600 })
  }
  const stored = JSON.parse(readFileSync(file, "utf8")) as { secret: string; appPassword: string }
  return { secret: Buffer.from(stored.secret, "hex"), appPassword: stored.appPassword }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
  if (process.platform !== "linux") return true
  try {
    // After a reboot the number may belong to another program; a zombie holds nothing.
    const state = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.[0]
    return state !== "Z" && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("main.ts")
  } catch {
    return false
  }
}
