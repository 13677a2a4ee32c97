/**
 * Encodes events as one JSON array, in pieces of exactly `pieceBytes` bytes (the last one is shorter). Pieces take no
 * notice of where events, or even characters, begin. Only about one piece is in memory at a time.
 */
export function* encodeBody(events: Iterable<string>, pieceBytes: number): Generator<Uint8Array> {
  let text = "[";
  let separator = "";
  let rest = new Uint8Array(0);
  for (const event of events) {
    text += separator + event;
    separator = ",";
    if (text.length < pieceBytes) continue;
    rest = yield* cut(rest, text, pieceBytes);
    text = "";
  }
  rest = yield* cut(rest, `${text}]`, pieceBytes);
  if (rest.length > 0) yield rest;
}

function* cut(
  rest: Uint8Array,
  text: string,
  pieceBytes: number,
): Generator<Uint8Array, Uint8Array<ArrayBuffer>> {
  const bytes = Buffer.concat([rest, Buffer.from(text)]);
  let from = 0;
  while (bytes.length - from >= pieceBytes) {
    yield bytes.subarray(from, from + pieceBytes);
    from += pieceBytes;
  }
  return bytes.subarray(from);
}
