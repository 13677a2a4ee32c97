/** Lines of stack traces. Each wants more than an "at": error bodies also say at what time, and at which address. */
const lines: readonly RegExp[] = [
  // .NET without symbols, and Java: "   at Np6.Api.Events.Get(Int32 id)". In JSON the line break is escaped.
  /(?:^|\n|\\n|>)\s*at [\w$]+(?:[.+][\w$<>`[\],]+)+\(/,
  // A place in a source file: "Events.cs:line 12", "(Events.java:12)", "/app/events.mjs:12:3", "/src/main.go:12".
  /\.(?:cs|java|kt|scala|php|[cm]?[jt]s|go):(?:line )?\d+/,
  /\.php(?:\(\d+\)| on line \d+)/,
  /\.rb:\d+:in\b/,
  /\bnode:[\w/]+:\d+:\d+/,
  /\bTraceback \(most recent call last\)/,
  /\bgoroutine \d+ \[/,
];

/** Whether a text shows a stack trace, as Java, .NET, Python, PHP, Ruby, Go and Node write it. */
export function showsStackTrace(text: string): boolean {
  return lines.some((line) => line.test(text));
}
