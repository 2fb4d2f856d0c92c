// Names of the branch's outlets by code, for columns and choices.
import { listOutlets } from "#contract/kernel/org"
import { useEndpoint } from "#ui/api"
import { useLang } from "#ui/i18n"

export function useOutlets() {
  const spoken = useLang()
  const all = useEndpoint(listOutlets).data ?? []
  const nameOf = (code: string | null | undefined): string => {
    const found = all.find((outlet) => outlet.code === code)
    return found ? (spoken === "zh" ? found.nameZh : found.nameEn) : (code ?? "—")
  }
  const options = all
    .filter((one) => one.kind === "outlet")
    .map((one) => ({ value: one.code, label: nameOf(one.code) }))
  return { nameOf, options }
}
