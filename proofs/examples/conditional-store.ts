import { serve } from "../kit/loopback.ts";

/** A store of one object, with conditional writes. */
export interface ConditionalStore extends AsyncDisposable {
  readonly url: string;
  /** Has somebody else write the object after it was read next. */
  meddle(): void;
}

/** Starts one. */
export async function startStore(): Promise<ConditionalStore> {
  let text: string | undefined;
  let revision = 0;
  let meddlesome = false;
  const server = await serve(async (request, response) => {
    const etag = `"${revision}"`;
    if (request.method === "GET") {
      if (text === undefined) response.writeHead(404).end();
      else response.writeHead(200, { etag }).end(text);
      if (meddlesome) revision++;
      meddlesome = false;
      return;
    }
    const { "if-match": match, "if-none-match": none } = request.headers;
    const holds = text === undefined ? none === "*" : match === etag;
    const chunks = await request.toArray();
    if (!holds) return void response.writeHead(412).end();
    text = Buffer.concat(chunks).toString();
    response.writeHead(200, { etag: `"${++revision}"` }).end();
  });
  return {
    url: `${server.url}/checkpoint`,
    meddle() {
      meddlesome = true;
    },
    [Symbol.asyncDispose]: server.close,
  };
}
