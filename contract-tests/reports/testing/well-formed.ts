/** Names of elements that need no end. */
const empty: ReadonlySet<string> = new Set(["meta", "link", "input", "br"]);

/**
 * What is wrong with a text as XML, or as HTML that closes its elements: tags that do not match, a bare `<` or `&`, an
 * attribute without quotes. Content of `style` and `script` is passed over. `undefined` when nothing is.
 */
export function malformation(markup: string): string | undefined {
  const open: string[] = [];
  const text = markup
    .replace(/^<\?xml[^>]*\?>|^<!doctype html>/i, "")
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, "");
  const token = /<(\/?)([a-z][a-z0-9-]*)((?:\s+[a-z-]+(?:="[^"<]*")?)*)\s*(\/?)>|[^<]+/gi;
  let end = 0;
  for (const match of text.matchAll(token)) {
    if (match.index !== end) return `not a tag: ${text.slice(end, end + 60)}`;
    end += match[0].length;
    const bare = match[0].match(/&(?!(?:amp|lt|gt|quot|#39);)/);
    if (bare) return `bare &: ${match[0].slice(0, 60)}`;
    const [, closing, name, , selfClosing] = match;
    if (name === undefined || selfClosing || empty.has(name)) continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name)
      return `</${name}> closes another element, at: ${text.slice(end - 80, end)}`;
  }
  if (end !== text.length) return `not a tag: ${text.slice(end, end + 60)}`;
  return open.length > 0 ? `never closed: ${open.join(", ")}` : undefined;
}
