// Puts theme, language and messages around an app built with Ant Design.
import { App as AntdApp, ConfigProvider } from "antd"
import dayjs from "dayjs"
import "dayjs/locale/zh-cn.js"
import { type ReactNode, useMemo } from "react"
import { useLang } from "#ui/i18n"
import { antdTheme } from "./antd.ts"
import { antdLocale } from "./locale.ts"
import { useMotion, useShade } from "#ui/look"

export function ThemeProvider({ children }: { children: ReactNode }) {
  const spoken = useLang()
  const shade = useShade()
  const moves = useMotion()
  const config = useMemo(() => antdTheme(shade, moves), [shade, moves])
  dayjs.locale(spoken === "zh" ? "zh-cn" : "en")
  return (
    <ConfigProvider
      theme={config}
      locale={antdLocale(spoken)}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: true, scrollToFirstError: true }}
    >
      <AntdApp message={{ maxCount: 2 }} className="hs-app">
        {children}
      </AntdApp>
    </ConfigProvider>
  )
}
