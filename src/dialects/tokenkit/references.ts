import type { z } from "@hono/zod-openapi";
import { AppError } from "../../core/errors";
import { isPictureType } from "../../core/media";
import type { Upload } from "../../core/upload";
import { PRICES } from "../../jobs/prices";
import type { DialectContext } from "../dialect";
import { issuesToError } from "../validation";
import type { Body } from "./form";

/** A body all of whose fields and images are as they should be. */
export interface Checked<F = unknown> {
  readonly fields: F;
  readonly images: readonly Upload[];
}

interface Problem {
  readonly field: string;
  readonly reason: string;
}

interface Expected<S extends z.ZodType> {
  readonly body: S;
  readonly list: string;
  readonly most: number;
  readonly mostBytes: number;
}

/** Checks everything at once: each problem is named, with its field. An image that is none has a status of its own. */
export async function checked<S extends z.ZodType>(
  c: DialectContext,
  { body: schema, list, most, mostBytes }: Expected<S>,
  { fields, images, problems }: Body,
): Promise<Checked<z.infer<S>>> {
  const parsed = schema.safeParse(fields);
  const wrong: Problem[] = parsed.success ? [] : [...(issuesToError(parsed.error.issues, "body").details.fields ?? [])];
  const found: Upload[] = [];
  for (const [index, image] of images.entries()) {
    const upload =
      typeof image === "object" ? image : await c.var.services.uploads.find(c.var.principal.accountId, image);
    if (upload !== null && upload.bytes > mostBytes)
      wrong.push({ field: `${list}.${index}`, reason: `An image has at most ${mostBytes} bytes here.` });
    else if (upload !== null) found.push(upload);
    else
      wrong.push({
        field: `${list}.${index}`,
        reason: "There is no such upload in this account, or it is older than 24 hours.",
      });
  }
  if (images.length > most)
    wrong.push({ field: list, reason: `At most ${most} image${most === 1 ? " is" : "s are"} taken.` });
  if (parsed.success) wrong.push(...(await leftOpen(c, parsed.data as Wanting, found.length + problems.length)));
  if (wrong.length > 0 || problems.some(({ code }) => code === "invalid_field")) throw refusalOf(wrong, problems);
  const [problem] = problems;
  if (problem !== undefined) throw problem;
  return { fields: parsed.data as z.infer<S>, images: found };
}

function refusalOf(wrong: readonly Problem[], problems: readonly AppError[]): AppError {
  const files = problems.map(({ details: { field = "images" }, message }) => ({ field, reason: message }));
  const fields = [...wrong, ...files];
  return new AppError("invalid_field", fields[0]?.reason ?? "The request is not valid.", { fields });
}

/** What the fields have to say together. */
interface Wanting {
  readonly from?: string;
  readonly max_cost?: number;
  readonly character_prompt?: string;
  readonly instructions?: string;
}

async function leftOpen(c: DialectContext, body: Wanting, images: number): Promise<Problem[]> {
  const { from, max_cost, character_prompt, instructions } = body;
  const beginning = from === undefined ? null : await c.var.services.findPicture(from, c.var.principal.accountId);
  if (from !== undefined && !isPictureType(beginning?.mediaType ?? ""))
    return [{ field: "from", reason: "There is no such picture in this account." }];
  if (instructions === undefined && character_prompt === undefined && images === 0)
    return [{ field: "character_prompt", reason: "Must provide character_image or character_prompt." }];
  const price = PRICES.agent.credits;
  if (max_cost !== undefined && max_cost < price && images === 0 && from === undefined)
    return [{ field: "max_cost", reason: `A picture costs ${price} credits, and there is none to work on.` }];
  return [];
}
