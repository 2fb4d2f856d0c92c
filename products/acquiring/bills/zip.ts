// A zip read as it comes; what is not a zip is handed through, as people also keep the file unpacked.
import { Unzip, UnzipInflate } from "fflate"
import { BillFault } from "./line.ts"

const sizeMax = 4 * 2 ** 30

/** The bytes of the first file whose name fits. */
export async function* unpacked(source: AsyncIterable<Uint8Array>, wanted: RegExp): AsyncGenerator<Uint8Array> {
  let isZip: boolean | undefined
  let ready: Uint8Array[] = []
  let fault: Error | undefined
  let hasFound = false
  let hasEnded = false
  let size = 0
  const unzip = new Unzip()
  unzip.register(UnzipInflate)
  unzip.onfile = (file) => {
    // Names are in GBK on most of these; an only file is taken whatever its name looks like.
    if (hasFound || (/\.csv$/i.test(file.name) === false && !wanted.test(file.name))) return
    if (/汇总|»ã×Ü/.test(file.name)) return
    hasFound = true
    file.ondata = (error, bytes, isLast) => {
      fault ??= error ?? undefined
      size += bytes?.length ?? 0
      if (bytes) ready.push(bytes)
      if (isLast) hasEnded = true
    }
    file.start()
  }
  const push = (bytes: Uint8Array, isLast: boolean) => {
    try {
      unzip.push(bytes, isLast)
    } catch (error) {
      fault ??= error as Error
    }
    if (fault || size > sizeMax) throw new BillFault("FILE_CUT", { rows: 0 })
  }
  for await (const bytes of source) {
    isZip ??= bytes[0] === 0x50 && bytes[1] === 0x4b
    if (!isZip) {
      yield bytes
      continue
    }
    push(bytes, false)
    yield* ready
    ready = []
  }
  if (!isZip) return
  push(new Uint8Array(0), true)
  yield* ready
  if (!hasEnded) throw new BillFault("FILE_CUT", { rows: 0 })
}
