interface AnswerTable {
    readonly caption: string;
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
}

interface BaselineEntry {
    readonly fingerprint: string;
    readonly check: string;
    readonly endpoint: string;
    readonly note: string;
}

interface Cause {
    readonly pointer?: string | undefined;
    readonly standard?: string | undefined;
    readonly condition: Readonly<Record<string, string>>;
    readonly text: string;
    readonly evidence: Evidence;
    readonly checks: readonly string[];
    readonly probes: readonly {
        readonly endpoint: EventKind;
        readonly probe: string;
    }[];
    readonly fingerprints: readonly string[];
}

interface CheckResult {
    readonly check: string;
    readonly title: string;
    readonly endpoint: EventKind | "all";
    readonly evidence: Evidence;
    readonly pointer: string;
    readonly outcome: Outcome;
    readonly reason?: Reason | undefined;
    readonly violations: readonly Violation[];
}

type ConformanceSettings = Pick<ContractSettings, "apiKey" | "notificationId"> & Partial<ContractSettings> & {
    readonly allowInsecureHttp?: boolean | undefined;
};

interface ContractReport {
    readonly schemaVersion: 2;
    readonly target: string;
    readonly baseUrl: string;
    readonly notificationId: number;
    readonly window: {
        readonly start: string;
        readonly end: string;
    };
    readonly narrowed?: Readonly<Partial<Record<EventKind, {
        readonly start: string;
        readonly end: string;
    }>>>;
    readonly startedAt: string;
    readonly durationMs: number;
    readonly requests: number;
    readonly strict: boolean;
    readonly requireExercised: boolean;
    readonly stopped?: string | undefined;
    readonly causes: readonly Cause[];
    readonly results: readonly CheckResult[];
    readonly schemaCoverage: readonly CoverageCount[];
    readonly events: Readonly<Record<EventKind, number>>;
    readonly baselineGone?: readonly BaselineEntry[] | undefined;
    readonly openQuestions?: OpenQuestionsResult | undefined;
    readonly exitCode: 0 | 1 | 2 | 3;
}

interface ContractSettings {
    readonly baseUrl: string;
    readonly apiKey: string;
    readonly notificationId: number;
    readonly window: {
        readonly start: number;
        readonly end: number;
    };
    readonly stateful: boolean;
    readonly examplesOnRequest: boolean;
    readonly probes: boolean;
    readonly maxRps: number;
    readonly timeoutMs: number;
    readonly strict: boolean;
    readonly requireExercised: boolean;
    readonly checks?: ReadonlySet<string> | undefined;
}

interface CoverageCount {
    readonly pointer: string;
    readonly count: number;
}

type EventKind = "activations" | "executions" | "cancellations";

type Evidence = "http" | "documented" | "sampled" | "observed" | "assumed";

interface EvidenceProposal {
    readonly file: string;
    readonly pointer: string;
    readonly level: Evidence;
    readonly change: "observed" | "correct";
    readonly because: string;
}

interface Excerpt {
    readonly before: string;
    readonly marked: string;
    readonly after: string;
}

interface OpenQuestionsResult {
    readonly isApi: boolean;
    readonly answers: readonly QuestionAnswer[];
    readonly proposals: readonly EvidenceProposal[];
}

type Outcome = "passed" | "failed" | "refuted" | "known" | "not-exercised";

interface QuestionAnswer {
    readonly number: number;
    readonly topic: string;
    readonly question: string;
    readonly seen: readonly string[];
    readonly tables: readonly AnswerTable[];
    readonly open: readonly string[];
}

type Reason = keyof typeof reasons;

interface Violation {
    readonly expected: string;
    readonly actual: string;
    readonly evidence: Evidence;
    readonly fingerprint: string;
    readonly probe: string;
    readonly request: string;
    readonly curl: string;
    readonly status: number | undefined;
    readonly requestId: string | undefined;
    readonly eventIndex?: number | undefined;
    readonly pointer?: string | undefined;
    readonly excerpt?: Excerpt | undefined;
    readonly known?: string | undefined;
}

declare const reasons: {
    readonly "no-events": "the window has no events";
    readonly "one-timestamp": "all events of the window have the same timestamp, so they show no order";
    readonly "no-ties": "no two events share a timestamp";
    readonly "no-single-event": "every event shares its timestamp with another";
    readonly "no-gap": "an event was published in every millisecond";
    readonly "no-stamp": "no event has a stamp";
    readonly "no-rate-headers": "no response had a rate-limit header";
    readonly "not-limited": "the server never responded with 429";
    readonly "not-compressed": "the server compressed no response";
    readonly "rate-limited": "the server responded with 429 for longer than the suite waits";
    readonly "base-response-unusable": "the response that this check compares with is faulty or missing";
    readonly "no-response": "the server responded to no request that this check judges";
    readonly "response-too-large": "the response is larger than the suite reads";
    readonly "stateless-target": "the target serves fixed examples and neither filters nor sorts";
    readonly "probe-not-allowed": "the suite sends this request only once a run, or only to loopback unless NP6_PROBES=1: it has another method than GET, or the key in its URL";
    readonly "far-date-rejected": "the server rejects the distant date that this check needs";
    readonly "no-identity": "no event names its customer";
    readonly "request-budget": "the run had no requests left";
    readonly "notification-zero": "the run itself tests notification 0";
    readonly "key-without-letters": "the key has no letter, so its case cannot be changed";
    readonly "run-stopped": "the run stopped early";
    readonly "not-recorded": "the recording has no response to this request";
};

declare function runContract(target: string, settings: ConformanceSettings): Promise<ContractReport>;

export {
    type CheckResult,
    ConformanceSettings,
    type ContractReport,
    type ContractSettings,
    type CoverageCount,
    type Evidence,
    type Outcome,
    type Reason,
    type Violation,
    reasons,
    runContract,
};
