/** How far something has come; without a number, that it goes on. */
export const Progress = ({ part, label }: { part: number | null; label: string }) => (
  <progress class="progress" aria-label={label} {...(part === null ? {} : { value: part, max: 1 })} />
);
