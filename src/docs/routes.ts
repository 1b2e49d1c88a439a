/** The routes of our OpenAPI document as text: what a model reads best. */

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface OpenApi {
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

const CREDENTIALS: Readonly<Record<string, string>> = {
  apiKey: "API key",
  accountToken: "account token",
  adminToken: "operator's token",
};

/** Every route by its group. */
export function routesAsText(openApi: object): string {
  const document = openApi as OpenApi;
  const { schemas = {} } = document.components ?? {};
  const follow = (schema: Schema): Schema =>
    schema.$ref === undefined ? schema : follow((schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}) as Schema);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation: operation as Operation,
    })),
  );

  const describe = ({ name, operation }: (typeof operations)[number]): string => {
    const { summary = "", description = "", security = [], parameters = [], requestBody, responses } = operation;
    const accepts = security.flatMap((one) => Object.keys(one)).map((one) => CREDENTIALS[one] ?? one);
    const body = Object.entries(requestBody?.content ?? {});
    const fields = fieldsOf(follow(body[0]?.[1].schema ?? {}), follow);
    return [
      `### ${name}`,
      `${summary}. ${description}`.replaceAll(/\.+\s*\./g, "."),
      `Credential: ${accepts.length === 0 ? "none" : accepts.join(" or ")}.`,
      ...parameters.map(
        ({ name: parameter, in: place, required, description: what, schema = {} }) =>
          `- ${place} \`${parameter}\` (${typeOf(follow(schema), follow)}${required ? ", required" : ""})${told(what)}`,
      ),
      ...(body.length === 0 ? [] : [`Body: ${body.map(([type]) => type).join(" or ")}`, ...fields]),
      "Answers:",
      ...Object.entries(responses).map(([status, { description: what, content }]) => {
        const [first] = Object.values(content ?? {});
        const names = Object.keys(follow(first?.schema ?? {}).properties ?? {});
        return `- ${status}: ${what}${names.length > 0 && status < "300" ? ` Fields: ${names.join(", ")}.` : ""}`;
      }),
    ].join("\n");
  };

  const groups = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? "Other");
  return [...groups]
    .map(([tag, all]) => {
      const about = document.tags?.find(({ name }) => name === tag)?.description;
      return [`## ${tag}`, ...(about === undefined ? [] : [about]), ...all.map(describe)].join("\n\n");
    })
    .join("\n\n");
}

const told = (text: string | undefined): string => (text === undefined ? "" : `: ${text}`);

function fieldsOf({ properties = {}, required = [] }: Schema, follow: (schema: Schema) => Schema): string[] {
  return Object.entries(properties).map(([name, given]) => {
    const schema = follow(given);
    const needed = required.includes(name) ? ", required" : "";
    const usual = schema.default === undefined ? "" : `, ${JSON.stringify(schema.default)} without`;
    return `- \`${name}\` (${typeOf(schema, follow)}${needed}${usual})${told(given.description ?? schema.description)}`;
  });
}

function typeOf(schema: Schema, follow: (schema: Schema) => Schema): string {
  if (schema.enum !== undefined) return schema.enum.map(String).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return several.map((one) => typeOf(follow(one), follow)).join(" | ");
  if (schema.items !== undefined)
    return `list of ${typeOf(follow(schema.items), follow)}${schema.maxItems === undefined ? "" : `, at most ${schema.maxItems}`}`;
  const type = [schema.type ?? "object"].flat().join(" | ");
  const low = schema.minimum ?? schema.minLength;
  const high = schema.maximum ?? schema.maxLength;
  if (low === undefined && high === undefined) return type;
  const unit = schema.type === "string" ? " characters" : "";
  return `${type}, ${low ?? "no less"} to ${high ?? "no end"}${unit}`;
}
