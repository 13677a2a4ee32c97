import { successPointer, successPointerOf } from "../parts/pointers.ts";
import { raw } from "../parts/reply.ts";
import { onRequest, when } from "../parts/requests.ts";
import type { TopicFault } from "../variant.ts";

const asks =
  (text: string) =>
  ({ url }: { url: string }) =>
    url.includes(text);

/** Loopback answers in milliseconds: who is silent for this long will stay so. */
const impatient = { timeoutMs: 500 };

/** Where bodies and connections end. */
export const framingFaults: readonly TopicFault[] = [
  {
    id: "status-line-broken",
    title: "forgets the status of a response to newest first",
    breaks: "RFC 9112, section 4",
    condition: { order: "desc" },
    stages: () =>
      when(
        asks("sort=desc"),
        raw((text, response) => {
          response.socket?.end(`HTTP/1.1 OK\r\nContent-Type: application/json\r\n\r\n${text}`);
        }),
      ),
  },
  {
    id: "two-lengths",
    title: "says the length of a body twice, and differently",
    breaks: "RFC 9112, section 6.3",
    condition: { endpoint: "executions" },
    stages: () =>
      onRequest(
        "executions",
        raw((text, response) => {
          const { length } = text;
          response.socket?.end(
            `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\nContent-Length: ${length - 9}\r\n\r\n${text}`,
          );
        }),
      ),
  },
  {
    id: "length-in-characters",
    title: "counts the length of a body in characters",
    breaks: "RFC 9112, section 6.3",
    seenIn: "https://github.com/metamug/mason/issues/74",
    stages: () =>
      raw((text, response) => {
        const accented = text.replaceAll("DEMO", "D\u00c9MO");
        response.socket?.end(
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${accented.length}\r\n\r\n${accented}`,
        );
      }),
  },
  {
    id: "length-too-long",
    title: "promises more bytes than it sends",
    breaks: "RFC 9112, section 8",
    seenIn: "https://github.com/RIPE-NCC/whois/pull/1771",
    stages: () =>
      raw((text, response) => {
        response.socket?.end(
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${text.length + 20}\r\n\r\n${text}`,
        );
      }),
  },
  {
    id: "chunks-broken-off",
    title: "breaks the connection off inside a chunked body",
    breaks: "RFC 9112, section 8",
    stages: () =>
      raw((text, response) => {
        response.writeHead(200, { "Content-Type": "application/json" });
        response.write(text.slice(0, text.length / 2), () => response.destroy());
      }),
  },
  {
    id: "chunks-without-end",
    title: "closes the connection without the last chunk, the text being whole",
    breaks: "RFC 9112, section 8",
    condition: { endpoint: "cancellations" },
    stages: () =>
      onRequest(
        "cancellations",
        raw((text, response) => {
          response.writeHead(200, { "Content-Type": "application/json" });
          response.write(text, () => response.destroy());
        }),
      ),
  },
  {
    id: "chunks-misframed",
    title: "writes a chunk size that is wrong",
    breaks: "RFC 9112, section 7.1",
    stages: () =>
      raw((text, response) => {
        response.socket?.end(
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${(text.length - 3).toString(16)}\r\n${text}\r\n0\r\n\r\n`,
        );
      }),
  },
  {
    id: "body-stalls",
    title: "stops in the middle of a body, newest first",
    breaks: successPointerOf("cancellations"),
    condition: { endpoint: "cancellations", order: "desc" },
    settings: impatient,
    stages: () =>
      when(
        ({ url }) => /cancellations\?.*sort=desc/.test(url),
        raw((text, response) => {
          response.writeHead(200, { "Content-Type": "application/json" });
          response.write(text.slice(0, text.length / 2));
        }),
      ),
  },
  {
    id: "no-answer",
    title: "hangs up where newest first is asked for",
    breaks: successPointer,
    condition: { order: "desc" },
    stages: () =>
      when(asks("sort=desc"), {
        finish: (_reply, _request, response) => {
          response.socket?.end();
          response.destroy();
          return undefined;
        },
      }),
  },
  {
    id: "no-answer-in-time",
    title: "never responds to numbers as dates",
    breaks: successPointer,
    condition: { startForm: "number" },
    settings: impatient,
    stages: () => when(({ url }) => /start=\d{13}/.test(url), { finish: () => undefined }),
  },
];
