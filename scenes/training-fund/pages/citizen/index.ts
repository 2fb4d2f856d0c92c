// A parent's side of training fees on a phone: my orders, one question a page, the money and its proof, refunds, signing.
import type { CitizenArea } from "#ui/citizen"

export const citizenArea: CitizenArea = {
  entries: [
    {
      path: "/m/training/courses",
      label: { zh: "培训报名", en: "Training courses" },
      text: {
        zh: "学费全部进银行存管户，上一课、您确认一课，才划一课。",
        en: "All fees go into custody; a lesson is paid once you say it took place.",
      },
    },
  ],
  pages: [
    { path: "/m/training", load: async () => (await import("./orders.tsx")).MyOrders },
    { path: "/m/training/confirm", load: async () => (await import("./confirm.tsx")).ConfirmLessons },
    { path: "/m/training/claims", load: async () => (await import("./claims.tsx")).Claims },
    { path: "/m/training/courses", load: async () => (await import("./courses.tsx")).Courses },
    { path: "/m/training/courses/:id", load: async () => (await import("./sign.tsx")).SignCourse },
    { path: "/m/training/orders/:id", load: async () => (await import("./order.tsx")).OneOrder },
    { path: "/m/training/orders/:id/proof", load: async () => (await import("./proof.tsx")).Proof },
    { path: "/m/training/orders/:id/refund", load: async () => (await import("./refund.tsx")).Refund },
  ],
  home: async () => (await import("./home.tsx")).TrainingHome,
}
