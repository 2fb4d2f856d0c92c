// What an installation may choose, by environment and by option; options win.
import { resolve } from "node:path"

export interface Options {
  port: number
  host: string
  /** Where people outside reach the pages, e.g. through a proxy; stands on printed papers. */
  publicUrl: string
  dataFolder: string
  databaseUrl: string | undefined
  branch: string
  /** true: make the demo branch without asking; false: never; undefined: ask on a terminal. */
  demo: boolean | undefined
}

export interface GivenOptions {
  port?: string
  host?: string
  data?: string
  branch?: string
  demo?: boolean
}

export class OptionError extends Error {
  override name = "OptionError"
}

export function readOptions(given: GivenOptions, env: NodeJS.ProcessEnv, projectRoot: string): Options {
  const portText = given.port ?? env["HUOSHUI_PORT"] ?? "8787"
  const port = Number(portText)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new OptionError(`HUOSHUI_PORT “${portText}” 不是端口号（0–65535）。/ is not a port number.`)
  }
  const branch = given.branch ?? env["HUOSHUI_BRANCH"] ?? "xiangtan"
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(branch))
    throw new OptionError(`分行代码“${branch}”只能用小写字母、数字和下划线。/ is not a branch code.`)
  const host = given.host ?? env["HUOSHUI_HOST"] ?? "127.0.0.1"
  return {
    port,
    branch,
    host,
    publicUrl: publicUrlOf(env["HUOSHUI_PUBLIC_URL"], host, port),
    dataFolder: resolve(given.data ?? env["HUOSHUI_DATA"] ?? resolve(projectRoot, ".huoshui")),
    databaseUrl: env["DATABASE_URL"] || undefined,
    demo: given.demo ?? flag(env["HUOSHUI_DEMO"]),
  }
}

function publicUrlOf(text: string | undefined, host: string, port: number): string {
  if (!text) return `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`
  if (!/^https?:\/\/[^\s/]+(\/[^\s?#]*)?$/.test(text))
    throw new OptionError(`HUOSHUI_PUBLIC_URL “${text}” 不是网址。/ is not an http(s) address.`)
  return text.replace(/\/+$/, "")
}

function flag(text: string | undefined): boolean | undefined {
  if (text === undefined || text === "") return undefined
  return text !== "0" && text !== "false"
}
