import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Counter, Gauge, Registry } from "prom-client";
import { UsageError } from "../shared/usage-error.ts";
import type { ListenAddress } from "./arguments.ts";
import type { StreamsSummary, SyncMeter } from "./sync-meter.ts";

/** The sources of the metrics. */
export interface MetricsSource {
  readonly meter: SyncMeter;
  /** `undefined` as long as the database cannot be read. */
  readonly streams: () => Promise<StreamsSummary | undefined>;
}

/** A server of health and metrics. */
export interface MetricsServer {
  /** Such as `http://127.0.0.1:9464`. */
  readonly url: string;
  close(): void;
}

/**
 * Answers `/healthz` and `/metrics`, the latter in the text format of Prometheus.
 *
 * @throws UsageError if it cannot listen on the address.
 */
export async function serveMetrics(
  { host, port }: ListenAddress,
  source: MetricsSource,
): Promise<MetricsServer> {
  const print = metricsPrinter(source);
  const server = createServer(async (request, response) => {
    const path = request.url?.replace(/\?.*/s, "");
    response.setHeader("content-type", "text/plain; charset=utf-8");
    if (request.method !== "GET" && request.method !== "HEAD")
      response.writeHead(405, { allow: "GET, HEAD" }).end();
    else if (path === "/healthz") response.end("ok\n");
    else if (path !== "/metrics") response.writeHead(404).end("There are /healthz and /metrics.\n");
    else {
      const text = await print();
      response.setHeader("content-type", Registry.PROMETHEUS_CONTENT_TYPE).end(text);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.on("error", (error: NodeJS.ErrnoException) => {
      reject(
        new UsageError(
          `--listen: ${host}:${port} cannot be listened on (${error.code}). Choose another address.`,
        ),
      );
    });
    server.listen(port, host, resolve);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${family === "IPv6" ? `[${address}]` : address}:${bound}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Makes the function that gives all metrics as text. */
function metricsPrinter({ meter, streams }: MetricsSource): () => Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const events = counter("np6_events_total", "Events that this process stored");
  const requests = counter("np6_requests_total", "Requests that this process sent, retries included");
  const active = gauge("np6_streams", "Streams of the database that are polled");
  const lag = gauge(
    "np6_stream_lag_seconds",
    "How far the stream that is furthest behind is behind the clock",
  );
  const errors = gauge("np6_stream_errors", "Streams whose last poll failed");
  return async () => {
    const summary = await streams();
    for (const [counter, total] of [
      [events, meter.events],
      [requests, meter.requests],
    ] as const) {
      counter.reset();
      counter.inc(total);
    }
    active.set(summary?.active ?? Number.NaN);
    lag.set((summary?.lagMs ?? Number.NaN) / 1000);
    errors.set(summary?.errors ?? Number.NaN);
    return registry.metrics();
  };
}
