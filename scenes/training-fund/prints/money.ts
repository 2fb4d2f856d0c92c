// Amounts in capitals, as every paper with money bears them.
import { fenInCapitals } from "#kernel/document"
import { fenOf } from "../words.ts"

export const capitals = (yuan: string): string => `人民币${fenInCapitals(fenOf(yuan))}`
