// Where payment channels call back and where payers open their order: open to the network, the first closed by the
// channel's signature over the very bytes sent, the second showing nothing but what is paid.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import QRCode from "qrcode"
import { channelOf, openIntake, payPage, type OnlineChannel, type PayPage } from "#products/acquiring"
import { formatAmount } from "#ledger"
import type { OpenBranch } from "../runtime/index.ts"
import { sendRefusal } from "./problem.ts"
import { prefix } from "./routes.ts"

export async function registerChannelRoutes(app: FastifyInstance, branch: OpenBranch): Promise<void> {
  const intake = openIntake(() => branch.system())
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body))
    scope.post<{ Params: { channel: string } }>(
      `${prefix}/channels/:channel/notices`,
      { schema: { tags: ["channels"], summary: "支付渠道的通知 / A channel's notice" } },
      async (request, reply) => {
        const found = isChannel(request.params.channel) ? channelOf(branch.system(), request.params.channel) : undefined
        if (!found?.ok) return reply.code(404).send()
        const said = { headers: request.headers, body: String(request.body ?? "") }
        const news = found.value.readCallback(said, branch.clock.now())
        const answer = news === null ? found.value.reply.refused : found.value.reply.taken
        // Answered only when it is on disk; what it means is worked out after.
        for (const one of news ?? []) await intake.keep(one)
        return reply.code(answer.status).type(answer.mediaType).send(answer.body)
      },
    )
  })
  app.get<{ Params: { orderNo: string } }>(
    "/pay/:orderNo",
    { schema: { hide: true } },
    async (request: FastifyRequest<{ Params: { orderNo: string } }>, reply) => {
      const page = await payPage(branch.system(), request.params.orderNo)
      return page.ok ? show(reply, page.value) : sendRefusal(request, reply, page.refusal)
    },
  )
}

const isChannel = (text: string): text is OnlineChannel => text === "wechat" || text === "alipay"

async function show(reply: FastifyReply, page: PayPage): Promise<FastifyReply> {
  reply.header("cache-control", "no-store")
  if (page.state === "pay" && /^https?:/.test(page.payUrl ?? "")) return reply.redirect(page.payUrl!)
  if (page.state === "paid" && page.returnPath) return reply.redirect(page.returnPath)
  return reply.type("text/html; charset=utf-8").send(await html(page))
}

const words = {
  pay: ["请扫码支付", "支付完成后本页可以关闭。"],
  paid: ["支付成功", "款项已收到，本页可以关闭。"],
  closed: ["订单已关闭", "已过支付时限，没有扣款；请回到原页面重新下单。"],
} as const

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")

/** For codes that only the channel's own app opens, and for orders that are over. */
async function html(page: PayPage): Promise<string> {
  const [head, text] = words[page.state]
  const code = page.payUrl ? await QRCode.toString(page.payUrl, { type: "svg", margin: 1, width: 240 }) : ""
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${head}</title><style>
body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;margin:0;background:#f4f5f7;color:#1c2430}
main{max-width:420px;margin:32px auto;padding:28px 24px;background:#fff;border-radius:12px;text-align:center}
h1{font-size:20px;margin:0 0 8px}.amount{font-size:36px;font-weight:600;margin:4px 0}
</style></head><body><main><h1 role="status">${head}</h1>${code}
<p class="amount">¥${formatAmount(page.amountFen, 2)}</p><p>${escaped(page.title)}</p><p>${text}</p></main></body></html>`
}
