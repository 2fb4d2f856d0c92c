// Whose word a minor's data needs. Under fourteen a guardian's separate consent for faces; another way in always exists.

/** Whole years on a day. */
export function ageOn(birthOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthOn.slice(0, 4))
  return day.slice(5) < birthOn.slice(5) ? years - 1 : years
}

/** An unknown birthday counts as a young child: the careful side. */
export const needsGuardian = (birthOn: string | null, day: string, guardianBelowYears: number): boolean =>
  birthOn === null || ageOn(birthOn, day) < guardianBelowYears

/** Of age: acts alone, and nobody acts instead (《民法典》第十七、十八条). An unknown birthday proves nothing. */
export const isAdult = (birthOn: string | null, day: string, adultYears: number): boolean =>
  birthOn !== null && ageOn(birthOn, day) >= adultYears

export interface FilingFacts {
  faces: number
  fileFrom: number
}

/** Number of stored faces from which the processor must file with the cyberspace authority. */
export const mustFile = ({ faces, fileFrom }: FilingFacts): boolean => faces >= fileFrom
