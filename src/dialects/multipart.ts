import { once } from "node:events";
import { Busboy, type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
import { AppError, malformedForm } from "../core/errors";

/** What is done with a form's texts, in their order, and with its files, which come one after the other. */
export interface FormReader {
  readonly onText: (name: string, value: string) => void;
  /** The next file comes when this is done; what it leaves unread is passed over. */
  readonly onFile: (name: string, file: AsyncIterable<Uint8Array>) => Promise<void>;
}

export interface FormLimits {
  /** Of the whole form. */
  readonly bytes: number;
  readonly files: number;
  readonly texts: number;
  /** Of one text. */
  readonly textBytes: number;
}

const NAMELESS = "A part of the form has no name.";

/** Reads `multipart/form-data` to its end without holding more of it than a piece. */
export async function readMultipart(request: Request, reader: FormReader, limits: FormLimits): Promise<void> {
  if (request.body === null) throw malformedForm("The form is empty.");
  const parser = parserFor(request.headers.get("content-type") ?? "", limits);
  const problems: unknown[] = [];
  let files = Promise.resolve();
  // The parser hands on parts without a name too, whatever its types say.
  parser.on("field", (name: string | undefined, value, _nameCut, isCut) => {
    if (name === undefined) problems.push(malformedForm(NAMELESS));
    else if (isCut) problems.push(tooLarge(`A text of a form has at most ${limits.textBytes} bytes.`));
    else reader.onText(name, value);
  });
  parser.on("file", (name: string | undefined, file, filename) => {
    // Where the form breaks off, whoever reads the file hears of it; if nobody does yet, the parser says so too.
    file.on("error", () => undefined);
    files = files.then(async () => {
      // A browser sends a field that was left empty as a file without a name.
      if (name === undefined) problems.push(malformedForm(NAMELESS));
      else if (filename !== "")
        await reader.onFile(name, piecesOf(file)).catch((error: unknown) => void problems.push(error));
      file.resume();
    });
  });
  for (const limit of ["filesLimit", "fieldsLimit", "partsLimit"] as const)
    parser.on(limit, () => {
      problems.push(tooLarge(`A form has at most ${limits.files} files and ${limits.texts} texts.`));
    });
  try {
    await feed(request.body, parser, limits.bytes);
  } catch (error) {
    problems.unshift(error instanceof AppError ? error : malformedForm("The form breaks off or is malformed.", error));
    // Whoever waits for the rest of a file hears that it will not come.
    parser.emit("close");
  }
  await files;
  if (problems.length > 0) throw problems[0];
}

/** Leaving off early keeps the file open: the rest of it has to pass. */
const piecesOf = (file: BusboyFileStream): AsyncIterable<Uint8Array> => file.iterator({ destroyOnReturn: false });

function parserFor(type: string, { files, texts, textBytes }: FormLimits): BusboyInstance {
  try {
    const most = { files, fields: texts, parts: files + texts, fieldSize: textBytes, fieldNameSize: 200 };
    return new Busboy({ headers: { "content-type": type }, limits: most });
  } catch (error) {
    throw malformedForm("The Content-Type of a form has to name its boundary.", error);
  }
}

/** Hands the body to the parser as fast as it takes it. */
async function feed(body: ReadableStream<Uint8Array>, parser: BusboyInstance, most: number): Promise<void> {
  const broken = once(parser, "error").then(([error]) => {
    throw error;
  });
  const finished = once(parser, "finish");
  broken.catch(() => undefined);
  finished.catch(() => undefined);
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > most) throw tooLarge(`A form has at most ${most} bytes.`);
    if (!parser.write(piece)) await Promise.race([once(parser, "drain"), broken]);
  }
  parser.end();
  await Promise.race([finished, broken]);
}

const tooLarge = (message: string): AppError => new AppError("payload_too_large", message);
