/** Server-sent events (HTML Living Standard, 9.2) as they come. */
export async function* framesOf(body) {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of body) {
    rest += decoder.decode(piece, { stream: true });
    const blocks = rest.split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const field = (name) => new RegExp(`^${name}: ?(.*)$`, "m").exec(block)?.[1];
      const event = field("event");
      if (event !== undefined) yield { event, data: field("data") ?? "", id: field("id") };
    }
  }
}
