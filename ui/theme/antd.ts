// Our colours and sizes in Ant Design's terms. Default tokens fail AA on links, placeholders, errors and tags; these do not.
import { theme, type ThemeConfig } from "antd"
import { palettes, type Shade } from "#ui/look"

// The system's own Chinese fonts first: fast and familiar. The bundled one stands before system-ui, because Chromium keeps
// the boxes it drew from system-ui even after the pieces of the bundled font have arrived.
export const fontFamily =
  '"PingFang SC","Microsoft YaHei UI","Microsoft YaHei","Hiragino Sans GB","Source Han Sans SC",' +
  '"Noto Sans CJK SC","Noto Sans SC Variable",system-ui,-apple-system,"Segoe UI",sans-serif'

export function antdTheme(shade: Shade, moves: boolean): ThemeConfig {
  const c = palettes[shade]
  return {
    algorithm: shade === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      motion: moves,
      colorPrimary: c.primary,
      colorInfo: shade === "dark" ? c.primary : "#0b5cad",
      colorLink: c.link,
      colorLinkHover: c.link,
      colorSuccess: shade === "dark" ? "#2f9e63" : "#0b6b3a",
      colorWarning: shade === "dark" ? "#d59a3a" : "#a15c00",
      colorError: shade === "dark" ? "#ff8a80" : "#b3261e",
      colorText: c.text,
      colorTextSecondary: c.muted,
      colorTextTertiary: c.muted,
      colorTextDescription: c.muted,
      colorTextPlaceholder: shade === "dark" ? "#94a1b0" : "#6b7280",
      colorTextDisabled: shade === "dark" ? "#8593a3" : "#6b7280",
      colorBgLayout: c.page,
      colorBgContainer: c.surface,
      colorBorder: shade === "dark" ? "#46535f" : "#c3cbd5",
      colorBorderSecondary: c.line,
      borderRadius: 6,
      fontSize: 14,
      fontFamily,
      wireframe: false,
    },
    components: {
      Menu: {
        itemHeight: 38,
        itemMarginInline: 8,
        itemSelectedBg: c.primarySoft,
        itemSelectedColor: c.link,
        subMenuItemSelectedColor: c.link,
        groupTitleColor: c.muted,
        subMenuItemBg: "transparent",
      },
      Table: { headerBg: c.sunken, headerColor: c.muted, cellPaddingBlock: 10, headerSplitColor: "transparent" },
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Card: { headerFontSize: 15 },
      Descriptions: { labelBg: c.sunken },
      Tabs: { horizontalMargin: "0 0 16px 0" },
    },
  }
}
