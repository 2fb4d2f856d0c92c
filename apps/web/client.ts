// The one query client of an app; routes read it before a page is shown.
import { makeQueryClient } from "#ui/api"

export const queryClient = makeQueryClient()
