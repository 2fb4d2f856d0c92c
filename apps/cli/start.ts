// huoshui start: database up, branch migrated, demo made when wanted, pages served; stops in order on Ctrl-C.
import { readFileSync } from "node:fs"
import { createServer } from "node:net"
import { createInterface } from "node:readline/promises"
import { fileURLToPath } from "node:url"
import { foundAdministrators } from "#kernel/access"
import { expectOk } from "#kernel/refusal"
import { DemoClock, demoPassword, demoSignIns, demoSmsBox, demoStartDate, makeDemo } from "../demo/index.ts"
import type { OpenBranch, Options } from "../runtime/index.ts"
import { buildServer, type Server } from "../server/index.ts"
import { startSandboxes } from "../sandbox.ts"
import { dropHalfMade, openAt, stateOf, takePlace, type Place } from "./database.ts"
import type { Output } from "./output.ts"
import { version } from "./version.ts"

const pagesFolder = fileURLToPath(new URL("../../dist", import.meta.url))

export class PortTaken extends Error {
  override name = "PortTaken"
}

export async function start(options: Options, out: Output): Promise<void> {
  await assertPortFree(options)
  const place = await takePlace(options)
  const closing: (() => Promise<void>)[] = [() => place.close()]
  const shutDown = async () => {
    for (const close of closing.toReversed()) await close().catch((error: Error) => out.say(error.message))
  }
  try {
    const isDemo = await prepareBranch(place, options, out)
    const sms = demoSmsBox()
    const sandboxes = isDemo
      ? await startSandboxes({ secret: place.secret, dataFolder: options.dataFolder })
      : undefined
    if (sandboxes) closing.push(() => sandboxes.close())
    const branch = await openAt(place, options, {
      partnerUrl: (partner) => process.env[partnerVariable(partner)] ?? sandboxes?.urlOf(partner),
      partnerKeys: (partner) => keysFromFile(partner) ?? sandboxes?.keysOf(partner),
      sendSms: async (message) => {
        if (isDemo) sms.remember(message)
        out.say(`[短信 SMS] ${message.to} ${message.text}`)
      },
    })
    closing.push(() => branch.close())
    const server = await buildServer({
      branch,
      pagesFolder,
      version,
      ...(isDemo ? { demoSignIns: (ctx) => demoSignIns(ctx, sms.codeFor) } : {}),
    })
    closing.push(() => server.close())
    const port = await server.listen(options.host, options.port)
    sandboxes?.callBackTo(`http://127.0.0.1:${port}`)
    place.folder!.announce({ port, postgresUrl: place.adminUrl })
    greet(out, { options, port, isDemo, said: server.said() })
    await untilAskedToStop(place, out)
  } finally {
    await shutDown()
  }
}

const partnerVariable = (partner: string): string => `HUOSHUI_PARTNER_${partner.toUpperCase().replaceAll("-", "_")}`

/** A partner's numbers and keys: a JSON file named by HUOSHUI_PARTNER_<NAME>_KEYS, outside the project. */
function keysFromFile(partner: string): Record<string, string> | undefined {
  const file = process.env[`${partnerVariable(partner)}_KEYS`]
  return file ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : undefined
}

/** Makes sure there is a branch to serve; true when it is the demo. */
async function prepareBranch(place: Place, options: Options, out: Output): Promise<boolean> {
  let state = await stateOf(place, options)
  if (state === "half-made demo") {
    out.say("上次制作演示数据时中断，重新制作。/ The last demo was interrupted; making it again.")
    await dropHalfMade(place, options)
    state = "empty"
  }
  if (state !== "empty") return state === "demo"
  if (options.demo ?? (await askForDemo())) {
    await demo(place, options, out)
    return true
  }
  await foundBranch(place, options, out)
  return false
}

async function askForDemo(): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const ask = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await ask.question("这是一个新的数据目录。要放入演示分行吗？Make the demo branch? [Y/n] ")
  ask.close()
  return !/^n/i.test(answer.trim())
}

/** Makes the demo branch in an empty place. */
export async function demo(place: Place, options: Options, out: Output): Promise<void> {
  out.say("正在制作演示分行（虚构数据，经真实流程办理）… / Making the demo branch …")
  const clock = new DemoClock(demoStartDate(new Date()))
  const sandboxes = await startSandboxes({
    secret: place.secret,
    dataFolder: options.dataFolder,
    now: () => clock.now(),
  })
  const partnerUrl = (partner: string) => sandboxes.urlOf(partner)
  const partnerKeys = (partner: string) => sandboxes.keysOf(partner)
  // A half-made demo is made again, so its commits need not wait for the disk.
  const branch = await openAt(place, options, { clock, partnerUrl, partnerKeys, isDisposable: true })
  try {
    await makeDemo(branch, clock, (text) => out.say(`  ${text}`))
  } finally {
    await branch.close()
    await sandboxes.close()
  }
}

async function foundBranch(place: Place, options: Options, out: Output): Promise<void> {
  const branch = await openAt(place, options)
  try {
    const people = [
      ["A0001", "系统管理员", "system-admin"],
      ["A0002", "安全管理员", "security-admin"],
      ["A0003", "审计管理员", "audit-admin"],
    ] as const
    const founded = expectOk(
      await foundAdministrators(
        branch.system(),
        people.map(([staffNo, name, role]) => ({ staffNo, personId: staffNo, name, outlet: "HQ", roles: [role] })),
      ),
    )
    out.say(
      "新分行已建立。三员邀请码（仅显示一次，请分别交给三个人）：/ One-time invitations of the three administrators:",
    )
    for (const { staffNo, invitation } of founded) out.say(`  ${staffNo}  ${invitation}`)
  } finally {
    await branch.close()
  }
}

interface Greeting {
  options: Options
  port: number
  isDemo: boolean
  said: readonly string[]
}

function greet(out: Output, { options, port, isDemo, said }: Greeting): void {
  const at = `http://${options.host === "0.0.0.0" ? "localhost" : options.host}:${port}`
  const lines = [
    "",
    "活水已就绪 Huoshui is ready",
    `  员工 staff     ${at}/`,
    `  企业 firms     ${at}/portal`,
    `  市民 citizens  ${at}/m`,
    `  接口 API       ${at}/docs`,
  ]
  if (said.length > 0) lines.push("", ...said.map((one) => `  请注意 note: ${one}`))
  if (isDemo) {
    lines.push(
      "",
      `  演示账号（登录页可一键填入，验证码自动生成）/ demo sign-ins (the sign-in page fills them in):`,
      `    M2001 客户经理（湘乡）  H1002 审查  Z2001 支行行长  H1003 分行审批  H1006 放款  H1008 会计主管`,
      `    密码 password  ${demoPassword}`,
    )
  }
  lines.push("", "  Ctrl-C 停止 stops", "")
  out.say(lines.join("\n"))
}

async function untilAskedToStop(place: Place, out: Output): Promise<void> {
  let asked = false
  await new Promise<void>((resolve) => {
    const stop = () => {
      asked = true
      resolve()
    }
    // Not once: Ctrl-C reaches us from the terminal and again from the npm script above us, and the second one
    // must not cut the orderly end short.
    process.on("SIGINT", stop)
    process.on("SIGTERM", stop)
    void place.postgres?.exited.then(() => {
      if (asked) return
      out.say(
        "数据库进程意外结束，服务停止；再次启动会自动恢复。/ The database ended; start again, nothing acknowledged is lost.",
      )
      process.exitCode = 1
      resolve()
    })
  })
  out.say("正在停止 … stopping …")
}

async function assertPortFree(options: Options): Promise<void> {
  if (options.port === 0) return
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new PortTaken(
              `端口 ${options.port} 已被占用；请停止占用它的程序，或设 HUOSHUI_PORT 换一个端口。/ Port ${options.port} is taken; stop its owner or set HUOSHUI_PORT.`,
            )
          : new PortTaken(`不能监听 ${options.host}:${options.port}：${error.message}`),
      ),
    )
    probe.listen(options.port, options.host, () => probe.close(() => resolve()))
  })
}

export type { OpenBranch, Server }
