// Opens a printed paper (PDF) in its own tab, or saves it where the browser will not. Says so when it was refused.
import type { Endpoint } from "#contract/kernel/http"
import { type CallInput, ProblemError, unreachable, urlOf } from "#ui/api"

export async function openPaper<P, Q, B>(
  endpoint: Endpoint<P, Q, B, void>,
  input: CallInput<P, Q, undefined>,
): Promise<void> {
  const tab = globalThis.open("about:blank", "_blank")
  try {
    const response = await fetch(urlOf(endpoint, input.params, input.query), { credentials: "same-origin" })
    if (!response.ok) throw await refused(response)
    const address = URL.createObjectURL(await response.blob())
    if (tab) tab.location.href = address
    else globalThis.location.href = address
    setTimeout(() => URL.revokeObjectURL(address), 300_000)
  } catch (error) {
    tab?.close()
    throw error
  }
}

async function refused(response: Response): Promise<ProblemError> {
  const problem = await response.json().catch(() => null)
  return problem ? new ProblemError(problem) : unreachable(false)
}

