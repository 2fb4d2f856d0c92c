// What changes between two contents, as rows a checker can read: path, before, after. Pure.
export interface DiffRow {
  path: string
  before: string | null
  after: string | null
  change: "same" | "new" | "gone" | "changed"
}

export function diffRows(before: unknown, after: unknown): DiffRow[] {
  const old = flat(before)
  const fresh = flat(after)
  const names = [...new Set([...fresh.keys(), ...old.keys()])]
  return names.map((path) => {
    const [was, is] = [old.get(path) ?? null, fresh.get(path) ?? null]
    return { path, before: was, after: is, change: changeOf(was, is, old.size > 0) }
  })
}

function changeOf(was: string | null, is: string | null, hadBefore: boolean): DiffRow["change"] {
  if (was === is) return "same"
  if (was === null) return hadBefore ? "new" : "same"
  return is === null ? "gone" : "changed"
}

function flat(value: unknown, path = "", into = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) return into
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) {
    into.set(path, value.join("、"))
  } else if (typeof value === "object") {
    for (const [name, inner] of Object.entries(value)) flat(inner, path === "" ? name : `${path}.${name}`, into)
  } else {
    into.set(path, String(value))
  }
  return into
}
