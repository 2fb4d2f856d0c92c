// Pages of scenes that anybody may open, one line each; loaded only when opened, so that the first page stays light.
import type { ComponentType } from "react"

export interface OpenPage {
  path: string
  label: { zh: string; en: string }
  text: { zh: string; en: string }
  load: () => Promise<ComponentType>
}

export const openPages: readonly OpenPage[] = [
  {
    path: "/m/prices",
    label: { zh: "服务价目表", en: "Price list" },
    text: {
      zh: "对公服务收什么费、收多少、依据哪个文件。",
      en: "What services for firms cost, and by which document.",
    },
    load: async () => (await import("../../../scenes/pricing/pages/citizen/price-list.tsx")).PublicPriceList,
  },
]
