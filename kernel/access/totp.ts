// The second factor: time-based one-time codes (RFC 6238). A code is good once: its step is remembered.
import { Secret, TOTP } from "otpauth"

const periodSeconds = 30

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: "活水 Huoshui",
    label,
    secret: Secret.fromBase32(secret),
    period: periodSeconds,
    digits: 6,
  })
}

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** Address for the QR code of an authenticator app. */
export const totpAddress = (secret: string, label: string): string => totpOf(secret, label).toString()

export const totpCode = (secret: string, at: Date): string => totpOf(secret, "").generate({ timestamp: at.getTime() })

/** The time step a code belongs to (one step of clock drift allowed), or null when it is wrong or was used. */
export function totpStep(secret: string, code: string, at: Date, lastStep: bigint): bigint | null {
  const delta = totpOf(secret, "").validate({ token: code, timestamp: at.getTime(), window: 1 })
  if (delta === null) return null
  const step = BigInt(Math.floor(at.getTime() / 1000 / periodSeconds) + delta)
  return step > lastStep ? step : null
}
