// Colours by meaning, for both shades. Every text colour keeps at least 4.5:1 on its ground (checked by palette.test.ts).
import type { Shade } from "./mode.ts"

export interface Palette {
  page: string
  surface: string
  sunken: string
  line: string
  text: string
  muted: string
  primary: string
  primarySoft: string
  link: string
  good: string
  goodSoft: string
  warn: string
  warnSoft: string
  bad: string
  badSoft: string
  calm: string
  calmSoft: string
  neutralSoft: string
  focus: string
}

export const palettes: Record<Shade, Palette> = {
  light: {
    page: "#f3f5f8",
    surface: "#ffffff",
    sunken: "#f7f9fb",
    line: "#dfe4ea",
    text: "#17212e",
    muted: "#566273",
    primary: "#0b5cad",
    primarySoft: "#e6f0fa",
    link: "#0b5cad",
    good: "#0b6b3a",
    goodSoft: "#e5f5ec",
    warn: "#8a4b00",
    warnSoft: "#fdf1dc",
    bad: "#b3261e",
    badSoft: "#fdeceb",
    calm: "#0a5f73",
    calmSoft: "#e2f3f6",
    neutralSoft: "#eceff3",
    focus: "#0b5cad",
  },
  dark: {
    page: "#0f151c",
    surface: "#182029",
    sunken: "#131a22",
    line: "#303c49",
    text: "#e8edf2",
    muted: "#a3b0be",
    primary: "#2f7fd0",
    primarySoft: "#17304a",
    link: "#7db8f0",
    good: "#6fd19c",
    goodSoft: "#143224",
    warn: "#f0b866",
    warnSoft: "#3a2a10",
    bad: "#ff9b92",
    badSoft: "#43201d",
    calm: "#74cbdd",
    calmSoft: "#12333b",
    neutralSoft: "#27313c",
    focus: "#7db8f0",
  },
}

/** Tones a tag, an alert or a bar may take. */
export type Tone = "good" | "warn" | "bad" | "calm" | "primary" | "neutral"

export function toneColors(palette: Palette, tone: Tone): { text: string; ground: string } {
  switch (tone) {
    case "good":
      return { text: palette.good, ground: palette.goodSoft }
    case "warn":
      return { text: palette.warn, ground: palette.warnSoft }
    case "bad":
      return { text: palette.bad, ground: palette.badSoft }
    case "calm":
      return { text: palette.calm, ground: palette.calmSoft }
    case "primary":
      return { text: palette.link, ground: palette.primarySoft }
    default:
      return { text: palette.muted, ground: palette.neutralSoft }
  }
}
