// What may come in: by content, never by name. Pure but for the type detection library.
import { fileTypeFromBuffer } from "file-type"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "./refusals.ts"

const sizeMax = 20 * 2 ** 20
const unpackedMax = 200 * 2 ** 20
// The antivirus test file, in two halves so that this source is not taken for it.
const testVirus = Buffer.from("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")

const accepted: Record<string, string[]> = {
  "application/pdf": ["pdf"],
  "image/jpeg": ["jpg", "jpeg"],
  "image/png": ["png"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["xlsx"],
}

/** The file's true media type when it may be kept. */
export async function checkFile(name: string, content: Buffer): Promise<Outcome<{ mediaType: string }>> {
  if (content.length === 0) return refuse["E-EMPTY"]({}, "file")
  if (content.length > sizeMax) {
    return refuse["E-TOO-LARGE"]({ sizeMb: (content.length / 2 ** 20).toFixed(1), maxMb: sizeMax / 2 ** 20 }, "file")
  }
  if (content.includes(testVirus)) return refuse["E-HARMFUL"]({}, "file")
  const found = await fileTypeFromBuffer(content)
  const extensions = found && accepted[found.mime]
  if (!found || !extensions) return refuse["E-KIND"]({ kind: found?.ext ?? extensionOf(name) }, "file")
  if (!extensions.includes(extensionOf(name))) return refuse["E-KIND-DIFFERS"]({ actual: found.ext, name }, "file")
  if (found.ext === "pdf" && /\/(JavaScript|JS|Launch|EmbeddedFile)\b/.test(content.toString("latin1")))
    return refuse["E-HARMFUL"]({}, "file")
  if (found.ext === "xlsx" && unpackedSize(content) > unpackedMax) return refuse["E-UNPACKED"]({}, "file")
  return ok({ mediaType: found.mime })
}

const extensionOf = (name: string) => name.split(".").at(-1)?.toLowerCase() ?? ""

/** Sum of the sizes that a zip's own directory declares. */
function unpackedSize(zip: Buffer): number {
  const entry = Buffer.from([0x50, 0x4b, 0x01, 0x02])
  let total = 0
  for (let at = zip.indexOf(entry); at >= 0 && at + 28 <= zip.length; at = zip.indexOf(entry, at + 4))
    total += zip.readUInt32LE(at + 24)
  return total
}
