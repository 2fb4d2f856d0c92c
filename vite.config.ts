// The one web build: three entries (staff console, firms' portal, citizens), so that the citizens' pages stay light.
import { fileURLToPath } from "node:url"
import react from "@vitejs/plugin-react"
import { defineConfig, type Plugin } from "vite"

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const api = process.env.HUOSHUI_API ?? "http://127.0.0.1:8080"

/** In development every address below /portal and /m opens its own entry, as the server does with the built pages. */
const entries: Plugin = {
  name: "huoshui-entries",
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const url = request.url ?? "/"
      const page = /^\/(portal|m)(\/[^.?]*)?(\?.*)?$/.exec(url)
      if (page) request.url = `/${page[1]}/index.html`
      next()
    })
  },
}

export default defineConfig({
  root: at("apps/web"),
  base: "/",
  plugins: [react(), entries],
  build: {
    outDir: at("dist"),
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1500,
    // A slice of letters within the styles would be paid for by everybody; as a file only who needs it fetches it.
    assetsInlineLimit: (file) => (file.endsWith(".woff2") ? false : undefined),
    rollupOptions: {
      input: {
        staff: at("apps/web/index.html"),
        portal: at("apps/web/portal/index.html"),
        m: at("apps/web/m/index.html"),
      },
      // What every page stands on changes rarely: a file of its own stays in the browser's store over our releases.
      output: {
        codeSplitting: { groups: [{ name: "frame", test: /node_modules\/(react|react-dom|scheduler|zod)\// }] },
      },
    },
  },
  server: { port: 5173, proxy: { "/api": { target: api, changeOrigin: true } } },
})
