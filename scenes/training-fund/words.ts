// Amounts in sentences.
import { formatAmount, parseAmount } from "#ledger"

export const yuan = (fen: bigint): string => formatAmount(fen, 2)
export const fenOf = (text: string): bigint => parseAmount(text, 2) ?? 0n
