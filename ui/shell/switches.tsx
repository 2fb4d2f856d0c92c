// Language and shade: two small controls in the header of every console.
import { BulbOutlined, TranslationOutlined } from "@ant-design/icons"
import { Button, Dropdown } from "antd"
import { dictionary, setLang } from "#ui/i18n"
import { setThemeMode, type ThemeMode, useThemeMode } from "#ui/theme"

const useText = dictionary({
  language: ["Switch to English", "切换为中文"],
  other: ["EN", "中文"],
  shade: ["显示模式", "Appearance"],
  light: ["浅色", "Light"],
  dark: ["深色", "Dark"],
  system: ["跟随系统", "As the system"],
})

export function LanguageSwitch() {
  const t = useText()
  return (
    <Button
      type="text"
      icon={<TranslationOutlined />}
      aria-label={`${t("other")} · ${t("language")}`}
      onClick={() => setLang(t.lang === "zh" ? "en" : "zh")}
    >
      <span className="hs-wide-only">{t("other")}</span>
    </Button>
  )
}

export function ShadeSwitch() {
  const t = useText()
  const mode = useThemeMode()
  const items = (["light", "dark", "system"] as const).map((key) => ({ key, label: t(key) }))
  return (
    <Dropdown
      trigger={["click"]}
      menu={{ items, selectable: true, selectedKeys: [mode], onClick: ({ key }) => setThemeMode(key as ThemeMode) }}
    >
      <Button type="text" icon={<BulbOutlined />} aria-label={t("shade")} />
    </Dropdown>
  )
}
