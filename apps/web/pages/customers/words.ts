// Words for customers, shared by the list, the customer's page and the new-customer form.
import { dictionary } from "#ui/i18n"

export const useCustomerText = dictionary({
  customers: ["客户", "Customers"],
  name: ["名称", "Name"],
  kind: ["类型", "Kind"],
  number: ["统一社会信用代码 / 证件", "Credit code / ID"],
  uscc: ["统一社会信用代码", "Unified social credit code"],
  idNumber: ["身份证号码", "ID number"],
  outlet: ["所属网点", "Outlet"],
  industry: ["行业", "Industry"],
  size: ["规模", "Size"],
  manager: ["客户经理", "Account manager"],
  since: ["建档日期", "Opened on"],
  address: ["地址", "Address"],
  state: ["状态", "State"],
  active: ["正常", "Active"],
  closed: ["已销户", "Closed"],
  firm: ["企业", "Firm"],
  person: ["个人", "Person"],
  village: ["村集体", "Village"],
  school: ["学校", "School"],
  "public-body": ["机关事业单位", "Public body"],
  micro: ["微型", "Micro"],
  small: ["小型", "Small"],
  medium: ["中型", "Medium"],
  large: ["大型", "Large"],
  new: ["新建客户", "New customer"],
  find: ["名称、拼音首字母或代码", "Name, pinyin initials or code"],
  none: ["还没有客户。", "No customers yet."],
})

export type PartyKind = "firm" | "person" | "village" | "school" | "public-body"
export type PartySize = "micro" | "small" | "medium" | "large"
export const partyKinds: readonly PartyKind[] = ["firm", "person", "village", "school", "public-body"]
export const partySizes: readonly PartySize[] = ["micro", "small", "medium", "large"]
