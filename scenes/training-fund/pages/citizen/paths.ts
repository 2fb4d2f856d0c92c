// Addresses of the parents' pages.
const id = encodeURIComponent

export const familyPaths = {
  orders: () => "/m/training",
  confirm: () => "/m/training/confirm",
  claims: () => "/m/training/claims",
  courses: () => "/m/training/courses",
  course: (courseId: string) => `/m/training/courses/${id(courseId)}`,
  order: (orderId: string) => `/m/training/orders/${id(orderId)}`,
  proof: (orderId: string) => `/m/training/orders/${id(orderId)}/proof`,
  refund: (orderId: string) => `/m/training/orders/${id(orderId)}/refund`,
} as const
