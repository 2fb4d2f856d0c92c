// The sandbox channel's paying page, as a payer's phone would show it. Plain HTML, no script.
import { yuanText } from "./bills.ts"
import type { SandboxOrder } from "./store.ts"

const looks = {
  wechat: { name: "微信支付", colour: "#067a3e" },
  alipay: { name: "支付宝", colour: "#0b5cad" },
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")

export function payingPage(order: SandboxOrder | undefined, now: Date): string {
  if (!order) return frame("支付", "#555", "<p>没有这个订单。</p>")
  const { name, colour } = looks[order.channel]
  const isOver = order.state === "open" && now >= new Date(order.expiresAt)
  const back = `<p><a href="${escaped(backOf(order))}">返回商家</a></p>`
  const state = order.state === "paid" ? "支付成功" : order.state === "closed" || isOver ? "订单已关闭" : ""
  const amount = `<p class="amount"><span>¥</span>${yuanText(order.totalFen)}</p><p>${escaped(order.title)}</p>`
  if (state) return frame(name, colour, `<p class="state" role="status">${state}</p>${amount}${back}`)
  const form = '<form method="post"><button type="submit">确认支付</button></form>'
  return frame(name, colour, `${amount}${form}${back}`)
}

const backOf = (order: SandboxOrder): string => {
  try {
    return `${new URL(order.notifyUrl).origin}/pay/${order.orderNo}`
  } catch {
    return "#"
  }
}

function frame(name: string, colour: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${name}（沙箱）</title><style>
body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;margin:0;background:#f4f5f7;color:#1c2430}
header{background:${colour};color:#fff;padding:14px 20px;font-weight:600}
main{max-width:420px;margin:24px auto;padding:28px 24px;background:#fff;border-radius:12px;text-align:center}
.amount{font-size:40px;margin:8px 0;font-weight:600}.amount span{font-size:22px;margin-right:4px}
.state{font-size:20px;color:${colour};font-weight:600}
button{width:100%;min-height:48px;border:0;border-radius:8px;background:${colour};color:#fff;font:inherit;font-weight:600}
button:focus-visible,a:focus-visible{outline:3px solid #f5a623;outline-offset:2px}a{color:${colour}}
small{color:#5a6472}</style></head>
<body><header>${name} · 沙箱</header><main>${body}<small>演示用支付页，不产生真实扣款。</small></main></body></html>`
}
