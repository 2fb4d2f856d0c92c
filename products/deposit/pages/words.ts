// Words that the staff's and the firms' account pages share.
import { dictionary } from "#ui/i18n"

export const useDepositText = dictionary({
  basic: ["基本存款账户", "Basic account"],
  general: ["一般存款账户", "General account"],
  special: ["专用存款账户", "Special account"],
  temporary: ["临时存款账户", "Temporary account"],
  open: ["正常", "Open"],
  closed: ["已销户", "Closed"],
  accountNo: ["账号", "Account number"],
  kind: ["账户种类", "Kind"],
  balance: ["余额", "Balance"],
  available: ["可用余额", "Available"],
  earned: ["已计未结利息", "Interest earned, not credited"],
  since: ["自 {day} 起", "since {day}"],
  rate: ["活期利率", "Rate"],
  openedOn: ["开户日", "Opened on"],
  filingNo: ["备案编号", "Filing number"],
  purpose: ["用途", "Purpose"],
  validTo: ["到期日", "Ends on"],
  outlet: ["开户机构", "Outlet"],
})
