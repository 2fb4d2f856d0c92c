import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("custody", {
  "E-NOT-FOUND": {
    status: 404,
    zh: "没有{what}“{id}”，或不在您的权限内；请核对后重试。",
    en: 'No {whatEn} "{id}" that you may see; check it and try again.',
  },
  "E-AMOUNT": { zh: "{what}须大于 0。未作任何变动。", en: "{whatEn} must be more than zero. Nothing moved." },
  "E-POOL-CLOSED": {
    status: 409,
    zh: "存管账户 {poolNo} 正在清退或已关闭，不再收款。未作任何变动。",
    en: "Custody account {poolNo} is being run off or closed and takes no money. Nothing moved.",
  },
  "E-NO-SETTLEMENT": {
    status: 409,
    zh: "存管账户 {poolNo} 还没有登记结算账户，不能划拨；请先登记。未作任何变动。",
    en: "Custody account {poolNo} has no settlement account to release to; name one first. Nothing moved.",
  },
  "E-STOPPED": {
    status: 409,
    zh: "存管账户 {poolNo} 已停止划拨：{reason}。查明前不划拨，退费不受影响。未作任何变动。",
    en: "Releases of {poolNo} are stopped: {reason}. Refunds go on. Nothing moved.",
  },
  "E-FROZEN": {
    status: 409,
    zh: "依 {document}（{authority}）已冻结，{what}不能办理；解除须另一人复核。未作任何变动。",
    en: "Frozen by {document} ({authority}): {whatEn} is not possible until a second person lifts it. Nothing moved.",
  },
  RELEASE_OVER_UNEARNED: {
    status: 409,
    zh: "{name}约定 {steps} 次，已登记 {done} 次，再登记就超过未消课金额；请核对次数。未作任何变动。",
    en: "{nameEn}: {steps} steps agreed and {done} told already; one more would release over what is unearned. Nothing moved.",
  },
  "E-EVIDENCE-STATE": {
    status: 409,
    zh: "这一次现在是“{state}”，不能{act}。未作任何变动。",
    en: 'This step is "{stateEn}" now and cannot be {actEn}. Nothing moved.',
  },
  "E-REASON": { zh: "请写明理由（至少 4 个字）。", en: "Say why, in at least four characters." },
  "E-NOTHING": {
    status: 409,
    zh: "截至所选时间没有待划拨的确认记录。未作任何变动。",
    en: "Nothing confirmed waits for release up to that time. Nothing moved.",
  },
  "E-OWED": {
    status: 409,
    zh: "应退款中 {owed} 元在存管以外、由机构承担，机构结算账户 {accountNo} 可用 {available} 元，不足 {short} 元；请机构先补足结算账户，再办理退费。未作任何变动。",
    en: "{owed} of the refund lies outside custody and is the beneficiary's to pay; its account {accountNo} has {available} available, {short} too little. It must be filled up first. Nothing moved.",
  },
  "E-HOLDING-CLOSED": {
    status: 409,
    zh: "存管 {number} 已结清。未作任何变动。",
    en: "Holding {number} is closed. Nothing moved.",
  },
  REFUND_OVER_PAID: {
    status: 409,
    zh: "{name}可退 {left} 元，不能退 {asked} 元；请按可退金额办理。未作任何变动。",
    en: "{left} yuan of {nameEn} can be returned, not {asked}. Nothing moved.",
  },
  "E-FREEZE-STATE": {
    status: 409,
    zh: "冻结 {number} 现在是“{state}”，不能再次办理。未作任何变动。",
    en: "Freeze {number} is {stateEn} now. Nothing moved.",
  },
  "E-RUNOFF": {
    status: 409,
    zh: "存管账户 {poolNo} 已在清退中。未作任何变动。",
    en: "Custody account {poolNo} is being run off already. Nothing moved.",
  },
  "E-RUNOFF-STATE": {
    status: 409,
    zh: "清退现在处于“{state}”，不能{act}。未作任何变动。",
    en: 'The run-off is "{stateEn}" and cannot be {actEn}. Nothing moved.',
  },
  "E-UNCONFIRMED": {
    status: 409,
    zh: "没有已确认收款账户的清退债权，不能提交兑付。未作任何变动。",
    en: "No claimant has confirmed an account yet. Nothing moved.",
  },
  "E-DUPLICATE": {
    status: 409,
    zh: "存管户流水 {reference} 已经导入过。未作任何变动。",
    en: "Bank line {reference} was taken in already. Nothing moved.",
  },
})
