/** Values that occur nowhere else. Key and password have what a URL, a shell or JSON would spell in another way. */
export const canaries = {
  key: "canary+key/4f1c=9e'7\"b%20",
  password: "canary%pass/5d'8\"c+word",
  address: "canary.person@canary-domain.example",
  hash: "c0ffee00c0ffee11c0ffee22c0ffee33",
} as const;

/** Name of a canary. */
export type CanaryName = keyof typeof canaries;

/** The canaries that some bytes hold, in any spelling that a program may give them. */
export function found(bytes: Uint8Array, looked: readonly CanaryName[]): CanaryName[] {
  const text = Buffer.from(bytes).toString("latin1").toLowerCase();
  return looked.filter((name) => spellings(canaries[name]).some((spelling) => text.includes(spelling)));
}

function spellings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const all = [
    ...[secret, json, JSON.stringify(json).slice(1, -1)],
    ...[
      encodeURIComponent(secret),
      encodeURI(secret),
      new URLSearchParams({ "": secret }).toString().slice(1),
    ],
    ...[escapedHtml(secret), escapedHtml(json)],
    ...[Buffer.from(secret).toString("hex"), ...base64(secret)],
  ];
  return all.map((spelling) => spelling.toLowerCase());
}

function escapedHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '"': "&quot;",
    "'": "&#39;",
    "&": "&amp;",
    "<": "&lt;",
  };
  return text.replace(/["'&<]/g, (character) => entities[character] ?? character);
}

/** In base64 a text looks different at each of three places; the characters at its edges depend on its neighbours. */
function base64(secret: string): string[] {
  return [0, 1, 2].map((before) =>
    Buffer.from("\0".repeat(before) + secret)
      .toString("base64")
      .slice(before === 0 ? 0 : before + 1, -4),
  );
}
