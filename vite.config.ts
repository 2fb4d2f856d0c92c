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
    rollupOptions: {
      input: {
        staff: at("apps/web/index.html"),
        portal: at("apps/web/portal/index.html"),
        m: at("apps/web/m/index.html"),
      },
    },
  },
  server: { port: 5173, proxy: { "/api": { target: api, changeOrigin: true } } },
})
