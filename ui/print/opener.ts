// Opens a printed paper (PDF) in its own tab, or saves it where the browser will not open one.
import type { Endpoint } from "#contract/kernel/http"
import { type CallInput, fetchFile, saveBlob } from "#ui/api"

export async function openPaper<P, Q>(
  endpoint: Endpoint<P, Q, undefined, void>,
  input: CallInput<P, Q, undefined>,
): Promise<void> {
  // The tab is opened before the answer comes: browsers allow it only in the press itself.
  const tab = globalThis.open("about:blank", "_blank")
  try {
    const { blob, name } = await fetchFile(endpoint, input)
    if (!tab) return saveBlob(blob, name)
    const address = URL.createObjectURL(blob)
    tab.location.href = address
    setTimeout(() => URL.revokeObjectURL(address), 300_000)
  } catch (error) {
    tab?.close()
    throw error
  }
}
