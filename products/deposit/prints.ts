// Papers of an account: the statement of a period (对账单) and the receipt of one line (回单).
import { facts, fenInCapitals, grids, paragraph } from "#kernel/document"
import { outlets } from "#kernel/org"
import { ok } from "#kernel/refusal"
import type { Ctx } from "#kernel/flow"
import type { PrintKind } from "#kernel/scene"
import { accountKindTitles } from "./opening-rules.ts"
import { refuse } from "./refusals.ts"
import { receiptOf, statementOf } from "./statement.ts"

async function outletName(ctx: Ctx, code: string): Promise<string> {
  return (await outlets(ctx.db)).find((one) => one.code === code)?.nameZh ?? code
}

/** objectId: "<account>:<from>:<to>". */
const statement: PrintKind = {
  kind: "deposit.statement",
  zh: "对账单",
  en: "Statement",
  permission: "deposit.print",
  render: async (ctx, objectId) => {
    const [accountNo = "", from = "", to = ""] = objectId.split(":")
    const found = await statementOf(ctx, { accountNo, from, to })
    if (!found.ok) return found
    const s = found.value
    const rows = s.lines.map((one) => [one.date, one.codeZh, one.paidOut, one.paidIn, one.balance, one.memo])
    const head = ["日期", "摘要", "支出", "收入", "余额", "附言"]
    return ok({
      title: "单位存款对账单",
      number: `${accountNo} ${from}/${to}`,
      signatures: ["开户银行"],
      body: [
        facts([
          ["户名", s.holder],
          ["账号", accountNo],
          ["账户种类", accountKindTitles[s.deposit.kind].zh],
          ["开户机构", await outletName(ctx, s.deposit.outlet)],
          ["期间", `${from} 至 ${to}`],
          ["期初余额", s.opening],
          ["收入合计", s.totalIn],
          ["支出合计", s.totalOut],
          ["期末余额", s.closing],
          ["笔数", String(s.lines.length)],
        ]),
        grids(head, rows, { right: [2, 3, 4], widths: [62, 70, 72, 72, 80, "*"] }),
        paragraph("请在收到后 15 日内核对；逾期未提出的，视为相符。"),
      ],
    })
  },
}

/** objectId: "<account>:<seq of the line>". */
const receipt: PrintKind = {
  kind: "deposit.receipt",
  zh: "业务回单",
  en: "Receipt",
  permission: "deposit.print",
  render: async (ctx, objectId) => {
    const [accountNo = "", seq = ""] = objectId.split(":")
    if (!accountNo) return refuse["E-LINE"]({ accountNo: objectId })
    const found = await receiptOf(ctx, accountNo, seq)
    if (!found.ok) return found
    const { line, fen, holder, deposit } = found.value
    return ok({
      title: "银行电子回单",
      number: `${line.date.replaceAll("-", "")}-${seq}`,
      body: [
        facts([
          ["户名", holder],
          ["账号", accountNo],
          ["开户机构", await outletName(ctx, deposit.outlet)],
          ["会计日期", line.date],
          ["业务种类", line.codeZh],
          ["借贷", line.paidIn ? "收入（贷）" : "支出（借）"],
          ["金额（小写）", `¥${line.paidIn || line.paidOut}`],
          ["金额（大写）", `人民币${fenInCapitals(fen)}`],
          ["余额", line.balance],
          ["附言", line.memo || "—"],
        ]),
        paragraph("本回单由系统生成，可凭验证码在本行网站核对；重复打印的次数见页脚。"),
      ],
    })
  },
}

export const prints: PrintKind[] = [statement, receipt]
