// Preloaded by the npm scripts with `node --import`. Plain JavaScript that old versions of Node can read: it is there
// to explain why the script behind it would fail on them with a syntax error.
const needed = [24, 18]; // Prism's minimum, and the scripts themselves are TypeScript, which older versions cannot run.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(
    `This script needs Node ${needed.join(".")} or newer and runs on ${process.versions.node}: the "node" package in node_modules has no binary,
because its install script did not run (--ignore-scripts?). Run "npm rebuild node --ignore-scripts=false", or put Node ${needed.join(".")} on the PATH.`,
  );
  process.exit(2);
}
