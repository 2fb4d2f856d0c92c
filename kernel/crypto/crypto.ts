// Field encryption and keyed digests with the national algorithms: SM4-CTR, then HMAC-SM3 over nonce and text.
// One purpose, one key: each is derived from the installation's secret. Replaceable by an HSM behind these functions.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto"

const nonceBytes = 16
const tagBytes = 32

function keyFor(secret: Buffer, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "huoshui", purpose, bytes))
}

/** Encrypts one field. The same text gives another result each time. */
export function seal(secret: Buffer, purpose: string, text: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv("sm4-ctr", keyFor(secret, `${purpose}/encrypt`, 16), nonce)
  const body = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final()])
  return Buffer.concat([body, tagOf(secret, purpose, body)])
}

/** Decrypts what seal made; throws when a single bit was changed. */
export function unseal(secret: Buffer, purpose: string, sealed: Buffer): string {
  const body = sealed.subarray(0, sealed.length - tagBytes)
  const tag = sealed.subarray(sealed.length - tagBytes)
  if (sealed.length < nonceBytes + tagBytes || !timingSafeEqual(tag, tagOf(secret, purpose, body))) {
    throw new Error(`A sealed ${purpose} does not verify: it was altered, or sealed under another key.`)
  }
  const decipher = createDecipheriv("sm4-ctr", keyFor(secret, `${purpose}/encrypt`, 16), body.subarray(0, nonceBytes))
  return Buffer.concat([decipher.update(body.subarray(nonceBytes)), decipher.final()]).toString("utf8")
}

function tagOf(secret: Buffer, purpose: string, body: Buffer): Buffer {
  return createHmac("sm3", keyFor(secret, `${purpose}/authenticate`, 32))
    .update(body)
    .digest()
}

/** Keyed digest for equality search and codes: equal texts give equal digests, nothing can be read back. */
export function digest(secret: Buffer, purpose: string, text: string): Buffer {
  return createHmac("sm3", keyFor(secret, `${purpose}/digest`, 32))
    .update(text)
    .digest()
}

export function sm3(content: string | Buffer): Buffer {
  return createHash("sm3").update(content).digest()
}

/** Opaque token for a cookie or a link; only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString("base64url")
}
