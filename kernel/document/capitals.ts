// The amount in Chinese capitals (中文大写金额), as papers and vouchers carry it. Pure.

const digits = "零壹贰叁肆伍陆柒捌玖"
const places = ["", "拾", "佰", "仟"]
const groups = ["", "万", "亿", "万亿"]

/** 120450n → "壹仟贰佰零肆元伍角整". */
export function fenInCapitals(fen: bigint): string {
  const size = fen < 0n ? -fen : fen
  const yuan = size / 100n
  const jiao = Number((size / 10n) % 10n)
  const cents = Number(size % 10n)
  const head = yuan === 0n ? (jiao || cents ? "" : "零元") : `${wholeInCapitals(yuan)}元`
  return `${fen < 0n ? "负" : ""}${head}${tail(jiao, cents, yuan > 0n)}`
}

function tail(jiao: number, cents: number, hasYuan: boolean): string {
  if (jiao === 0 && cents === 0) return "整"
  if (cents === 0) return `${digits[jiao]}角整`
  const tens = jiao === 0 ? (hasYuan ? "零" : "") : `${digits[jiao]}角`
  return `${tens}${digits[cents]}分`
}

function wholeInCapitals(yuan: bigint): string {
  const fours: number[] = []
  for (let rest = yuan; rest > 0n; rest /= 10_000n) fours.push(Number(rest % 10_000n))
  let text = ""
  let gap = false
  for (let at = fours.length - 1; at >= 0; at--) {
    const four = fours[at] as number
    if (four === 0) {
      gap = text !== ""
      continue
    }
    if (text !== "" && (gap || four < 1000)) text += "零"
    text += fourInCapitals(four) + groups[at]
    gap = false
  }
  return text
}

function fourInCapitals(four: number): string {
  let text = ""
  let gap = false
  for (let at = 3; at >= 0; at--) {
    const digit = Math.floor(four / 10 ** at) % 10
    if (digit === 0) {
      gap = text !== ""
      continue
    }
    text += `${gap ? "零" : ""}${digits[digit]}${places[at]}`
    gap = false
  }
  return text
}
