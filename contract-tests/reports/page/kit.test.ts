import fc from "fast-check";
import { expect, test } from "vitest";
import { html } from "./kit.ts";

test("values are escaped, markup of the tag is not, lists are joined, and an absent value prints nothing", () => {
  const item = html`<b>${"<&>"}</b>`;
  expect(html`<p>${[item, item]}${undefined}${false}${0}</p>`.markup).toBe(
    "<p><b>&lt;&amp;&gt;</b><b>&lt;&amp;&gt;</b>0</p>",
  );
});

test("no text ends an element or an attribute", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(html`${text}`.markup).not.toMatch(/[<>"']/);
    }),
  );
});
