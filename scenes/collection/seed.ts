// Fictional organisations of the demo branch. Filled in by the story below, through the real flows.
import type { Demo } from "#kernel/scene"
export async function seed(_demo: Demo): Promise<void> {}
