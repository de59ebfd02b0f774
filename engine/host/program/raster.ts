import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const FONT = 'Inter';
// Scripts are in files of their own; what none of them has is drawn as a box.
const FONT_FILES = ['latin', 'latin-ext', 'cyrillic', 'greek'].flatMap((script) =>
  [400, 600].map((weight) => `@fontsource/inter/files/inter-${script}-${weight}-normal.woff2`),
);

let ready: Promise<readonly Uint8Array[]> | undefined;

/**
 * An SVG → a PNG of `scale` pixels for each of its own. The font ships with the engine: a host may have none. The
 * rasteriser is WebAssembly, so that it runs wherever Node does, and is loaded when it is first needed.
 *
 * @example
 * await writeFile('machine.png', await rasterize(renderSvg(picture), 2))
 */
export async function rasterize(svg: string, scale: number): Promise<Uint8Array> {
  const { Resvg, initWasm } = await import('@resvg/resvg-wasm');
  ready ??= readAsset('@resvg/resvg-wasm/index_bg.wasm')
    .then(async (module) => initWasm(module))
    .then(async () => Promise.all(FONT_FILES.map(readAsset)));
  const fontBuffers = [...(await ready)];
  const image = new Resvg(svg, {
    font: { fontBuffers, defaultFontFamily: FONT, sansSerifFamily: FONT },
    fitTo: { mode: 'zoom', value: scale },
  });
  const rendered = image.render();
  try {
    return rendered.asPng();
  } finally {
    rendered.free();
    image.free();
  }
}

async function readAsset(specifier: string): Promise<Uint8Array> {
  return readFile(fileURLToPath(import.meta.resolve(specifier)));
}
