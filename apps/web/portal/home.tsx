// The portal's start page: what each scene has for this person's firm, school or office.
import { dictionary } from "#ui/i18n"
import { Page, Stack } from "#ui/page"
import { Blocks } from "#ui/shell"
import { portalScenes } from "../scenes.ts"

const useText = dictionary({ mine: ["我的业务", "My business"] })

const blocks = portalScenes.flatMap((area) => (area.home ? [area.home] : []))

export function PortalHomePage() {
  const t = useText()
  return (
    <Page title={t("mine")} narrow>
      <Stack>
        <Blocks blocks={blocks} props={{}} />
      </Stack>
    </Page>
  )
}
