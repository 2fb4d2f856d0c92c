// A parent's side on the phone: where the child is, leave, consents, the card; one matter a page.
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
    { path: "/m/campus/:id/card", load: async () => (await import("./card.tsx")).ChildCard },
    { path: "/m/campus/:id/card/top-up", load: async () => (await import("./card-acts.tsx")).TopUp },
    { path: "/m/campus/:id/card/limit", load: async () => (await import("./card-acts.tsx")).Limit },
    { path: "/m/campus/:id/card/lost", load: async () => (await import("./card-acts.tsx")).Lost },
    { path: "/m/campus/:id/leaves", load: async () => (await import("./leaves.tsx")).Leaves },
    { path: "/m/campus/:id/leaves/new", load: async () => (await import("./ask-leave.tsx")).AskLeave },
    { path: "/m/campus/:id/consents", load: async () => (await import("./consents.tsx")).Consents },
    { path: "/m/campus/:id/told", load: async () => (await import("./told.tsx")).Told },
  ],
}
