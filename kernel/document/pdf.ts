// Draws papers: one look for all, with a head, the count of the print, a code to verify it by, and room for seals.
// The only place that knows pdfmake.
import { fileURLToPath } from "node:url"
import pdfmake from "pdfmake"
import type { TDocumentDefinitions } from "pdfmake/interfaces.js"
import type { PrintContent } from "#kernel/scene"

const font = (weight: string) =>
  fileURLToPath(
    new URL(`../../node_modules/@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`, import.meta.url),
  )

pdfmake.setFonts({
  Noto: {
    normal: font("400Regular"),
    bold: font("700Bold"),
    italics: font("400Regular"),
    bolditalics: font("700Bold"),
  },
})
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path: string) => path.includes("noto-sans-sc"))

export interface PaperFrame {
  branch: string
  issue: number
  verifyCode: string
  verifyAddress: string
  printedBy: string
  printedAt: string
}

const grey = "#5b6470"
const line = "#9aa4b0"

export async function drawPaper(content: PrintContent, frame: PaperFrame): Promise<Buffer> {
  const definition: TDocumentDefinitions = {
    pageSize: "A4",
    pageMargins: [56, 84, 56, 84],
    info: { title: content.title, author: frame.branch, subject: content.number },
    defaultStyle: { font: "Noto", fontSize: 10, lineHeight: 1.35 },
    styles: {
      title: { fontSize: 18, bold: true, alignment: "center", characterSpacing: 2, margin: [0, 0, 0, 14] },
      heading: { fontSize: 11.5, bold: true, margin: [0, 10, 0, 4] },
      small: { fontSize: 8, color: grey },
      cell: { margin: [2, 3, 2, 3] },
    },
    header: () => ({
      margin: [56, 34, 56, 0],
      columns: [
        { text: frame.branch, style: "small" },
        // Whoever gets a second copy must see that there was a first one.
        ...(frame.issue > 1
          ? [{ text: `补打（第 ${frame.issue} 次）`, bold: true, alignment: "center" as const }]
          : []),
        { text: `编号 ${content.number}`, style: "small", alignment: "right" },
      ],
    }),
    footer: (page, pages) => ({
      margin: [56, 18, 56, 0],
      columns: [
        { width: 44, qr: `${frame.verifyAddress}${frame.verifyCode}`, fit: 44 },
        {
          margin: [10, 4, 0, 0],
          stack: [
            {
              text: `验证码 ${frame.verifyCode}　第 ${frame.issue} 次打印　${frame.printedAt}　${frame.printedBy}`,
              style: "small",
            },
            { text: "扫码或在本行网站“文书验证”输入验证码，可核对本文书真伪。", style: "small" },
          ],
        },
        { width: 60, margin: [0, 4, 0, 0], text: `${page} / ${pages}`, style: "small", alignment: "right" },
      ],
    }),
    content: [{ text: content.title, style: "title" }, ...(content.body as []), ...seals(content.signatures ?? [])],
  }
  return pdfmake.createPdf(definition).getBuffer()
}

/** A box for each party's seal and signature. */
function seals(parties: string[]): [] {
  if (parties.length === 0) return []
  const box = (party: string) => ({
    margin: [0, 4, 0, 0],
    stack: [
      { text: party, bold: true },
      { text: "（盖章）", color: grey, margin: [0, 26, 0, 0] },
      { text: "法定代表人或授权代理人（签字）：", margin: [0, 6, 0, 0] },
      { text: "日期：　　　　年　　月　　日", margin: [0, 6, 0, 0] },
    ],
  })
  const rows: unknown[] = []
  for (let at = 0; at < parties.length; at += 2)
    rows.push([box(parties[at]!), parties[at + 1] ? box(parties[at + 1]!) : ""])
  return [
    {
      margin: [0, 18, 0, 0],
      unbreakable: true,
      table: { widths: ["*", "*"], body: rows },
      layout: {
        hLineColor: line,
        vLineColor: line,
        paddingLeft: () => 8,
        paddingRight: () => 8,
        paddingTop: () => 6,
        paddingBottom: () => 8,
      },
    },
  ] as unknown as []
}

// Building blocks for the scenes' papers, so that all of them look alike.

export const heading = (text: string): unknown => ({ text, style: "heading" })
export const paragraph = (text: string): unknown => ({ text, margin: [0, 0, 0, 6], alignment: "justify" })

/** Amounts are read in groups of three: "¥6000000.00" → "¥6,000,000.00". Numbers without fen stay as they are. */
export const grouped = (text: string): string =>
  text.replace(/(?<![\d.])\d{4,}(?=\.\d{2}(?!\d))/g, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","))

/** Two or four columns of name and value. */
export function facts(pairs: [string, string][], columns: 1 | 2 = 2): unknown {
  const rows: unknown[][] = []
  for (let at = 0; at < pairs.length; at += columns) {
    const row = pairs.slice(at, at + columns).flatMap(([name, value]) => [
      { text: name, color: grey, style: "cell" },
      { text: grouped(value), style: "cell" },
    ])
    while (row.length < columns * 2) row.push({ text: "", style: "cell" } as never)
    rows.push(row)
  }
  return {
    table: { widths: columns === 2 ? [78, "*", 78, "*"] : [110, "*"], body: rows },
    layout: grid,
    margin: [0, 2, 0, 8],
  }
}

/** A table with a head; numbers go right. */
export function grids(
  head: string[],
  rows: string[][],
  options: { right?: number[]; widths?: (string | number)[] } = {},
): unknown {
  const right = new Set(options.right ?? [])
  const cell = (text: string, at: number, bold = false) => ({
    text: grouped(text),
    style: "cell",
    bold,
    fontSize: 9,
    alignment: right.has(at) ? "right" : "left",
  })
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: options.widths ?? head.map(() => "*"),
      body: [
        head.map((text, at) => ({ ...cell(text, at, true), fillColor: "#eef2f6" })),
        ...rows.map((row) => row.map((text, at) => cell(text, at))),
      ],
    },
    layout: grid,
    margin: [0, 2, 0, 8],
  }
}

export const numbered = (clauses: string[]): unknown => ({
  ol: clauses.map((text) => ({ text, margin: [0, 0, 0, 4], alignment: "justify" })),
})

const grid = { hLineWidth: () => 0.6, vLineWidth: () => 0.6, hLineColor: () => line, vLineColor: () => line }
