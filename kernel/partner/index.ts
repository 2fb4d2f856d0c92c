import type { Feature } from "#kernel/scene"

export {
  deliverPartnerMessages,
  messagesOf,
  partnerKey,
  sendToPartner,
  signed,
  takeAnswer,
  takeNews,
  verifySigned,
  type MessageView,
  type PartnerMessage,
} from "./partner.ts"

export const partner: Feature = { name: "kernel/partner" }
