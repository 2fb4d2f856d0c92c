// Every answer the book can give to a transfer, with a sentence for people. Codes are stable: they are stored,
// sent over the wire and compared in tests. The numbers are what the posting function returns.

interface Answer {
  number: number
  zh: string
  en: string
}

export const answers = {
  ok: { number: 0, zh: "已入账", en: "Posted" },
  linked_failed: {
    number: 1,
    zh: "同组分录未通过，本笔未入账",
    en: "Another leg of the same group failed; not posted",
  },
  chain_open: { number: 2, zh: "分录组未结束，未入账", en: "The group of legs has no end; not posted" },
  exists: { number: 3, zh: "该编号此前已入账，未重复记账", en: "Posted before under this id; nothing moved again" },
  exists_with_different: {
    number: 4,
    zh: "该编号此前已用于内容不同的记账，未入账",
    en: "This id was used before with different content; not posted",
  },
  amount_not_positive: { number: 10, zh: "金额必须大于零", en: "The amount must be above zero" },
  amount_too_large: { number: 11, zh: "金额超过账簿上限", en: "The amount is above what the book can hold" },
  same_account: { number: 12, zh: "借贷账户不能相同", en: "Debit and credit account must differ" },
  account_not_found: { number: 13, zh: "账户 {account} 不存在", en: "Account {account} does not exist" },
  account_closed: { number: 14, zh: "账户 {account} 已销户", en: "Account {account} is closed" },
  book_mismatch: { number: 15, zh: "账户不属于本账簿", en: "The account belongs to another book" },
  unit_mismatch: { number: 16, zh: "借贷账户计量单位不同", en: "Debit and credit account count different units" },
  insufficient: { number: 20, zh: "账户 {account} 可用余额不足", en: "Account {account} has not enough available" },
  over_upper_bound: {
    number: 21,
    zh: "账户 {account} 将超过上限",
    en: "Account {account} would exceed its upper bound",
  },
  frozen: { number: 22, zh: "账户 {account} 已被冻结，可用余额不足", en: "Account {account} is under a legal freeze" },
  hold_not_found: { number: 30, zh: "预占不存在", en: "The hold does not exist" },
  hold_already_settled: { number: 31, zh: "预占已结算", en: "The hold is already settled" },
  hold_already_released: { number: 32, zh: "预占已释放", en: "The hold is already released" },
  hold_expired: { number: 33, zh: "预占已过期", en: "The hold has expired" },
  amount_exceeds_hold: { number: 34, zh: "结算金额超过预占金额", en: "More than the hold" },
  code_unknown: { number: 40, zh: "交易码未登记", en: "The posting code is not registered" },
  code_inactive: { number: 41, zh: "交易码已停用", en: "The posting code is switched off" },
  approval_required: { number: 42, zh: "该交易须经复核授权", en: "This posting needs an approval" },
  accounting_day_closed: { number: 50, zh: "会计日已关闭", en: "The accounting day is closed" },
  accounting_day_not_open: { number: 51, zh: "会计日尚未开启", en: "The accounting day is not open yet" },
  posting_not_found: { number: 60, zh: "原交易不存在", en: "The original posting does not exist" },
  already_reversed: { number: 61, zh: "原交易已被抹账或冲正", en: "The original was reversed before" },
  wipe_needs_open_day: {
    number: 62,
    zh: "抹账只能在原会计日内办理，请改用冲正",
    en: "A wipe needs the original's accounting day to be open; use a reversal",
  },
  not_reversible: {
    number: 63,
    zh: "预占、释放及冲正交易本身不能再冲正",
    en: "A posting that holds, releases or itself reverses cannot be reversed",
  },
  overloaded: { number: 70, zh: "系统繁忙，本笔未入账，请稍后重试", en: "The ledger is busy; not posted, try again" },
  book_not_found: { number: 71, zh: "账簿不存在", en: "The book does not exist" },
  not_zero: { number: 80, zh: "账户 {account} 余额不为零，不能销户", en: "Account {account} is not at zero" },
  bounds_broken: { number: 81, zh: "现有余额不在新的限额之内", en: "The present balance is outside the new bounds" },
  freeze_not_found: { number: 82, zh: "冻结不存在", en: "The freeze does not exist" },
  freeze_already_lifted: { number: 83, zh: "冻结已解除", en: "The freeze is already lifted" },
  freeze_exists: { number: 84, zh: "该冻结编号已用于不同内容", en: "This freeze id was used with different content" },
} as const satisfies Record<string, Answer>

export type ResultCode = keyof typeof answers

const byNumber = new Map<number, ResultCode>(
  Object.entries(answers).map(([code, answer]) => [answer.number, code as ResultCode]),
)

/** The name of a number the posting function returned. An unknown number is a bug of the function. */
export function resultCode(number: number): ResultCode {
  const code = byNumber.get(number)
  if (!code) throw new Error(`The posting function answered with an unknown code ${number}`)
  return code
}

/** The sentence of a code, with its facts filled in. */
export function sentenceOf(code: ResultCode, language: "zh" | "en", facts: Record<string, string> = {}): string {
  return answers[code][language].replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? "")
}
