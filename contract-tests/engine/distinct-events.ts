import { identityOf } from "./event.ts";
import { eventsIn, isUsable } from "./observation.ts";
import type { Scene } from "./scene.ts";

/** Each event of an endpoint once, however many answers showed it. */
export function distinctEvents(scene: Scene): Iterable<unknown> {
  const events = new Map<string, unknown>();
  for (const observation of scene.all()) {
    if (isUsable(observation))
      for (const event of eventsIn(observation)) events.set(identityOf(event), event);
  }
  return events.values();
}
