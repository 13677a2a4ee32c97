import { isNode, type Location, type Node, placeName, type Rule } from "./redocly.ts";
import { shapeOf } from "./shape.ts";

/**
 * The same object or list of values written out twice drifts apart: the next change reaches only one of them. Two
 * *components* of one shape are fine, because they have names of their own.
 */
export const noInlineDuplicate: Rule = () => {
  const byShape = new Map<string, { readonly location: Location; readonly inline: boolean }[]>();

  return {
    Schema(schema, context) {
      if (!isWorthAName(schema) || context.location.pointer.endsWith("/not")) return;
      const shape = shapeOf(schema, context.location, context);
      const place = { location: context.location, inline: isInline(context.location) };
      byShape.set(shape, [...(byShape.get(shape) ?? []), place]);
    },
    Root: {
      leave(_root, context) {
        const reported: Location[] = [];
        for (const places of byShape.values()) {
          // The component first, where there is one; it is what the others repeat.
          const [first, ...rest] = places.toSorted((a, b) => Number(a.inline) - Number(b.inline));
          for (const { location, inline } of rest) {
            if (first === undefined || !inline || reported.some((outer) => contains(outer, location)))
              continue;
            reported.push(location);
            const mend = first.inline
              ? "Move it to components/schemas, and $ref it from both."
              : "Put a $ref to that here.";
            const message = `This schema has the same shape as ${placeName(first.location)}. ${mend}`;
            context.report({ message, location: location.key() });
          }
        }
      },
    },
  };
};

/** Not a one-value enum: that is a variant's tag, which np6/union-mapping wants inline. */
function isWorthAName(schema: Node): boolean {
  const { properties, enum: values } = schema;
  return (
    (isNode(properties) && Object.keys(properties).length > 0) || (Array.isArray(values) && values.length > 1)
  );
}

function isInline({ pointer }: Location): boolean {
  return pointer !== "#/" && !/^#\/components\/schemas\/[^/]+$/.test(pointer);
}

/** Whether `inner` is `outer` or inside it: of nested duplicates only the outermost is worth a message. */
function contains(outer: Location, inner: Location): boolean {
  return `${inner.absolutePointer}/`.startsWith(`${outer.absolutePointer}/`);
}
