// Ant Design's own words. Its locale files are CommonJS, which bundlers and Node unwrap differently: accept both shapes.
import type { ConfigProviderProps } from "antd"
import enUS from "antd/locale/en_US.js"
import zhCN from "antd/locale/zh_CN.js"
import type { Lang } from "#ui/i18n"

type Locale = NonNullable<ConfigProviderProps["locale"]>

const unwrap = (found: unknown) => ((found as { default?: Locale }).default ?? found) as Locale
const locales: Record<Lang, Locale> = { zh: unwrap(zhCN), en: unwrap(enUS) }

export function antdLocale(spoken: Lang): Locale {
  return locales[spoken]
}
