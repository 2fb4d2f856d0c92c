export { digest, newToken, seal, sm3, unseal } from "./crypto.ts"
