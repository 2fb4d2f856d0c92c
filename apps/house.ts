// The house in one list: which features there are and in which order their tables are made.
// A scene appears here once; deleting its folder and its line deletes it.
import { fileURLToPath } from "node:url"
import type { Feature } from "#kernel/db"

const root = fileURLToPath(new URL("..", import.meta.url))

const folders = ["ledger"]

export const features: Feature[] = folders.map((name) => ({ name, folder: `${root}${name}` }))
