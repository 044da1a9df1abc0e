// <stdin>
import { spawn as spawn2 } from "node:child_process";
import { once } from "node:events";

// src/system/groups.ts
import { spawn } from "node:child_process";
var hasGroups = process.platform !== "win32";
var living = /* @__PURE__ */ new Set();
process.on("exit", () => endGroups("SIGKILL"));
function killGroup(leader, signal) {
  try {
    return process.kill(hasGroups ? -leader : leader, signal);
  } catch {
    return false;
  }
}
function endGroups(signal) {
  for (const leader of living) killGroup(leader, signal);
}
function endsWithThisProcess(leader) {
  living.add(leader);
  tellGuard("+", leader);
  return () => {
    living.delete(leader);
    tellGuard("-", leader);
  };
}
var script = `groups=' '
while read -r sign group; do
  case $sign in
    +) groups="$groups$group " ;;
    -) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for signal in TERM KILL; do
  left=
  for group in $groups; do kill -$signal -$group && left=1; done 2>/dev/null
  [ -z "$left" ] || [ $signal = KILL ] || sleep 5
done`;
var guard;
function tellGuard(sign, leader) {
  if (!hasGroups) return;
  guard ??= startGuard();
  guard.stdin?.write(`${sign} ${leader}
`);
}
function startGuard() {
  const started = spawn("/bin/sh", ["-c", script], {
    cwd: "/",
    env: { PATH: "/usr/bin:/bin" },
    detached: true,
    stdio: ["pipe", "ignore", "ignore"]
  });
  started.on("error", () => {
  });
  started.stdin.on("error", () => {
  });
  started.unref();
  unrefPipe(started.stdin);
  return started;
}
function unrefPipe(pipe) {
  if ("unref" in pipe && typeof pipe.unref === "function") pipe.unref();
}

// <stdin>
var start = (script2) => {
  const child = spawn2("sh", ["-c", script2], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  return { child, leave: endsWithThisProcess(child.pid) };
};
var short = start("exit 0");
await once(short.child, "exit");
short.leave();
var long = start("sleep 600 & echo $$ $!; wait");
var [text] = await once(long.child.stdout, "data");
process.stdout.write(text, () => process.argv[2] === "waits" || process.exit(0));
setTimeout(() => {
}, 6e4);
