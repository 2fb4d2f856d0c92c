// Which channel is connected, and how. Address and keys come from the installation; a channel without either is refused
// with a sentence, not with a crash.
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { channelTitles, type OnlineChannel } from "../model.ts"
import { refuse } from "../refusals.ts"
import { alipayChannel, type AlipayKeys } from "./alipay.ts"
import type { PaymentChannel } from "./port.ts"
import { wechatChannel, type WechatKeys } from "./wechat.ts"

/** Names of the partners, as in HUOSHUI_PARTNER_<NAME>. */
export const partnerOf: Record<OnlineChannel, string> = { wechat: "wechat-pay", alipay: "alipay" }
const realAddress: Record<OnlineChannel, string> = {
  wechat: "https://api.mch.weixin.qq.com/",
  alipay: "https://openapi.alipay.com/gateway.do",
}

const made = new Map<string, PaymentChannel>()

export function channelOf(ctx: Ctx, channel: OnlineChannel): Outcome<PaymentChannel> {
  const partner = partnerOf[channel]
  const keys = ctx.services.partnerKeys(partner)
  if (!keys) return refuse["E-NO-CHANNEL"]({ channel: channelTitles[channel].zh })
  const url = ctx.services.partnerUrl(partner) ?? realAddress[channel]
  const notifyUrl = `${ctx.services.publicUrl}/api/v1/channels/${channel}/notices`
  const name = `${channel}|${url}|${notifyUrl}|${JSON.stringify(keys)}`
  let found = made.get(name)
  if (!found) {
    found =
      channel === "wechat"
        ? wechatChannel(keys as unknown as WechatKeys, { baseUrl: url.endsWith("/") ? url : `${url}/`, notifyUrl })
        : alipayChannel(keys as unknown as AlipayKeys, { gateway: url, notifyUrl })
    made.set(name, found)
  }
  return ok(found)
}

export type { BillFile, PaymentChannel } from "./port.ts"
