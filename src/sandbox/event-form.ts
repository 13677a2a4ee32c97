/** The values that differ from one generated event to the next. Identifiers are drawn from streams of {@link mix}. */
export interface FormEntry {
  readonly idStream: number;
  readonly stampStream: number;
  readonly send: number;
  /** Milliseconds since 1970 UTC, 13 digits. */
  readonly timestamp: number;
  /** Milliseconds since 1970 UTC, 13 digits. */
  readonly stampTime: number;
  /** 0 to 999,999. */
  readonly contact: number;
}

/** How a blank of a template is filled in. Its width is fixed, so filling one in never moves the others. */
interface Blank {
  /** As many characters as its value has, those already in place that all values share. */
  readonly empty: string;
  /** Keeps the properties of one stamp apart by their streams. */
  fill(form: Buffer, at: number, entry: FormEntry, propertyStream: number): void;
}

const digits = Buffer.from("0123456789abcdef");
const emptyUuid = "00000000-0000-0000-0000-000000000000";

/** By their names in `generated/event-templates.js`. */
const blanks: Readonly<Record<string, Blank>> = {
  event: {
    empty: emptyUuid,
    // The vendor's samples mix both versions; a consumer that insists on one of them must notice here.
    fill: (form, at, { idStream, send }) => writeUuid(form, at, idStream, send, send % 4 === 3 ? 5 : 4),
  },
  timestamp: {
    empty: "0".repeat(13),
    fill: (form, at, { timestamp }) => writeDecimal(form, at, timestamp, 13),
  },
  stamp: {
    empty: emptyUuid,
    fill: (form, at, { stampStream, send }, stream) => writeUuid(form, at, stampStream + stream, send, 4),
  },
  "stamp-time": {
    empty: "0".repeat(13),
    fill: (form, at, { stampTime }) => writeDecimal(form, at, stampTime, 13),
  },
  contact: { empty: "0".repeat(6), fill: (form, at, { contact }) => writeDecimal(form, at, contact, 6) },
  digest: {
    empty: "0".repeat(32),
    fill: (form, at, { contact }) => {
      for (let word = 0; word < 4; word++) writeHex(form, at + word * 8, mix(word, contact), 8);
    },
  },
};

/**
 * Prints events as JSON text. The template is laid out once, as a form, and each event only overwrites the blanks. That
 * takes less time than `JSON.stringify` of an event, including its identifiers, which matters for a million events.
 *
 * @param template One text of `generated/event-templates.js`.
 * @param notificationStream Stream of the identifiers that all events of the notification share.
 */
export function createEventForm(
  template: string,
  notificationId: number,
  notificationStream: number,
): (entry: FormEntry) => string {
  const fills: ((form: Buffer, entry: FormEntry) => void)[] = [];
  let text = "";
  // Every second part is what stood between angle brackets.
  for (const [index, part] of template.split(/<([^>]+)>/).entries()) {
    const [name = "", property] = part.split(":");
    const blank = blanks[name];
    if (index % 2 === 0) text += part;
    else if (blank === undefined) {
      const stream = notificationStream + streamOf(property ?? "");
      text += property === undefined ? notificationId : uuidOf(stream, 0, 4);
    } else {
      const at = text.length;
      const stream = streamOf(property ?? "");
      fills.push((form, entry) => blank.fill(form, at, entry, stream));
      text += blank.empty;
    }
  }
  const form = Buffer.from(text, "latin1");
  return (entry) => {
    for (const fill of fills) fill(form, entry);
    return form.toString("latin1");
  };
}

/** A uuid drawn from a stream, with the given version; it takes up the streams from `stream` to `stream + 3`. */
export function uuidOf(stream: number, index: number, version: number): string {
  const text = Buffer.from(emptyUuid);
  writeUuid(text, 0, stream, index, version);
  return text.toString("latin1");
}

/**
 * Mixes a stream number and an index into 32 bits that look random. Without state, so that any event can be made
 * again from its index alone. Each step can be undone: within one stream no two indices give the same result.
 */
export function mix(stream: number, index: number): number {
  let hash = (Math.imul(index, 0x9e3779b1) + stream) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A stream for each name of a property. */
function streamOf(name: string): number {
  return [...name].reduce((stream, character) => mix(stream, character.charCodeAt(0)), 0);
}

function writeUuid(target: Buffer, at: number, stream: number, index: number, version: number): void {
  const third = mix(stream + 2, index);
  // The first word stays whole: it alone keeps the identifiers of one stream apart.
  writeHex(target, at, mix(stream, index), 8);
  writeHex(target, at + 9, mix(stream + 1, index) >>> 16, 4);
  writeHex(target, at + 14, (version << 12) | (mix(stream + 1, index) & 0xfff), 4);
  writeHex(target, at + 19, 0x8000 | (third >>> 18), 4);
  writeHex(target, at + 24, third & 0xffff, 4);
  writeHex(target, at + 28, mix(stream + 3, index), 8);
}

function writeHex(target: Buffer, at: number, value: number, width: number): void {
  let rest = value;
  for (let offset = at + width - 1; offset >= at; offset--) {
    target[offset] = digits[rest & 15] ?? 0;
    rest >>>= 4;
  }
}

function writeDecimal(target: Buffer, at: number, value: number, width: number): void {
  let rest = value;
  for (let offset = at + width - 1; offset >= at; offset--) {
    const next = Math.floor(rest / 10);
    target[offset] = 48 + rest - next * 10;
    rest = next;
  }
}
