import { expect, test } from "vitest";
import { findChromium, launchChromium, withoutChromium } from "../../proofs/kit/chromium.ts";
import { palettePng } from "./palette-png.ts";

const width = 40;
const height = 25;
/** An image in which each pixel has a colour of its own, one of so many. */
const image = (colours: number) =>
  Uint8Array.from({ length: width * height * 4 }, (_, i) => {
    const colour = Math.floor(i / 4) % colours;
    return [colour % 256, Math.floor(colour / 256) * 60, 7, 255][i % 4] ?? 0;
  });

test("the same image gives the same bytes, smaller than its pixels", () => {
  const png = palettePng({ width, height, rgba: image(200) });
  expect(palettePng({ width, height, rgba: image(200) }).equals(png)).toBe(true);
  expect(png.length).toBeLessThan(width * height);
});

test("a browser reads the pixels that were written, and near ones where there are too many colours", async ({
  skip,
}) => {
  const browser = await launchChromium(findChromium() ?? skip(withoutChromium));
  try {
    const page = await browser.newPage();
    const read = async (rgba: Uint8Array): Promise<number[]> => {
      const png = palettePng({ width, height, rgba }).toString("base64");
      return page.evaluate<number[]>(`(async () => {
        const image = await createImageBitmap(await (await fetch("data:image/png;base64,${png}")).blob());
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
        context.drawImage(image, 0, 0);
        return [...context.getImageData(0, 0, image.width, image.height).data];
      })()`);
    };
    expect(await read(image(256))).toEqual([...image(256)]);
    const many = image(300);
    const off = (await read(many)).map((value, i) => Math.abs(value - (many[i] ?? 0)));
    expect(off.filter((difference) => difference > 0).length).toBeGreaterThan(0);
    expect(Math.max(...off)).toBeLessThanOrEqual(60);
  } finally {
    await browser.close();
  }
});
