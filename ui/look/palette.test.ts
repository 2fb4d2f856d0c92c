// Promise: every text colour is readable (WCAG AA, 4.5:1) on every ground it is used on, in both shades.
import { expect, test } from "vitest"
import { palettes, toneColors, type Tone } from "./palette.ts"

const tones: Tone[] = ["good", "warn", "bad", "calm", "primary", "neutral"]

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light! + 0.05) / (dark! + 0.05)
}

for (const shade of ["light", "dark"] as const) {
  const palette = palettes[shade]
  test(`texts are readable in ${shade}`, () => {
    for (const ground of [palette.page, palette.surface, palette.sunken]) {
      for (const text of [palette.text, palette.muted, palette.link]) {
        expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  })
  test(`tones are readable in ${shade}`, () => {
    for (const tone of tones) {
      const { text, ground } = toneColors(palette, tone)
      expect(contrast(text, ground), tone).toBeGreaterThanOrEqual(4.5)
    }
  })
}
