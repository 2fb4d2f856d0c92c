// Puts a console on the page: theme, language, server data, addresses; and what happens when a session ends.
import { QueryClientProvider } from "@tanstack/react-query"
import { type AnyRouter, RouterProvider } from "@tanstack/react-router"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { ThemeProvider } from "#ui/theme"
import { queryClient } from "./client.ts"

export function mount(router: AnyRouter): void {
  const root = document.getElementById("root")
  if (!root) throw new Error("The page has no #root")
  createRoot(root).render(
    <StrictMode>
      <ThemeProvider>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ThemeProvider>
    </StrictMode>,
  )
}
