// Every "no" of relief, with the field and what to do. The codes of the relief sheet come first.
import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("relief", {
  "E-LATE": {
    status: 409,
    zh: "借据 {loanNo} 于 {maturesOn} 到期，续贷、展期、延期须在到期前申请并签约；今日 {today}，只能按重组申请。未作任何变动。",
    en: "Note {loanNo} matured on {maturesOn}: renewal, extension and deferral are asked and signed before that day; today is {today}, only a restructuring is left. Nothing moved.",
  },
  "E-CONSENT": {
    zh: "保证人或抵质押人尚未书面同意：{names}；请取得同意书并登记日期。未作任何变动。",
    en: "Guarantors or pledgors have not agreed in writing: {names}; bring their consent and record its day. Nothing moved.",
  },
  "E-EXT-MAX": {
    zh: "展期后的到期日 {given} 超过上限：自首次到期日 {first} 起累计最晚展至 {last}；请改早。未作任何变动。",
    en: "{given} is past the ceiling: all extensions from {first} together end by {last}; choose an earlier day. Nothing moved.",
  },
  "E-SCOPE": {
    zh: "{why}，不能按续贷政策办理；请改选展期、借新还旧或重组。未作任何变动。",
    en: "Outside the renewal policy: {whyEn}; choose another measure. Nothing moved.",
  },
  "E-TOPUP": {
    zh: "续贷金额 {given} 元超过原贷款余额 {owed} 元；新增资金须另行申请授信。未作任何变动。",
    en: "{given} is more than the old balance of {owed}; new money needs an approval of its own. Nothing moved.",
  },
  "E-OBS": {
    status: 409,
    zh: "{why}，期间不能人工上调分类或认定困难消除。未作任何变动。",
    en: "{whyEn}: the class is not raised by hand before that. Nothing moved.",
  },
  "E-EVIDENCE": {
    zh: "还有 {n} 项没有依据：{items}；请逐项核实并上传材料。未作任何变动。",
    en: "{n} rules lack evidence: {itemsEn}; look into each and hand in its paper. Nothing moved.",
  },
  "E-TOOL": {
    zh: "不能选“{tool}”：{why}。未作任何变动。",
    en: "“{toolEn}” is not open: {whyEn}. Nothing moved.",
  },
  "E-DEVIATION": {
    zh: "措施选择表建议“{advised}”，改选“{tool}”须写明理由（至少 4 个字）。未作任何变动。",
    en: "The table advises “{advisedEn}”; say why “{toolEn}” is chosen instead. Nothing moved.",
  },
  "E-FIELD": {
    zh: "“{tool}”须填写{what}。未作任何变动。",
    en: "“{toolEn}” needs {whatEn}. Nothing moved.",
  },
  "E-AMOUNT": {
    zh: "金额须大于 0；请重新填写。未作任何变动。",
    en: "The amount must be more than zero. Nothing moved.",
  },
  "E-OPEN": {
    status: 409,
    zh: "借据 {loanNo} 已有办理中的纾困业务 {caseNo}；请在原业务中继续。未作任何变动。",
    en: "Note {loanNo} has a relief case under way, {caseNo}; go on there. Nothing moved.",
  },
  "E-SETTLED": {
    status: 409,
    zh: "借据 {loanNo} 已结清或未放款，不需要纾困。未作任何变动。",
    en: "Note {loanNo} is not outstanding. Nothing moved.",
  },
  "E-DUTY": {
    status: 403,
    zh: "{name} 是本笔的评估人，不能再任审查；请换人办理。未作任何变动。",
    en: "{name} assessed this case and cannot review it too. Nothing moved.",
  },
  "E-STATE": {
    status: 409,
    zh: "{reason}。未作任何变动。",
    en: "{reasonEn}. Nothing moved.",
  },
  "E-CODE": {
    zh: "验证码不对或已过期；请重新获取。未作任何变动。",
    en: "The code is wrong or too old; ask for a new one. Nothing moved.",
  },
  "E-NOT-FOUND": {
    status: 404,
    zh: "没有找到编号为 {id} 的{what}，或您无权查看；请核对编号。",
    en: "No {what} with number {id} that you may see; check the number.",
  },
})
