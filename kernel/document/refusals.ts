import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("document", {
  "E-NOT-FOUND": {
    status: 404,
    zh: "没有这份文件，或不在您的机构范围内。",
    en: "There is no such file, or it is outside your outlets.",
  },
  "E-EMPTY": { zh: "文件是空的；请重新选择文件。", en: "The file is empty; choose it again." },
  "E-TOO-LARGE": {
    status: 413,
    zh: "文件 {sizeMb} MB，超过 {maxMb} MB；请压缩后再上传。",
    en: "The file has {sizeMb} MB, more than {maxMb} MB; make it smaller.",
  },
  "E-KIND": {
    zh: "不接受“{kind}”文件；请上传 PDF、JPG、PNG 或 XLSX。",
    en: "{kind} files are not accepted; upload a PDF, JPG, PNG or XLSX.",
  },
  "E-PAPER-KIND": {
    zh: "这里不收“{kind}”类资料；可选：{known}。文件没有保存。",
    en: "Papers of the kind {kind} are not taken here; choose one of: {known}. Nothing was kept.",
  },
  "E-NOT-YOURS": {
    status: 403,
    zh: "“{title}”由他人提交，只有提交人可以撤下。",
    en: "{title} was handed in by somebody else; only they may take it off.",
  },
  "E-KIND-DIFFERS": {
    zh: "文件内容是 {actual}，与扩展名 {name} 不符；请核对后再上传。",
    en: "The content is {actual} and does not match the name {name}.",
  },
  "E-HARMFUL": {
    zh: "文件含有不安全内容，已拒收并记录。",
    en: "The file holds harmful content; it was refused and recorded.",
  },
  "E-UNPACKED": { zh: "压缩内容展开后过大，已拒收。", en: "The file unpacks to an unreasonable size and was refused." },
  "E-VERIFY": {
    status: 404,
    zh: "没有验证码为 {code} 的文书；请核对后重新输入，或联系网点。",
    en: "No paper carries the code {code}; check it or call the outlet.",
  },
})
