// Chinese letters for a system that has none of its own; hardly any, so they come after the first view and in slices.
import "@fontsource-variable/noto-sans-sc/index.css"
