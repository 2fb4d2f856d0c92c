// The check code of a purchase, made by the terminal with its own key (PSAM stands in a real one): HMAC-SHA256 over
// the fields in this order, first sixteen hex digits. Pages make the same text for the browser's own crypto.
export interface Signed {
  sn: string
  seq: number
  kind: "spend" | "reverse"
  uid: string
  counter: number | null
  amountFen: bigint
  /** Instant with offset, as sent. */
  at: string
}

export const macLength = 16

export const macText = (one: Signed): string =>
  [one.sn, one.seq, one.kind, one.uid, one.counter ?? "-", String(one.amountFen), one.at].join("|")
