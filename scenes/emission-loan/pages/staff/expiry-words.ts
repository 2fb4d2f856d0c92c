// Words for what ends when.
import { dictionary } from "#ui/i18n"

export const useExpiryText = dictionary({
  permit: ["排污许可证", "Permit"],
  right: ["排污权", "Right"],
  valuation: ["估值", "Valuation"],
  loan: ["贷款", "Loan"],
  margin_call: ["补充担保期限", "Margin call"],
  left: ["剩 {n} 天", "{n} days left"],
  past: ["已过 {n} 天", "{n} days past"],
})
