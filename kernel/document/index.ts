import type { Feature } from "#kernel/scene"
import { attachFile, listAttachments, openAttachment, removeFile } from "./attachments.ts"
import { addFile, listFiles, openFile, printPaper, removeFileEndpoint, verifyPaperEndpoint } from "./contract.ts"
import { issuePrint, verifyPaper } from "./print.ts"

export { attachFile, removeFile } from "./attachments.ts"
export { fenInCapitals } from "./capitals.ts"
export { checkFile } from "./check-file.ts"
export { filesOf, readStoredFile, storeFile, type StoredFile, type Upload } from "./files.ts"
export { drawPaper, facts, grids, heading, numbered, paragraph } from "./pdf.ts"
export { issuePrint, printsOf, verifyPaper, type IssuedPaper } from "./print.ts"

export const document: Feature = {
  name: "kernel/document",
  routes: ({ on, download, upload }) => {
    on(listFiles, null, (ctx, { params }) => listAttachments(ctx, params))
    upload(addFile, null, (ctx, { params, file, fields }) =>
      attachFile(ctx, { ...params, kind: fields["kind"] ?? "", title: fields["title"] ?? "", file }),
    )
    download(openFile, null, (ctx, { params }) => openAttachment(ctx, params))
    on(removeFileEndpoint, null, (ctx, { params, body }) => removeFile(ctx, { ...params, ...body }))
    download(printPaper, null, (ctx, { params }) => issuePrint(ctx, params))
    on(verifyPaperEndpoint, null, (ctx, { params }) => verifyPaper(ctx, params.code))
  },
}
