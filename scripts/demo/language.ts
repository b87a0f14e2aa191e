/** Whether the person who runs the demo reads Russian, by LANG or LC_ALL as the nodes do. */
export const isRussian = Intl.DateTimeFormat().resolvedOptions().locale.startsWith('ru');

/** Chooses the text in the reader's language. */
export const say = (english: string, russian: string): string => (isRussian ? russian : english);
