import { authFaults } from "./topics/auth.ts";
import { authResponseFaults } from "./topics/auth-responses.ts";
import { badValueFaults } from "./topics/bad-values.ts";
import { bodyFaults } from "./topics/body.ts";
import { cacheFaults } from "./topics/caches.ts";
import { calendarFaults } from "./topics/calendar.ts";
import { clientFaults } from "./topics/client.ts";
import { codingFaults } from "./topics/coding.ts";
import { dateFaults } from "./topics/dates.ts";
import { detailFaults } from "./topics/detail.ts";
import { emptyValueFaults } from "./topics/empty-values.ts";
import { envelopeFaults } from "./topics/envelope.ts";
import { envelopeObjectFaults } from "./topics/envelope-objects.ts";
import { errorResponseFaults } from "./topics/error-responses.ts";
import { farDateFaults } from "./topics/far-dates.ts";
import { framingFaults } from "./topics/framing.ts";
import { httpFaults } from "./topics/http.ts";
import { identityFaults } from "./topics/identity.ts";
import { idFaults } from "./topics/ids.ts";
import { numberFaults } from "./topics/numbers.ts";
import { orderFaults } from "./topics/order.ts";
import { orderEventFaults } from "./topics/order-events.ts";
import { probeFaults } from "./topics/probes.ts";
import { rateFaults } from "./topics/rate.ts";
import { stabilityFaults } from "./topics/stability.ts";
import { stampAndReasonFaults } from "./topics/stamps-and-reasons.ts";
import { wearFaults } from "./topics/wear.ts";
import { windowFaults } from "./topics/window.ts";
import { windowExtentFaults } from "./topics/window-extent.ts";
import { windowUnitFaults } from "./topics/window-units.ts";
import type { Fault, TopicFault, Variation } from "./variant.ts";
import { connectionVariations } from "./variations/connection.ts";
import { dataVariations } from "./variations/data.ts";
import { errorResponseVariations } from "./variations/error-responses.ts";
import { leniencyVariations } from "./variations/leniency.ts";
import { limitVariations } from "./variations/limits.ts";
import { modelVariations } from "./variations/model.ts";
import { wireVariations } from "./variations/wire.ts";

const topics: Readonly<Record<string, readonly TopicFault[]>> = {
  auth: [...authFaults, ...authResponseFaults],
  ids: idFaults,
  "bad values": [...badValueFaults, ...emptyValueFaults],
  window: [...windowFaults, ...windowUnitFaults, ...windowExtentFaults],
  calendar: calendarFaults,
  dates: [...dateFaults, ...numberFaults, ...farDateFaults],
  order: [...orderFaults, ...orderEventFaults],
  identity: identityFaults,
  model: [...envelopeFaults, ...envelopeObjectFaults, ...detailFaults, ...stampAndReasonFaults],
  body: bodyFaults,
  protocol: [...httpFaults, ...codingFaults, ...framingFaults],
  rate: rateFaults,
  stability: [...stabilityFaults, ...wearFaults, ...cacheFaults],
  "error responses": [...errorResponseFaults, ...probeFaults],
  client: clientFaults,
};

/** Every server that breaks one rule. All of them must fail the suite. */
export const faults: readonly Fault[] = Object.entries(topics).flatMap(([topic, rows]) =>
  rows.map((row) => ({ condition: {}, ...row, topic })),
);

/** Every server that keeps the contract in an unusual way. None of them may fail the suite. */
export const variations: readonly Variation[] = [
  ...modelVariations,
  ...wireVariations,
  ...connectionVariations,
  ...errorResponseVariations,
  ...leniencyVariations,
  ...limitVariations,
  ...dataVariations,
];
