// What is being done, and for how long: one line that changes on a terminal, a line each elsewhere.

const TURNS = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const TURN_MS = 100;

export function createProgress(out) {
  const began = Date.now();
  let said = "";
  let turn = 0;
  const draw = () => {
    const seconds = ((Date.now() - began) / 1_000).toFixed(1);
    const line = `${TURNS[turn++ % TURNS.length]} ${seconds} s  ${said}`;
    out.write(`\r\u001b[2K${line.slice(0, (out.columns ?? 80) - 1)}`);
  };
  const timer = out.isTTY ? setInterval(draw, TURN_MS) : undefined;

  return {
    note(text) {
      if (text === said) return;
      said = text;
      if (!out.isTTY) out.write(`${said}\n`);
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
