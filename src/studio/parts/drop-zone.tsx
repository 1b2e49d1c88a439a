import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

interface Properties {
  readonly class: string;
  readonly onFiles: (files: Iterable<File>) => void;
  readonly children: ComponentChildren;
}

/** Takes files that are dropped anywhere on it; a text that is dragged about is none of its business. */
export function DropZone({ class: name, onFiles, children }: Properties) {
  const over = useSignal(false);
  const hold = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    event.preventDefault();
    over.value = true;
  };
  return (
    <div
      class={`${name} ${over.value ? "over" : ""}`}
      onDragEnter={hold}
      onDragOver={hold}
      onDragLeave={(event) => {
        // From one of its parts to another one has not left it.
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) over.value = false;
      }}
      onDrop={(event) => {
        const { files } = event.dataTransfer ?? { files: [] };
        if (files.length === 0) return;
        event.preventDefault();
        over.value = false;
        onFiles(files);
      }}
    >
      {children}
    </div>
  );
}
