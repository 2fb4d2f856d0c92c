import type { Feature } from "#kernel/scene"
import { printPaper, verifyPaperEndpoint } from "./contract.ts"
import { issuePrint, verifyPaper } from "./print.ts"

export { fenInCapitals } from "./capitals.ts"
export { checkFile } from "./check-file.ts"
export { filesOf, readStoredFile, storeFile, type StoredFile, type Upload } from "./files.ts"
export { drawPaper, facts, grids, heading, numbered, paragraph } from "./pdf.ts"
export { issuePrint, printsOf, verifyPaper, type IssuedPaper } from "./print.ts"

export const document: Feature = {
  name: "kernel/document",
  routes: ({ on, download }) => {
    download(printPaper, null, (ctx, { params }) => issuePrint(ctx, params))
    on(verifyPaperEndpoint, null, (ctx, { params }) => verifyPaper(ctx, params.code))
  },
}
