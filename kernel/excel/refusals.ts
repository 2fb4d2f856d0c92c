import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("import", {
  "E-KIND": { status: 404, zh: "没有“{kind}”这种导入。", en: "There is no import {kind}." },
  "E-NOT-EXCEL": {
    zh: "打不开这个文件；请用下载的模板另存为 .xlsx 后上传。",
    en: "The file cannot be opened; save the template as .xlsx and upload it.",
  },
  "E-COLUMNS": {
    zh: "缺少列：{missing}；请使用下载的模板，列名不要改。",
    en: "Columns are missing: {missing}; use the template and keep its titles.",
  },
  "E-EMPTY": { zh: "文件里没有数据行。", en: "The file holds no rows." },
  "E-ROWS": {
    zh: "共 {rows} 行，超过一次 {max} 行；请分成几个文件。",
    en: "{rows} rows are more than {max} at a time; split the file.",
  },
  "E-APPLIED": {
    status: 409,
    zh: "这个文件（内容完全相同）已于 {at} 导入，未重复写入。",
    en: "This very file was imported on {at}; nothing was written again.",
  },
  "E-BATCH": { status: 404, zh: "没有这个导入批次。", en: "There is no such import." },
  "E-STATE": {
    status: 409,
    zh: "该批次状态为“{state}”，不能再次导入。",
    en: "The import is {state} and cannot be applied again.",
  },
  "E-UNDO-STATE": {
    status: 409,
    zh: "该批次状态为“{state}”，只有已导入的批次可以撤销。",
    en: "The import is {state}; only an applied one can be taken back.",
  },
  "E-FAULTY": {
    zh: "还有 {faulty} 行有错误；请改好后重新上传，或选择只导入正确的行。",
    en: "{faulty} rows are faulty; mend them, or choose to import the good rows only.",
  },
})
