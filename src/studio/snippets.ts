import type { Order } from "./order";

export const LANGUAGES = ["curl", "JavaScript", "Python"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A request as one would write it oneself: it runs as it stands, with the key in `MYAPI_API_KEY`. */
export function snippet(language: Language, { path, body }: Order, origin: string): string {
  const url = `${origin}${path}`;
  switch (language) {
    case "curl":
      return `curl -s ${url} \\
  -H "Authorization: Bearer $MYAPI_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d ${quoted(JSON.stringify(body))}`;
    case "JavaScript":
      return `const answer = await fetch(${JSON.stringify(url)}, {
  method: "POST",
  headers: {
    Authorization: \`Bearer \${process.env.MYAPI_API_KEY}\`,
    "Content-Type": "application/json",
  },
  body: JSON.stringify(${indented(JSON.stringify(body, null, 2), "  ")}),
});
console.log(JSON.stringify(await answer.json()));`;
    case "Python":
      return `import json, os, urllib.request

request = urllib.request.Request(
    ${JSON.stringify(url)},
    data=json.dumps(${indented(inPython(body), "    ")}).encode(),
    headers={
        "Authorization": f"Bearer {os.environ['MYAPI_API_KEY']}",
        "Content-Type": "application/json",
    },
)
with urllib.request.urlopen(request) as answer:
    print(json.dumps(json.load(answer)))`;
  }
}

/** For a shell: nothing in single quotes means anything but itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Python writes three of JSON's words differently. */
function inPython(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(inPython).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, one]) => `    ${JSON.stringify(name)}: ${inPython(one)},\n`);
  return `{\n${fields.join("")}}`;
}

const indented = (text: string, by: string): string => text.replaceAll("\n", `\n${by}`);
