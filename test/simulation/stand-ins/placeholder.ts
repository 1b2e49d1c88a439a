/** Pictures are not decoded here: a blur of them is shown elsewhere to be right. */
export const placeholderOf = async (): Promise<null> => null;
