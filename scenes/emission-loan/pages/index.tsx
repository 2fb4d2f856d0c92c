// The scene's pages and menu, for the web app to put together. Every page loads only when it is opened.
import type { Area } from "#ui/shell"

export const staffArea: Area = { pages: [] }
export const portalArea: Area = { pages: [] }
