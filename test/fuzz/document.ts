import { Validator, type Schema } from "@cfworker/json-schema";
import * as fc from "fast-check";

/** The product's own OpenAPI document, as what a caller may send and what may come back. */

export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly template: string;
  readonly parameters: readonly { in: string; name: string; schema: Schema; required?: boolean }[];
  /** Of a body in JSON. */
  readonly body: Schema | null;
  /** Other types of body it takes. */
  readonly types: readonly string[];
  readonly credential: "apiKey" | "adminToken" | null;
  /** By status: the types of its body, and the schema where that is JSON. */
  readonly answers: Readonly<Record<string, { readonly types: readonly string[]; readonly schema: Schema | null }>>;
}

export function operationsOf(document: any): Operation[] {
  return Object.entries<any>(document.paths).flatMap(([template, methods]) =>
    Object.entries<any>(methods).map(([method, operation]): Operation => {
      const content = operation.requestBody?.content ?? {};
      const [credential = null] = operation.security.flatMap((one: object) => Object.keys(one));
      return {
        name: `${method.toUpperCase()} ${template}`,
        method: method.toUpperCase(),
        template,
        parameters: operation.parameters ?? [],
        body: content["application/json"]?.schema ?? null,
        types: Object.keys(content),
        credential,
        answers: Object.fromEntries(
          Object.entries<any>(operation.responses).map(([status, answer]) => [
            status,
            {
              types: Object.keys(answer.content ?? {}),
              schema: answer.content?.["application/json"]?.schema ?? null,
            },
          ]),
        ),
      };
    }),
  );
}

/** Why a body is not what the document says; empty where it is. */
export function misfits(document: any, schema: Schema, body: unknown): string[] {
  const whole = { components: document.components, ...schema } as Schema;
  const { valid, errors } = new Validator(whole, "2020-12", false).validate(body);
  return valid ? [] : errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
}

/** Anything the schema takes, and a little of what it only seems to take: formats and patterns are not followed. */
export function fitting(document: any, schema: any): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return fitting(document, document.components.schemas[schema.$ref.split("/").at(-1)]);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return fc.oneof(...either.map((one: unknown) => fitting(document, one)));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: schema.minimum ?? -5, max: Math.min(schema.maximum ?? 1_000, 0x7fff_ffff) });
    case "number":
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000, noNaN: true });
    case "array":
      return fc.array(fitting(document, schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 });
    case "object":
      return objectOf(document, schema);
    case "string":
      return textOf(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf(document: any, schema: any): fc.Arbitrary<unknown> {
  const fields = Object.entries<any>(schema.properties ?? {}).map(([name, one]) => [name, fitting(document, one)]);
  const required: string[] = schema.required ?? [];
  const model: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(fields);
  return fc.record(model, { requiredKeys: required.filter((name) => name in model) });
}

const textOf = ({ minLength = 0, maxLength = 60, format, example }: any): fc.Arbitrary<string> => {
  if (format === "uri") return fc.webUrl({ validSchemes: ["https"] });
  const longest = Math.min(maxLength, 200);
  const text = fc.oneof(
    fc.string({ minLength, maxLength: longest }),
    fc.string({ unit: "grapheme", minLength, maxLength: longest }),
    fc.constantFrom(
      "a red fox in the snow",
      "make me a picture of a boat",
      "\u202Eabc",
      "'; DROP TABLE jobs; --",
      "<b>",
    ),
  );
  return example === undefined ? text : fc.oneof(text, fc.constant(String(example)));
};

/** What is wrong in a value somewhere: a field gone, of another type, out of all bounds, or one that nobody knows. */
export function spoiled(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const wrong = fc.oneof(
    fc.constantFrom<unknown>(null, true, "", "\0", "\ud800", -1, 1.5, 2 ** 53, 1e308, [], {}, "x".repeat(5_000)),
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: "binary", maxLength: 40 }),
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(value, fc.nat(), wrong).map(([whole, at, bad]) => replaced(whole, at, bad)) },
    { weight: 1, arbitrary: fc.tuple(value, fc.nat()).map(([whole, at]) => replaced(whole, at, undefined)) },
    {
      weight: 1,
      arbitrary: fc.tuple(value, fc.string(), wrong).map(([whole, name, bad]) => withField(whole, name, bad)),
    },
    { weight: 1, arbitrary: wrong },
  );
}

function replaced(whole: unknown, at: number, bad: unknown): unknown {
  if (typeof whole !== "object" || whole === null || Array.isArray(whole)) return bad;
  const names = Object.keys(whole);
  const name = names[at % Math.max(1, names.length)];
  return name === undefined ? bad : { ...whole, [name]: bad };
}

const withField = (whole: unknown, name: string, bad: unknown): unknown =>
  typeof whole === "object" && whole !== null && !Array.isArray(whole) ? { ...whole, [name]: bad } : bad;
