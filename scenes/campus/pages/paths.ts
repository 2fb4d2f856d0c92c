// Addresses of this scene's pages.
const id = encodeURIComponent

export const campusPaths = {
  schools: () => "/campus",
  school: (schoolId: string) => `/campus/${id(schoolId)}`,
  board: () => "/portal/campus",
  leaves: () => "/portal/campus/leaves",
  visitors: () => "/portal/campus/visitors",
  roll: () => "/portal/campus/roll-call",
  emergency: () => "/portal/campus/emergency",
  devices: () => "/portal/campus/devices",
  consents: () => "/portal/campus/consents",
  cards: () => "/portal/campus/cards",
  holder: (personId: string) => `/portal/campus/cards/${id(personId)}`,
  till: () => "/portal/campus/till",
  subsidies: () => "/portal/campus/subsidies",
  register: () => "/portal/campus/register",
  registered: (personId: string) => `/portal/campus/register/${id(personId)}`,
  importPeople: () => "/portal/imports?kind=campus.people",
  schoolYear: () => "/portal/campus/school",
  moveUp: () => "/portal/campus/school/move-up",
  reports: () => "/portal/campus/reports",
  schoolReports: (schoolId: string) => `/campus/${id(schoolId)}/reports`,
  canteen: () => "/portal/campus/canteen",
} as const
