// The branch this house was first built for: a city branch with six outlets. Names are places, not people.
import type { Branch } from "#kernel/flow"
import type { Outlet } from "#kernel/org"

export const outlets: Outlet[] = [
  { code: "HQ", nameZh: "湘潭分行本部", nameEn: "Xiangtan branch office", kind: "branch" },
  { code: "XX", nameZh: "湘乡支行", nameEn: "Xiangxiang outlet", kind: "outlet" },
  { code: "SS", nameZh: "韶山支行", nameEn: "Shaoshan outlet", kind: "outlet" },
  { code: "XTX", nameZh: "湘潭县支行", nameEn: "Xiangtan County outlet", kind: "outlet" },
  { code: "YT", nameZh: "岳塘支行", nameEn: "Yuetang outlet", kind: "outlet" },
  { code: "YH", nameZh: "雨湖支行", nameEn: "Yuhu outlet", kind: "outlet" },
  { code: "BS", nameZh: "白石支行", nameEn: "Baishi outlet", kind: "outlet" },
]

export const branchOf = (code: string): Branch => ({
  code,
  nameZh: "活水银行湘潭分行",
  nameEn: "Huoshui Bank, Xiangtan Branch",
})
