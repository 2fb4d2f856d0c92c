// Paying bills on a phone: by number and name without signing in, or one's own and the children's after signing in.
import type { CitizenArea } from "#ui/citizen"

export const citizenArea: CitizenArea = {
  entries: [
    {
      path: "/m/bills",
      label: { zh: "生活缴费", en: "Pay a bill" },
      text: {
        zh: "学费、物业、取暖、水费：输入户号和姓名就能查和缴，不用登录。",
        en: "School, property, heating, water: number and name are enough, no sign-in.",
      },
    },
  ],
  pages: [
    { path: "/m/bills", isOpen: true, load: async () => (await import("./by-code.tsx")).BillsByCode },
    { path: "/m/paid/:id", isOpen: true, load: async () => (await import("./paid.tsx")).Paid },
    { path: "/m/my-bills", load: async () => (await import("./own.tsx")).OwnBills },
    { path: "/m/receipts", load: async () => (await import("./receipts.tsx")).Receipts },
  ],
  home: async () => (await import("./home.tsx")).BillsHome,
}
