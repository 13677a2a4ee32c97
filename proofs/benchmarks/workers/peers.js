// What users would take instead. Plain JavaScript, for the compiler does not have these packages.
import { Readable } from "node:stream";
import { parseFromWebStream } from "@discoveryjs/json-ext";
import { createClient as createHeyApi } from "@hey-api/client-fetch";
import { JSONParser } from "@streamparser/json";
import axios from "axios";
import ky from "ky";
import { ofetch } from "ofetch";
import streamArray from "stream-json/streamers/stream-array.js";

const heyApi = createHeyApi({ throwOnError: true });

/** Reads the whole list at once. */
export const whole = {
  ky: (url, headers) => ky(url, { headers, timeout: false }).json(),
  ofetch: (url, headers) => ofetch(url, { headers }),
  axios: async (url, headers) => (await axios.get(url, { headers })).data,
  "hey-api": async (url, headers) => {
    const { origin, pathname, search } = new URL(url);
    return (await heyApi.get({ baseUrl: origin, url: pathname + search, headers })).data;
  },
  "json-ext": async (url, headers) => parseFromWebStream((await fetch(url, { headers })).body),
};

/** Hands out element by element. */
export const stream = {
  "@streamparser/json": async (url, headers, onEvent) => {
    const json = new JSONParser({ paths: ["$.*"], keepStack: false });
    json.onValue = ({ value }) => onEvent(value);
    for await (const chunk of (await fetch(url, { headers })).body) json.write(chunk);
  },
  "stream-json": async (url, headers, onEvent) => {
    const source = Readable.fromWeb((await fetch(url, { headers })).body);
    for await (const { value } of source.pipe(streamArray.withParserAsStream())) onEvent(value);
  },
};
