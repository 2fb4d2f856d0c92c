// The query client of one app: no retries after a refusal (it is an answer), one after a broken connection.
import { QueryClient } from "@tanstack/react-query"
import { isProblem } from "./problem.ts"

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: true,
        retry: (count, error) => count < 1 && isProblem(error) && error.problem.status === 0,
      },
      mutations: { retry: false },
    },
  })
}
