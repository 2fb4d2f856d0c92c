// What anybody may read of prices, on a phone and without signing in.
import type { CitizenArea } from "#ui/citizen"

export const citizenArea: CitizenArea = {
  entries: [
    {
      path: "/m/prices",
      label: { zh: "服务价目表", en: "Price list" },
      text: {
        zh: "对公服务收什么费、收多少、依据哪个文件。",
        en: "What services for firms cost, and by which document.",
      },
    },
  ],
  pages: [{ path: "/m/prices", isOpen: true, load: async () => (await import("./price-list.tsx")).PublicPriceList }],
}
