// What is being done, how far it is, and for how long: one line that changes on a terminal, a line each elsewhere.

const TURNS = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const TURN_MS = 100;
const CELLS = 20;

export function createProgress(out) {
  const began = Date.now();
  let said = "";
  let part = null;
  let turn = 0;
  const draw = () => {
    const seconds = ((Date.now() - began) / 1_000).toFixed(1);
    const shown = part === null ? TURNS[turn++ % TURNS.length] : barOf(part);
    out.write(`\r\u001b[2K${`${shown} ${seconds} s  ${said}`.slice(0, (out.columns ?? 80) - 1)}`);
  };
  const timer = out.isTTY ? setInterval(draw, TURN_MS) : undefined;

  return {
    /** `now` is how much of it is done, from 0 to 1; null where nobody knows. */
    note(text, now = null) {
      if (now !== null) part = now;
      if (text === said) return;
      said = text;
      if (!out.isTTY) out.write(`${part === null ? "" : `${percentOf(part)}  `}${said}\n`);
    },
    /** The last line, which stays. */
    done(text) {
      this.stop();
      out.write(`${text}\n`);
    },
    stop() {
      clearInterval(timer);
      if (out.isTTY) out.write("\r\u001b[2K");
    },
  };
}

const percentOf = (part) => `${String(Math.round(part * 100)).padStart(3)} %`;

function barOf(part) {
  const full = Math.round(part * CELLS);
  return `${"█".repeat(full)}${"░".repeat(CELLS - full)} ${percentOf(part)}`;
}
