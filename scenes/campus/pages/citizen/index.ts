// A parent's side on the phone: where the child is, leave, consents, the card.
import type { CitizenArea } from "#ui/citizen"

export const citizenArea: CitizenArea = {
  home: async () => (await import("./children.tsx")).CampusHome,
  entries: [
    {
      path: "/m/campus",
      label: { zh: "孩子在校", en: "My child at school" },
      text: {
        zh: "看孩子到没到校，请假，校园卡余额、充值、限额和挂失，给予或撤回同意。",
        en: "Arrivals, leave, the card's balance, top-up, limit and loss, consents.",
      },
    },
  ],
  pages: [
    { path: "/m/campus", load: async () => (await import("./children.tsx")).Children },
    { path: "/m/campus/:id", load: async () => (await import("./child.tsx")).Child },
  ],
}
