// Addresses of a parent's pages about one child: one matter a page.
const id = encodeURIComponent

export const childPaths = {
  children: () => "/m/campus",
  child: (childId: string) => `/m/campus/${id(childId)}`,
  card: (childId: string) => `/m/campus/${id(childId)}/card`,
  topUp: (childId: string) => `/m/campus/${id(childId)}/card/top-up`,
  limit: (childId: string) => `/m/campus/${id(childId)}/card/limit`,
  lost: (childId: string) => `/m/campus/${id(childId)}/card/lost`,
  leaves: (childId: string) => `/m/campus/${id(childId)}/leaves`,
  askLeave: (childId: string) => `/m/campus/${id(childId)}/leaves/new`,
  consents: (childId: string) => `/m/campus/${id(childId)}/consents`,
  told: (childId: string) => `/m/campus/${id(childId)}/told`,
} as const
