// Some hundred fictional customers. Numbers carry right check digits but belong to nobody: the region part of the codes
// is real, the rest counts up.
import { residentIdCheck, usccCheck, type FirmSize, type NewParty } from "#kernel/party"

const outletCodes = ["XX", "SS", "XTX", "YT", "YH", "BS"]
const places = ["湘乡市", "韶山市", "湘潭县", "岳塘区", "雨湖区", "白石镇"]
const marks = [
  "云澜",
  "禾溪",
  "远钧",
  "星屿",
  "松涧",
  "泽川",
  "霁野",
  "丰穗",
  "朗月",
  "青峦",
  "恒川",
  "柏舟",
  "和沛",
  "知远",
  "景行",
  "若谷",
  "清岚",
]
const trades: [string, string, FirmSize][] = [
  ["再生玻璃", "玻璃制造", "small"],
  ["化工", "化学原料", "medium"],
  ["冶金材料", "有色金属冶炼", "medium"],
  ["纸业", "造纸", "small"],
  ["食品", "食品加工", "small"],
  ["机电", "通用设备", "small"],
  ["建材", "水泥制品", "small"],
  ["纺织", "纺织印染", "micro"],
]
const families = [
  "赵",
  "钱",
  "孙",
  "李",
  "周",
  "吴",
  "郑",
  "王",
  "冯",
  "陈",
  "褚",
  "卫",
  "蒋",
  "沈",
  "韩",
  "杨",
  "欧阳",
  "司马",
]
const givens = ["甲一", "乙二", "丙三", "丁四", "戊五", "己六", "庚七", "辛八", "壬九", "癸十"]

export const usccOf = (n: number): string => {
  const body = `91430300MA${String(n).padStart(7, "0")}`
  return body + usccCheck(body)
}

const idOf = (n: number): string => {
  const body = `430300${1960 + (n % 45)}${String((n % 12) + 1).padStart(2, "0")}${String((n % 28) + 1).padStart(2, "0")}${String(n % 1000).padStart(3, "0")}`
  return body + residentIdCheck(body)
}

/** Outside the ranges that operators give out for people in this region, so that no message reaches anybody. */
export const phoneOf = (n: number): string => `199000${String(n).padStart(5, "0")}`

export function demoFirms(count: number): NewParty[] {
  return Array.from({ length: count }, (_, n) => {
    const at = n % outletCodes.length
    const [trade, industry, size] = trades[n % trades.length]!
    const contact = `${families[n % families.length]}${givens[n % givens.length]}`
    return {
      kind: "firm" as const,
      name: `${places[at]}${marks[n % marks.length]}${trade}有限公司`,
      uscc: usccOf(1000 + n),
      outlet: outletCodes[at]!,
      industry,
      size,
      address: `${places[at]}示范工业园 ${n + 1} 号`,
      contacts: [{ name: contact, duty: n % 2 ? "财务负责人" : "法定代表人", phone: phoneOf(1000 + n) }],
      licences: [
        { kind: "营业执照", number: usccOf(1000 + n), issuer: `${places[at]}市场监督管理局`, issuedOn: "2018-05-01" },
      ],
      bankAccounts: [
        {
          bank: "活水银行湘潭分行",
          holder: `${places[at]}${marks[n % marks.length]}${trade}有限公司`,
          number: `6228${String(430300000000 + n)}`,
        },
      ],
    }
  })
}

export function demoPersons(count: number): NewParty[] {
  return Array.from({ length: count }, (_, n) => ({
    kind: "person" as const,
    name: `${families[(n * 7) % families.length]}${givens[(n * 3) % givens.length]}`,
    idNumber: idOf(n + 1),
    outlet: outletCodes[n % outletCodes.length]!,
    address: `${places[n % places.length]}示范路 ${n + 1} 号`,
    contacts: [{ name: "本人", duty: "本人", phone: phoneOf(5000 + n) }],
  }))
}
