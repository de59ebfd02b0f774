import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { rasterize } from '../../../engine/host/program/raster.ts';
import { renderGraph } from '../../../engine/report/graph/draw.ts';
import { exampleGraphs, exampleNamed } from '../../report/graph/graphs.ts';

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of a pixel. */
  readonly at: (x: number, y: number) => readonly number[];
}

/** A PNG of eight bits a channel with alpha, decoded by its specification. */
function decodePng(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const chunks: Buffer[] = [];
  let header = bytes;
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    if (type === 'IHDR') header = data;
    if (type === 'IDAT') chunks.push(data);
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  expect([...header.subarray(8, 10)]).toEqual([8, 6]);
  const raw = inflateSync(Buffer.concat(chunks));
  const stride = width * 4;
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const left = x < 4 ? 0 : (out[y * stride + x - 4] ?? 0);
      const up = y === 0 ? 0 : (out[(y - 1) * stride + x] ?? 0);
      const corner = x < 4 || y === 0 ? 0 : (out[(y - 1) * stride + x - 4] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? NaN;
      out[y * stride + x] = ((raw[y * (stride + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return { width, height, at: (x, y) => [...out.subarray(y * stride + x * 4, y * stride + x * 4 + 4)] };
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Dark pixels in a part of a picture, where letters of the title are. */
function countDark(pixels: Pixels, from: readonly [number, number], to: readonly [number, number]): number {
  let dark = 0;
  for (let y = from[1]; y < to[1]; y += 1)
    for (let x = from[0]; x < to[0]; x += 1) {
      const [red = 255, green = 255, blue = 255] = pixels.at(x, y);
      if (red + green + blue < 300) dark += 1;
    }
  return dark;
}

test('a PNG has the size of its picture times the scale, its colours, and its text', async () => {
  const { graph } = exampleNamed(await exampleGraphs(), 'enable-docker');
  const svg = renderGraph('svg', graph, { title: 'enable-docker', subtitle: '' });
  const [, width = '', height = ''] = /width="(\d+)" height="(\d+)"/u.exec(svg) ?? [];
  const pixels = decodePng(await rasterize(svg, 2));
  expect([pixels.width, pixels.height]).toEqual([2 * Number(width), 2 * Number(height)]);
  expect(pixels.at(100, 20)).toEqual([255, 255, 255, 255]);
  const title = [
    [40, 40],
    [400, 110],
  ] as const;
  expect(countDark(pixels, ...title)).toBeGreaterThan(800);
  const silent = decodePng(await rasterize(svg.replaceAll(/<text[\s\S]*?<\/text>/gu, ''), 2));
  expect(countDark(silent, ...title)).toBe(0);
});

test.each(['latin', 'łódź', 'сервер', 'Ελλάδα'])('letters of many scripts are drawn: %s', async (word) => {
  const draw = async (text: string): Promise<Uint8Array> =>
    rasterize(
      `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="#fff"/><text x="5" y="28" font-family="Inter" font-size="20">${text}</text></svg>`,
      1,
    );
  const drawn = await draw(word);
  expect(countDark(decodePng(drawn), [0, 0], [200, 40])).toBeGreaterThan(80);
  // A letter that no font has is drawn as one box, whichever it is.
  expect(Buffer.from(drawn)).not.toEqual(Buffer.from(await draw('\u4e00'.repeat(word.length))));
});

test('text that is no SVG is refused', async () => {
  await expect(rasterize('<svg', 1)).rejects.toThrow(/SVG/u);
});
