// Keys of the sandbox, made at its first start and kept beside its state: never in the project, never a real merchant's.
import { generateKeyPairSync, randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { AlipayKeys } from "../channels/alipay.ts"
import type { WechatKeys } from "../channels/wechat.ts"

export interface SandboxKeys {
  /** What the branch holds. */
  wechat: WechatKeys
  alipay: AlipayKeys
  /** What the channel holds. */
  wechatPlatformKey: string
  wechatMerchantPublicKey: string
  alipayPlatformKey: string
  alipayMerchantPublicKey: string
}

export function sandboxKeys(folder?: string): SandboxKeys {
  const file = folder && join(folder, "sandbox-keys.json")
  if (file && existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as SandboxKeys
  const keys = makeKeys()
  if (folder && file) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, JSON.stringify(keys), { mode: 0o600 })
  }
  return keys
}

function pair(): { publicKey: string; privateKey: string } {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  })
}

function makeKeys(): SandboxKeys {
  const [merchant, platform, app, gate] = [pair(), pair(), pair(), pair()]
  return {
    wechat: {
      mchid: "1900000109",
      appid: "wx0000sandbox0000",
      serial: randomBytes(20).toString("hex").toUpperCase(),
      privateKey: merchant.privateKey,
      platformSerial: `PUB_KEY_ID_${randomBytes(10).toString("hex").toUpperCase()}`,
      platformKey: platform.publicKey,
      apiV3Key: randomBytes(16).toString("hex"),
    },
    alipay: { appId: "9021000000000001", privateKey: app.privateKey, alipayPublicKey: gate.publicKey },
    wechatPlatformKey: platform.privateKey,
    wechatMerchantPublicKey: merchant.publicKey,
    alipayPlatformKey: gate.privateKey,
    alipayMerchantPublicKey: app.publicKey,
  }
}
