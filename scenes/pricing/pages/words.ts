// Words and colours that the staff's, the firms' and the public pages of prices share.
import { dictionary } from "#ui/i18n"
import type { Tone } from "#ui/theme"
import type { Certainty } from "../model.ts"
import type { SubscriptionState } from "../states.ts"

export const certaintyTones: Record<Certainty, Tone> = { fact: "good", unverified: "warn", assumption: "calm" }

export const stateTones: Record<SubscriptionState, Tone> = {
  offered: "calm",
  active: "good",
  notice_30: "warn",
  notice_7: "bad",
  renewed: "good",
  ended_to_standard: "primary",
  services_stopped: "neutral",
}

export const usePricingText = dictionary({
  prices: ["服务价目表", "Price list"],
  packages: ["套餐与减免", "Packages and waivers"],
  subscriptions: ["套餐办理与到期", "Packages of firms"],
  charges: ["收费与退费", "Charges and refunds"],
  savings: ["减费成效", "Savings"],
  fact: ["有文件", "From a document"],
  unverified: ["待核原文", "Text not re-read"],
  assumption: ["本行自定", "Own choice"],
  item: ["项目", "Item"],
  nature: ["定价方式", "Kind of price"],
  price: ["价格", "Price"],
  unit: ["单位", "Unit"],
  per: ["每{unit}", "per {unit}"],
  doc: ["依据文件", "Document"],
  certainty: ["依据程度", "Certainty"],
  from: ["生效日", "From"],
  to: ["止日", "To"],
  noPrice: ["未定价", "Not priced"],
  none: ["没有记录。", "No records."],
  outlet: ["网点", "Outlet"],
  firm: ["客户", "Firm"],
  accountNo: ["账号", "Account"],
  package: ["套餐", "Package"],
  state: ["状态", "State"],
  endOn: ["到期日", "Ends on"],
  saved: ["已省", "Saved"],
  gross: ["标准价", "Standard price"],
  net: ["实付", "Paid"],
  choice: ["客户选择", "Firm's choice"],
  renew: ["续办套餐", "Go on with a package"],
  standard: ["转标准价", "Standard prices"],
  stop: ["到期停用", "Stop"],
  service: ["开通服务", "Service"],
  lapsed: ["已过办理期", "Offer lapsed"],
  silent: ["尚未选择", "No word yet"],
  paperNo: ["签署的协议或回执编号", "Number of the signed paper"],
  print: ["打印", "Print"],
  months: ["{n} 个月", "{n} months"],
  free: ["免费", "Free"],
  when: ["日期", "Date"],
  number: ["编号", "Number"],
})
